import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import { checkBoundCidrs } from "./networks";

export interface AppRoleArgs {
  readonly roleName: string;
  /** The AppRole mount that the role belongs to. */
  readonly mount: vault.AuthBackend;
  /** Path of that mount: known at preview, when the mount's own outputs are not. */
  readonly mountPath: string;
  /** Names of declared policies, from `Policies.name`. */
  readonly tokenPolicies: readonly pulumi.Input<string>[];
  /** Networks, in CIDR notation, that secret-ids and tokens may be used from. None, or every address, is refused. */
  readonly boundCidrs: readonly string[];
  /** Life of a token before it must be renewed, in seconds. One hour by default. */
  readonly tokenTtl?: number;
  /** Life of a token in all, in seconds. Four hours by default. */
  readonly tokenMaxTtl?: number;
  /** Life of a secret-id, in seconds. One day by default. */
  readonly secretIdTtl?: number;
  /** How often a secret-id may log in. 24 times by default: a day of restarts, not a year of misuse. */
  readonly secretIdNumUses?: number;
}

/**
 * An AppRole: who an application is to Vault, and how far its credentials reach ("Vault Security", AppRole Authentication).
 *
 * No secret-id is made here, because it would stand in state; `strongroom secret-id issue ROLE` hands one over, wrapped. The
 * limits differ from that document, which sets `secret_id_ttl=0`: such a secret-id never expires.
 */
export class AppRole extends pulumi.ComponentResource {
  readonly role: vault.approle.AuthBackendRole;

  /** @throws Refusal with every network that does not bind */
  constructor(name: string, args: AppRoleArgs, options?: pulumi.ComponentResourceOptions) {
    checkBoundCidrs(args.roleName, args.boundCidrs);
    super("strongroom:approles:AppRole", name, {}, options);
    const networks = [...args.boundCidrs].sort();
    this.role = new vault.approle.AuthBackendRole(
      name,
      {
        backend: args.mountPath,
        roleName: args.roleName,
        bindSecretId: true,
        secretIdBoundCidrs: networks,
        secretIdTtl: args.secretIdTtl ?? 24 * 3600,
        secretIdNumUses: args.secretIdNumUses ?? 24,
        tokenBoundCidrs: networks,
        tokenPolicies: pulumi.all([...args.tokenPolicies]).apply((names) => names.sort()),
        tokenTtl: args.tokenTtl ?? 3600,
        tokenMaxTtl: args.tokenMaxTtl ?? 4 * 3600,
      },
      { parent: this, dependsOn: args.mount, deletedWith: args.mount },
    );
    this.registerOutputs({});
  }
}
