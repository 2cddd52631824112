import { appRoleAuthRights } from "../../modules/auth/approle";
import { certificateAuthRights } from "../../modules/auth/certificate";
import { gitHubAuthRights } from "../../modules/auth/github";
import { jwtAuthRights } from "../../modules/auth/jwt";
import { kubernetesAuthRights } from "../../modules/auth/kubernetes";
import { ldapAuthRights } from "../../modules/auth/ldap";
import { oidcAuthRights } from "../../modules/auth/oidc";
import { userpassAuthRights } from "../../modules/auth/userpass";
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
  return [
    ...loginRights[deployer.method](deployer.auth.path),
    ...appRoleAuthRights(applications.auth.path),
    ...kubernetesAuthRights(services.auth.path),
    ...jwtAuthRights(pipelines.auth.path),
    ...loginRights[people.login.method](people.login.auth.path),
    ...certificateAuthRights(machines.auth.path),
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

type Method = Company["deployer"]["method"] | Company["people"]["login"]["method"];

const loginRights: Readonly<Record<Method, (mountPath: string) => readonly PolicyStanza[]>> = {
  userpass: userpassAuthRights,
  jwt: jwtAuthRights,
  oidc: oidcAuthRights,
  ldap: ldapAuthRights,
  github: gitHubAuthRights,
};
