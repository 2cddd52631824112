import { entryOf } from "./entry";
import { vaultSecretFields } from "./vault-secret-fields";

/**
 * Whether a field's name says that its value is secret: `password`, `clientSecret`, `VAULT_TOKEN`, `unseal_keys`, `secretIdWo`.
 * Only the last words count: `tokenTtl`, `secretIdNumUses` and `passwordPolicy` are settings.
 */
export function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/gu, "$1 $2")
    .replace(/[^A-Za-z0-9]+/gu, " ")
    .trim()
    .toLowerCase()
    .replace(/ wo$/u, "");
  return secretEnding.test(words);
}

const secretEnding =
  /(?:^| )(?:tokens?|root token id|passwords?|passwd|passphrase|pass|bindpass|jwt|secrets?|secret id|secret keys?|secret access key|private keys?|api keys?|access key|client key|client tls key|session token|security token|unseal keys?|recovery keys?|credentials?|credentials json|kubeconfig|service account json|pem bundle|integration key|dockerconfigjson)$/u;

/** Top-level fields of a resource type that are secret as a whole, whatever they are called. */
export function secretFieldsOf(type: string): readonly string[] {
  return entryOf(typesWithSecretFields, type) ?? entryOf(vaultSecretFields, type) ?? [];
}

const typesWithSecretFields: Readonly<Record<string, readonly string[]>> = {
  "kubernetes:core/v1:Secret": ["data", "stringData"],
  "kubernetes:core/v1:SecretPatch": ["data", "stringData"],
};
