import type { Resource } from "../resource";
import { asBoolean, asText } from "../scalars";
import { known, type Unknown, type Value } from "../value";
import { foundIn, isFound } from "./settings";

/** What a key of the transit engine lets happen to itself. */
export interface TransitKey {
  readonly name: Value<string | undefined>;
  readonly exportable: Value<boolean | undefined>;
  readonly allowPlaintextBackup: Value<boolean | undefined>;
  readonly deletionAllowed: Value<boolean | undefined>;
  readonly convergentEncryption: Value<boolean | undefined>;
}

/** Of a key as it is made or imported, or of its settings, which have a path of their own. */
const keyPath = /^(?!(?:auth|sys|identity)\/).+\/keys\/(?<name>[^/]+)(?:\/(?:config|import))?$/u;

export function transitKeyOf(resource: Resource): TransitKey | Unknown | undefined {
  const key = foundIn(resource, {
    types: ["vault:transit/secretBackendKey:SecretBackendKey"],
    path: keyPath,
    mounts: ["transit"],
  });
  if (key === undefined || !isFound(key)) return key;
  const { settings, path } = key;
  return {
    name:
      path === undefined ? asText(settings("name")) : known(keyPath.exec(path)?.groups?.["name"], { path: ["path"] }),
    exportable: asBoolean(settings("exportable")),
    allowPlaintextBackup: asBoolean(settings("allow_plaintext_backup")),
    deletionAllowed: asBoolean(settings("deletion_allowed")),
    convergentEncryption: asBoolean(settings("convergent_encryption")),
  };
}
