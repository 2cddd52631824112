import type { Problem } from "../../problem/problem";

/** What Vault keeps beside an entity or a group, for people and for templated policies. */
export type IdentityMetadata = Readonly<Record<string, string>>;

/** Vault's own bounds, in bytes (vault/identity_store_structs.go). */
const most = { pairs: 64, key: 128, value: 512 } as const;
const keyForm = /^[a-zA-Z0-9=/+_-]+$/;
const reservedPrefix = "vault-";

/** What Vault would refuse of some metadata. Values are not repeated. */
export function metadataProblems(subject: string, metadata: IdentityMetadata = {}): Problem[] {
  const pairs = Object.entries(metadata);
  const tooMany = pairs.length > most.pairs;
  return [
    ...(tooMany
      ? [{ subject, path: "metadata", must: `have at most ${most.pairs} entries`, found: String(pairs.length) }]
      : []),
    ...pairs.flatMap(([key, value]) => pairProblems(subject, key, value)),
  ];
}

function pairProblems(subject: string, key: string, value: string): Problem[] {
  const path = `metadata[${JSON.stringify(key)}]`;
  return [
    ...(keyForm.test(key) && key.length <= most.key && !key.startsWith(reservedPrefix)
      ? []
      : [
          {
            subject,
            path,
            must: `have a key of 1 to ${most.key} letters, digits and =/+_-, which does not begin with ${reservedPrefix}`,
          },
        ]),
    ...(Buffer.byteLength(value) <= most.value
      ? []
      : [{ subject, path, must: `be at most ${most.value} bytes long`, found: `${Buffer.byteLength(value)} bytes` }]),
  ];
}
