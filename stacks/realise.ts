import type { ComponentResourceOptions } from "@pulumi/pulumi";
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

/** Hands a declaration to the modules, which register its resources with Pulumi. */
export function realise(declaration: Declaration): void {
  const { policies, options } = realiseStart(declaration, declaration.policies);
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
}

interface Start {
  readonly policies: Policies;
  /** What every further component gets: the provider that the deployer logs in with. */
  readonly options: ComponentResourceOptions;
}

/** The part that a new Vault has before Pulumi first runs: audit devices and the deployer. */
export function realiseStart(
  declaration: Declaration,
  declaredPolicies: Declaration["policies"] = declaration.policies.filter(({ name }) => name === deployerPolicy),
): Start {
  const options = { providers: { vault: vaultProvider("vault", declaration.provider) } };
  new AuditDevices("audit", { devices: declaration.auditDevices }, options);
  const policies = new Policies("policies", { policies: declaredPolicies }, options);
  const { deployer } = declaration;
  if (deployer.method === "userpass") new UserpassAuth(deployer.auth.path, deployer.auth, options);
  else new JwtAuth(deployer.auth.path, deployer.auth, options);
  return { policies, options };
}
