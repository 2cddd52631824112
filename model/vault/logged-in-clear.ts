import type { Resource } from "../resource";
import { asBoolean, asNames, asText, asWord } from "../scalars";
import { isSecretName } from "../secret-fields";
import { known, leaves, type Value } from "../value";
import { foundIn, isFound } from "./settings";
import { writeOf } from "./write";

const keysField = /^audit_?non_?hmac_?(?:request|response)_?keys$/iu;

/**
 * The fields of requests and answers that a mount has written to the audit log in clear although their names say that they hold
 * secrets.
 */
export function secretKeysInClear(resource: Resource): Value<string>[] {
  if (!resource.type.startsWith("vault:")) return [];
  return [...leaves(writeOf(resource)?.data ?? resource.inputs)]
    .filter(({ place }) => place.path.some((step) => keysField.test(String(step))))
    .flatMap((keys) => {
      const names = asNames(keys);
      return names.kind === "known" ? names.value.map(asWord) : [names];
    })
    .filter((key) => key.kind !== "known" || holdsSecrets(key.value));
}

/** `data` is all that a key-value engine of version 2 answers with. */
function holdsSecrets(key: string): boolean {
  return key === "data" || isSecretName(key);
}

/** Whether a header that clients log in with is hashed before it is written to the audit log; undefined for anything else. */
export function headerHmacOf(resource: Resource): Value<boolean | undefined> | undefined {
  const path = /^sys\/config\/auditing\/request-headers\/(?<name>[^/]+)$/u;
  const header = foundIn(resource, { types: ["vault:index/auditRequestHeader:AuditRequestHeader"], path });
  if (header === undefined || !isFound(header)) return undefined;
  const written = path.exec(header.path ?? "")?.groups?.["name"];
  const name = written === undefined ? asText(header.settings("name")) : known(written, { path: ["path"] });
  if (name.kind !== "known") return name.kind === "unknown" ? name : undefined;
  return holdsCredential(name.value ?? "") ? asBoolean(header.settings("hmac")) : undefined;
}

function holdsCredential(header: string): boolean {
  return /^(?:proxy-)?authorization$|^(?:set-)?cookie$/iu.test(header) || isSecretName(header);
}
