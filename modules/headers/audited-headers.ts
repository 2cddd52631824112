import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import { checkAuditedHeaders } from "./audited-headers-check";
import type { AuditedRequestHeadersArgs } from "./audited-headers-args";

/**
 * Headers of requests that every audit device writes down, such as the id by which a proxy or a tracing system knows a request. Of
 * itself Vault writes down `user-agent`, `correlation-id` and `x-correlation-id` alone (audit/headers.go).
 */
export class AuditedRequestHeaders extends pulumi.ComponentResource {
  /** @throws Refusal with every header that is none, is declared twice, or would put a credential into the audit log */
  constructor(name: string, args: AuditedRequestHeadersArgs, options?: pulumi.ComponentResourceOptions) {
    checkAuditedHeaders(args.headers);
    super("strongroom:headers:AuditedRequestHeaders", name, {}, options);
    for (const header of args.headers) {
      const inLowerCase = header.name.toLowerCase();
      new vault.AuditRequestHeader(inLowerCase, { name: inLowerCase, hmac: header.hmac ?? true }, { parent: this });
    }
    this.registerOutputs({});
  }
}
