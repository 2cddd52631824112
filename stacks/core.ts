/**
 * What every environment has. A pure function of the environment's values: it needs neither Pulumi nor Vault, so the declarations of
 * all environments can be computed and compared anywhere.
 */
import path from "node:path";
import type { AuditDevice } from "../modules/audit/path";
import { policyFromFile, type PolicyDeclaration } from "../modules/policies/declaration";
import type { VaultProviderArgs } from "../modules/provider/provider";
import type { KvVersion2Args } from "../modules/secrets/kv";
import type { ServerSettings } from "../modules/server/settings";
import { declareApplications, type ApplicationsDeclaration } from "./applications/declare";
import { declareAuditDevice } from "./audit/declare";
import { declareDeployer, declareProvider, deployerPolicy, type DeployerDeclaration } from "./deployer/declare";
import { deployerPolicyText } from "./deployer/policy";
import type { EnvironmentValues } from "./schema";
import { declareServer } from "./server/declare";

/** Everything that one environment's Vault should be. */
export interface Declaration {
  readonly provider: VaultProviderArgs;
  readonly server: ServerSettings;
  readonly auditDevices: readonly AuditDevice[];
  readonly policies: readonly PolicyDeclaration[];
  readonly deployer: DeployerDeclaration;
  readonly applications: ApplicationsDeclaration;
  readonly keyValueEngines: readonly KvVersion2Args[];
}

export function declare(values: EnvironmentValues): Declaration {
  const deployer = declareDeployer(values.login);
  const applications = declareApplications(values.applications);
  const keyValueEngines = [{ path: "secret", description: "Static secrets of applications" }];
  const authMounts = [deployer.auth.path, applications.auth.path];
  const rights = keyValueEngines.map(({ path }) => ({
    path: `${path}/config`,
    capabilities: ["create", "read", "update"] as const,
  }));
  return {
    provider: declareProvider(values),
    server: declareServer(values.server),
    auditDevices: values.audit.map(declareAuditDevice),
    policies: [
      policyFromFile(path.join(__dirname, "policies", "reference-api.hcl")),
      { name: deployerPolicy, text: deployerPolicyText(authMounts, rights) },
    ],
    deployer,
    applications,
    keyValueEngines,
  };
}
