import { Refusal } from "../problem/problem";

/** What Vault answered instead of doing what it was asked. */
export interface VaultAnswer {
  readonly address: string;
  readonly method: string;
  readonly path: string;
  /** The HTTP status. */
  readonly status: number;
  /** Vault's own list, already free of what the request carried. */
  readonly errors: readonly string[];
}

/** Vault answered, and the answer is no. Holds neither the request's body nor its token. */
export class VaultRefusal extends Refusal {
  readonly status: number;
  readonly errors: readonly string[];

  constructor(answer: VaultAnswer) {
    const said = answer.errors.length === 0 ? "" : `: ${answer.errors.join("; ")}`;
    const fix = wayOut(answer.status, answer.errors);
    super([
      {
        subject: `vault ${answer.address}`,
        path: `${answer.method} ${answer.path}`,
        must: "be accepted",
        found: `${answer.status}${said}`,
        ...(fix === undefined ? {} : { fix }),
      },
    ]);
    this.status = answer.status;
    this.errors = answer.errors;
  }
}

/** Whether `error` is Vault's answer with one of these statuses. */
export function isVaultAnswer(error: unknown, ...statuses: number[]): error is VaultRefusal {
  return error instanceof VaultRefusal && statuses.includes(error.status);
}

/** Whether Vault surely did nothing of what it was asked. After any other failure, a lost answer also, it may have. */
export function isSurelyUndone(error: unknown): error is VaultRefusal {
  return error instanceof VaultRefusal && error.status >= 400 && error.status < 500;
}

function wayOut(status: number, errors: readonly string[]): string | undefined {
  if (errors.some((error) => /vault is sealed/i.test(error)))
    return "unseal it; the embedded one with strongroom dev start";
  if (status === 403) return "log in with an identity whose policies allow this, or ask for the capability";
  if (status === 429) return "wait a moment and try again";
  return undefined;
}

const secretFields = new Set([
  ...["password", "token", "key", "secret_id", "jwt", "client_token", "nonce"],
  ...["oidc_client_secret", "bindpass"],
]);
const tokenForm = /\b(?:hv[sbr]|[sbr])\.[A-Za-z0-9_-]{20,}/g;

/**
 * Vault's errors as they may be shown: its messages sometimes repeat the input, so every secret value of the request and
 * everything that looks like a token is taken out.
 */
export function withoutSecrets(errors: readonly string[], body: unknown, token: string | undefined): readonly string[] {
  const secrets = [...secretValues(body), ...(token === undefined ? [] : [token])].filter((secret) => secret !== "");
  return errors.map((error) =>
    secrets.reduce((text, secret) => text.replaceAll(secret, "(removed)"), error).replaceAll(tokenForm, "(removed)"),
  );
}

function secretValues(body: unknown): string[] {
  if (typeof body !== "object" || body === null) return [];
  return Object.entries(body).flatMap(([field, value]: [string, unknown]) => {
    if (typeof value === "string") return secretFields.has(field) ? [value] : [];
    return secretValues(value);
  });
}
