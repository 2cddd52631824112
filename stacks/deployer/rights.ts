import { auditedHeaderRights } from "../../modules/headers/rights";
import { identityRights, loginMfaRights } from "../../modules/identity/rights";
import { passwordPolicyRights } from "../../modules/password-policies/rights";
import type { PolicyStanza } from "../../modules/policies/document";
import { rateLimitQuotaRights } from "../../modules/quotas/rights";
import { databaseRights } from "../../modules/secrets/database/database";
import { pkiIntermediateRights, pkiRootRights } from "../../modules/secrets/pki/rights";
import type { Company } from "../core";

/** What the deployer needs for what is declared: each module says what that is, for each of its mounts. */
export function deployerRights(company: Company): readonly PolicyStanza[] {
  const { deployer, applications, services, pipelines, people, keyValueEngines, certificates, database } = company;
  return [
    ...authMethodRights([deployer, applications, services, pipelines, people.login].map(({ auth }) => auth.path)),
    ...identityRights(),
    ...loginMfaRights(),
    ...keyValueEngines.flatMap(({ path }) => keyValueRights(path)),
    ...pkiRootRights(certificates.root.path),
    ...pkiIntermediateRights(certificates.intermediate.path),
    ...databaseRights(database.path),
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

function keyValueRights(mountPath: string): readonly PolicyStanza[] {
  return [
    {
      comment: "Settings of the key-value engine, not the secrets",
      path: `${mountPath}/config`,
      capabilities: ["create", "read", "update"],
    },
  ];
}
