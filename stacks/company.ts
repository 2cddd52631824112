import type { KvVersion2Args } from "../modules/secrets/kv-args";
import type { SshCertificateAuthorityArgs } from "../modules/secrets/ssh/args";
import type { TransitArgs } from "../modules/secrets/transit/args";
import { declareApplications, type ApplicationsDeclaration } from "./applications/declare";
import { declareCertificates, type CertificatesDeclaration } from "./certificates/declare";
import { declareDatabase, type DatabaseDeclaration } from "./databases/declare";
import { declareDeployer, type DeployerDeclaration } from "./deployer/declare";
import { declareEncryption } from "./encryption/declare";
import { declareHosts } from "./hosts/declare";
import { databasePasswords, declareLimits, type LimitsDeclaration } from "./limits/declare";
import { declareMachines, type MachinesDeclaration } from "./machines/declare";
import { declarePeople, type PeopleDeclaration } from "./people/declare";
import { declarePipelines, type PipelinesDeclaration } from "./pipelines/declare";
import type { EnvironmentValues } from "./schema";
import { declareServices, type ServicesDeclaration } from "./services/declare";

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

export function declareCompany(values: EnvironmentValues): Company {
  return {
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
}
