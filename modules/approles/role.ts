import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import { defaultLimits, type AppRoleArgs } from "./args";
import { checkAppRole } from "./check";

/**
 * An AppRole: who an application is to Vault, and how far its credentials reach ("Vault Security", AppRole Authentication).
 *
 * No secret-id is made here, because it would stand in state; `strongroom secret-id issue ROLE` hands one over, wrapped. The
 * limits differ from that document, which sets `secret_id_ttl=0`: such a secret-id never expires.
 *
 * The role is protected: its role-id and every secret-id that was issued are in it, and would be gone with it or with another name.
 */
export class AppRole extends pulumi.ComponentResource {
  readonly role: vault.approle.AuthBackendRole;

  /** @throws Refusal with every network that does not bind, and every limit that is none */
  constructor(name: string, args: AppRoleArgs, options?: pulumi.ComponentResourceOptions) {
    checkAppRole(args);
    super("strongroom:approles:AppRole", name, {}, options);
    const networks = [...args.boundCidrs].sort();
    this.role = new vault.approle.AuthBackendRole(
      name,
      {
        backend: args.mountPath,
        roleName: args.roleName,
        bindSecretId: true,
        secretIdBoundCidrs: networks,
        secretIdTtl: args.secretIdTtl ?? defaultLimits.secretIdTtl,
        secretIdNumUses: args.secretIdNumUses ?? defaultLimits.secretIdNumUses,
        tokenBoundCidrs: networks,
        tokenPolicies: pulumi.all([...args.tokenPolicies]).apply((names) => names.sort()),
        tokenTtl: args.tokenTtl ?? defaultLimits.tokenTtl,
        tokenMaxTtl: args.tokenMaxTtl ?? defaultLimits.tokenMaxTtl,
      },
      { parent: this, dependsOn: args.mount, deletedWith: args.mount, protect: true },
    );
    this.registerOutputs({});
  }
}
