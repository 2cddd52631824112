const mark = "strongroom:secret";

/**
 * A value in a field that the program lists in `additionalSecretOutputs`. Policies get it in clear, and Pulumi names the field among the
 * resource's secrets. Of what is only wrapped in `pulumi.secret` it names nothing.
 */
export function secretValue(value: string): Record<string, unknown> {
  return { [mark]: value };
}

/** Properties as Pulumi hands them on, and the names of those in which something is secret. */
export function revealSecrets(props: Readonly<Record<string, unknown>>): {
  readonly revealed: Record<string, unknown>;
  readonly names: readonly string[];
} {
  return {
    revealed: Object.fromEntries(Object.entries(props).map(([name, value]) => [name, reveal(value)])),
    names: Object.entries(props).flatMap(([name, value]) => (holdsSecret(value) ? [name] : [])),
  };
}

function reveal(value: unknown): unknown {
  if (!holdsSecret(value)) return value;
  if (Array.isArray(value)) return value.map(reveal);
  if (!isObject(value)) return value;
  if (mark in value) return value[mark];
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, reveal(member)]));
}

function holdsSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsSecret);
  return isObject(value) && (mark in value || Object.values(value).some(holdsSecret));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
