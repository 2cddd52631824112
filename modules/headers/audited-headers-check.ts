import type { Problem } from "../../problem/problem";
import { refuseFor } from "../../problem/refuse-for";
import type { AuditedRequestHeaderArgs } from "./audited-headers-args";
import { headerNameProblems } from "./names";

/** Headers that carry a credential. */
const credentials: ReadonlySet<string> = new Set(["authorization", "cookie", "proxy-authorization", "x-vault-token"]);

/** @throws Refusal with every header that is none, is declared twice, or would put a credential into the audit log */
export function checkAuditedHeaders(headers: readonly AuditedRequestHeaderArgs[]): void {
  refuseFor(
    headers.flatMap(({ name, hmac = true }, index) => [
      ...headerNameProblems(
        "audited header",
        name,
        headers.slice(0, index).map((header) => header.name),
      ),
      ...(hmac ? [] : credentialProblems(name)),
    ]),
  );
}

function credentialProblems(name: string): Problem[] {
  if (!credentials.has(name.toLowerCase())) return [];
  return [
    {
      subject: `audited header "${name}"`,
      path: "hmac",
      must: "be on: the header carries a credential, which would stand in the audit log",
      found: "off",
    },
  ];
}
