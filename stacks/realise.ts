import * as pulumi from "@pulumi/pulumi";
import type * as vault from "@pulumi/vault";
import { AppRole } from "../modules/approles/role";
import { AuditDevices } from "../modules/audit/devices";
import { AppRoleAuth } from "../modules/auth/approle";
import { JwtAuth } from "../modules/auth/jwt";
import { UserpassAuth } from "../modules/auth/userpass";
import { Policies } from "../modules/policies/policies";
import { vaultProvider } from "../modules/provider/provider";
import { KvVersion2 } from "../modules/secrets/kv";
import { Server } from "../modules/server/server";
import { deployerPolicy, type Declaration } from "./core";

/**
 * Hands a declaration to the modules, which register its resources with Pulumi.
 * @returns the provider that the deployer logs in with, for what a program adds
 */
export function realise(declaration: Declaration): vault.Provider {
  const { policies, provider } = realiseStart(declaration, declaration.policies);
  const options = { providers: { vault: provider } };
  waitFor(policies.policy(deployerPolicy));
  new Server("server", declaration.server);
  for (const engine of declaration.keyValueEngines) new KvVersion2(engine.path, engine, options);

  const { mount } = new AppRoleAuth(declaration.appRoleAuth.path, declaration.appRoleAuth, options);
  for (const role of declaration.appRoles) {
    new AppRole(
      role.roleName,
      {
        roleName: role.roleName,
        mount,
        mountPath: declaration.appRoleAuth.path,
        tokenPolicies: role.policies.map((policy) => policies.name(policy)),
        boundCidrs: role.boundCidrs,
      },
      options,
    );
  }
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
  realiseDeployer(declaration.deployer, policies, options);
  return { policies, provider };
}

function realiseDeployer(
  deployer: Declaration["deployer"],
  declared: Policies,
  options: pulumi.ComponentResourceOptions,
): void {
  const { path } = deployer.auth;
  const references = (names: readonly string[]) => names.map((name) => declared.name(name));
  if (deployer.method === "userpass") {
    const { policies, ...user } = deployer.user;
    new UserpassAuth(path, { ...deployer.auth, users: [{ ...user, tokenPolicies: references(policies) }] }, options);
  } else {
    const { policies, ...role } = deployer.role;
    new JwtAuth(path, { ...deployer.auth, roles: [{ ...role, tokenPolicies: references(policies) }] }, options);
  }
}
