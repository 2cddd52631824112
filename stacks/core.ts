/**
 * What every environment has. A pure function of the environment's values: it needs neither Pulumi nor Vault, so the declarations of
 * all environments can be computed and compared anywhere.
 */
import type { AuditDevice } from "../modules/audit/path";
import type { PolicyDeclaration } from "../modules/policies/declaration";
import type { VaultProviderArgs } from "../modules/provider/provider";
import type { KvVersion2Args } from "../modules/secrets/kv";
import type { SshCertificateAuthorityArgs } from "../modules/secrets/ssh/args";
import type { TransitArgs } from "../modules/secrets/transit/args";
import type { ServerSettings } from "../modules/server/settings";
import { declareApplications, type ApplicationsDeclaration } from "./applications/declare";
import { declareAuditDevice } from "./audit/declare";
import { declareCertificates, type CertificatesDeclaration } from "./certificates/declare";
import { declareDatabase, type DatabaseDeclaration } from "./databases/declare";
import { declareDeployer, declareProvider, deployerPolicy, type DeployerDeclaration } from "./deployer/declare";
import { deployerPolicyText } from "./deployer/policy";
import { deployerRights } from "./deployer/rights";
import { declareEncryption } from "./encryption/declare";
import { declareHosts } from "./hosts/declare";
import { databasePasswords, declareLimits, type LimitsDeclaration } from "./limits/declare";
import { declareMachines, type MachinesDeclaration } from "./machines/declare";
import { declarePeople, type PeopleDeclaration } from "./people/declare";
import { declarePipelines, type PipelinesDeclaration } from "./pipelines/declare";
import { policyFiles } from "./policies/files";
import type { EnvironmentValues } from "./schema";
import { declareServer } from "./server/declare";
import { declareServices, type ServicesDeclaration } from "./services/declare";

/** Everything that one environment's Vault should be. */
export interface Declaration extends Company {
  readonly provider: VaultProviderArgs;
  readonly server: ServerSettings;
  readonly auditDevices: readonly AuditDevice[];
  readonly policies: readonly PolicyDeclaration[];
}

/** Who uses this Vault, and what for. */
export interface Company {
  readonly deployer: DeployerDeclaration;
  readonly applications: ApplicationsDeclaration;
  readonly services: ServicesDeclaration;
  readonly pipelines: PipelinesDeclaration;
  readonly people: PeopleDeclaration;
  readonly machines: MachinesDeclaration;
  readonly keyValueEngines: readonly KvVersion2Args[];
  readonly certificates: CertificatesDeclaration;
  readonly database: DatabaseDeclaration;
  readonly encryption: TransitArgs;
  readonly hosts: SshCertificateAuthorityArgs;
  readonly limits: LimitsDeclaration;
}

export function declare(values: EnvironmentValues): Declaration {
  const company: Company = {
    deployer: declareDeployer(values.login),
    applications: declareApplications(values.applications),
    services: declareServices(values.kubernetes),
    pipelines: declarePipelines(values.pipelines),
    people: declarePeople(values.people, new URL(values.address).hostname),
    machines: declareMachines(values.machines),
    keyValueEngines: [{ path: "secret", description: "Static secrets of applications" }],
    certificates: declareCertificates(values.certificates, values.address),
    database: declareDatabase(values.database, databasePasswords),
    encryption: declareEncryption(),
    hosts: declareHosts(values.hosts),
    limits: declareLimits(values.limits),
  };
  return {
    ...company,
    provider: declareProvider(values),
    server: declareServer(values.server),
    auditDevices: values.audit.map(declareAuditDevice),
    policies: [...policyFiles(), { name: deployerPolicy, text: deployerPolicyText(deployerRights(company)) }],
  };
}
