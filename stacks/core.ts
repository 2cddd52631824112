/**
 * What every environment has. A pure function of the environment's values: it needs neither Pulumi nor Vault, so the declarations of
 * all environments can be computed and compared anywhere.
 */
import type { AuditDevice } from "../modules/audit/path";
import type { PolicyDeclaration } from "../modules/policies/declaration";
import type { VaultProviderArgs } from "../modules/provider/provider";
import type { ServerSettings } from "../modules/server/settings";
import { declareAuditDevice } from "./audit/declare";
import { declareCompany, type Company } from "./company";
import { declareProvider, deployerPolicy } from "./deployer/declare";
import { deployerPolicyText } from "./deployer/policy";
import { deployerRights } from "./deployer/rights";
import { policyFiles } from "./policies/files";
import type { EnvironmentValues } from "./schema";
import { declareServer } from "./server/declare";

/** Everything that one environment's Vault should be. */
export interface Declaration extends Company {
  readonly provider: VaultProviderArgs;
  readonly server: ServerSettings;
  readonly auditDevices: readonly AuditDevice[];
  readonly policies: readonly PolicyDeclaration[];
}

export function declare(values: EnvironmentValues): Declaration {
  const company = declareCompany(values);
  return {
    ...company,
    provider: declareProvider(values),
    server: declareServer(values.server),
    auditDevices: values.audit.map(declareAuditDevice),
    policies: [...policyFiles(), { name: deployerPolicy, text: deployerPolicyText(deployerRights(company)) }],
  };
}
