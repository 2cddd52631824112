import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

/** A body of Vault's API, in its own names. */
export type Settings = Readonly<Record<string, unknown>>;

interface SettingsOptions extends pulumi.CustomResourceOptions {
  readonly deletedWith: pulumi.Resource;
}

/**
 * Settings of a mount, written to a path of Vault's API and compared with it field by field when they are read back. For what the
 * provider has no resource of its own for, or one that loses or overlooks something. They go with their mount, and cannot be deleted
 * without it.
 */
export function writtenSettings(path: string, settings: Settings, options: SettingsOptions): vault.generic.Endpoint {
  // Vault answers with fields that nobody declared; only the declared ones are compared.
  return written(path, settings, { disableDelete: true, ignoreAbsentFields: true }, options);
}

/**
 * One thing among others in a mount, written in the same way, that can be deleted by itself. Vault must answer with what is declared
 * and nothing else: it says nothing of some things that are gone, and that is then a difference.
 */
export function writtenEntry(
  path: string,
  settings: pulumi.Input<Settings>,
  options: SettingsOptions,
): vault.generic.Endpoint {
  return written(path, settings, {}, options);
}

function written(
  path: string,
  settings: pulumi.Input<Settings>,
  kind: { readonly disableDelete?: true; readonly ignoreAbsentFields?: true },
  options: SettingsOptions,
): vault.generic.Endpoint {
  return new vault.generic.Endpoint(
    path,
    {
      path,
      dataJson: pulumi.output(settings).apply((each) => JSON.stringify(inOrder(each))),
      ...kind,
    },
    { ...options, dependsOn: options.deletedWith },
  );
}

/** The provider writes what it read back with its keys in order, and compares the texts. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, inOrder(each)]));
}
