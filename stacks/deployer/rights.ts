import { auditedHeaderRights } from "../../modules/headers/rights";
import { identityRights, loginMfaRights } from "../../modules/identity/rights";
import { passwordPolicyRights } from "../../modules/password-policies/rights";
import type { PolicyStanza } from "../../modules/policies/document";
import { rateLimitQuotaRights } from "../../modules/quotas/rights";
import { databaseRights } from "../../modules/secrets/database/database";
import { kvRights } from "../../modules/secrets/kv";
import { pkiIntermediateRights, pkiRootRights } from "../../modules/secrets/pki/rights";
import { sshCertificateAuthorityRights } from "../../modules/secrets/ssh/authority";
import { transitRights } from "../../modules/secrets/transit/transit";
import type { Company } from "../company";

/** What the deployer needs for what is declared: each module says what that is, for each of its mounts. */
export function deployerRights(company: Company): readonly PolicyStanza[] {
  const { deployer, applications, services, pipelines, people, machines, certificates, database } = company;
  const logins = [deployer, applications, services, pipelines, people.login, machines];
  return [
    ...authMethodRights(logins.map(({ auth }) => auth.path)),
    ...identityRights(),
    ...loginMfaRights(),
    ...company.keyValueEngines.flatMap(({ path }) => kvRights(path)),
    ...pkiRootRights(certificates.root.path),
    ...pkiIntermediateRights(certificates.intermediate.path),
    ...databaseRights(database.path),
    ...transitRights(company.encryption.path),
    ...sshCertificateAuthorityRights(company.hosts.path),
    ...rateLimitQuotaRights(),
    ...passwordPolicyRights(),
    ...auditedHeaderRights(),
  ];
}

function authMethodRights(mounts: readonly string[]): readonly PolicyStanza[] {
  return mounts.map((mount, index) => ({
    ...(index === 0 ? { comment: "What is in the auth methods" } : {}),
    path: `auth/${mount}/*`,
    capabilities: ["create", "read", "update", "delete", "list"],
  }));
}
