import * as pulumi from "@pulumi/pulumi";
import type * as vault from "@pulumi/vault";
import { AuditDevices } from "../modules/audit/devices";
import { Policies } from "../modules/policies/policies";
import { vaultProvider } from "../modules/provider/provider";
import { KvVersion2 } from "../modules/secrets/kv";
import { SshCertificateAuthority } from "../modules/secrets/ssh/authority";
import { Transit } from "../modules/secrets/transit/transit";
import { Server } from "../modules/server/server";
import { realiseApplications } from "./applications/realise";
import { realiseCertificates } from "./certificates/realise";
import type { Declaration } from "./core";
import { realiseDatabase } from "./databases/realise";
import { deployerPolicy } from "./deployer/declare";
import { realiseDeployer } from "./deployer/realise";
import type { Given } from "./given";
import { realiseLimits } from "./limits/realise";
import { realiseMachines } from "./machines/realise";
import { realisePeople } from "./people/realise";
import { realisePipelines } from "./pipelines/realise";
import { realiseServices } from "./services/realise";

/**
 * Hands a declaration to the modules, which register its resources with Pulumi.
 * @returns the provider that the deployer logs in with, for what a program adds
 */
export function realise(declaration: Declaration): vault.Provider {
  const { policies, provider } = realiseStart(declaration, declaration.policies);
  const given: Given = { policies, options: { providers: { vault: provider } } };
  waitFor(policies.policy(deployerPolicy));
  new Server("server", declaration.server);
  for (const engine of declaration.keyValueEngines) new KvVersion2(engine.path, engine, given.options);
  realiseApplications(declaration.applications, given);
  realiseServices(declaration.services, given);
  realisePipelines(declaration.pipelines, given);
  realisePeople(declaration.people, given);
  realiseMachines(declaration.machines, given);
  realiseCertificates(declaration.certificates, given);
  new Transit(declaration.encryption.path, declaration.encryption, given.options);
  new SshCertificateAuthority(declaration.hosts.path, declaration.hosts, given.options);
  realiseDatabase(declaration.database, realiseLimits(declaration.limits, given), given);
  return provider;
}

/** A change may give the deployer rights that it needs for the rest of the same change: every Vault resource waits for its policy. */
export function waitFor(deployersPolicy: vault.Policy): void {
  pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
    type.startsWith("vault:") ? { props, opts: pulumi.mergeOptions(opts, { dependsOn: deployersPolicy }) } : undefined,
  );
}

interface Start {
  readonly policies: Policies;
  readonly provider: vault.Provider;
}

/** The part that a new Vault has before Pulumi first runs: audit devices and the deployer. */
export function realiseStart(
  declaration: Declaration,
  declaredPolicies: Declaration["policies"] = declaration.policies.filter(({ name }) => name === deployerPolicy),
): Start {
  const provider = vaultProvider("vault", declaration.provider);
  const options = { providers: { vault: provider } };
  new AuditDevices("audit", { devices: declaration.auditDevices }, options);
  const policies = new Policies("policies", { policies: declaredPolicies }, options);
  realiseDeployer(declaration.deployer, { policies, options });
  return { policies, provider };
}
