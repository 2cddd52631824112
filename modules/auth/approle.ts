import * as pulumi from "@pulumi/pulumi";
import type * as vault from "@pulumi/vault";
import { authMount, type LockingMountArgs } from "./mount";

/** The AppRole auth method: how applications without an identity of their platform log in. */
export class AppRoleAuth extends pulumi.ComponentResource {
  readonly mount: vault.AuthBackend;

  constructor(name: string, args: LockingMountArgs, options?: pulumi.ComponentResourceOptions) {
    super("strongroom:auth:AppRoleAuth", name, {}, options);
    this.mount = authMount("approle", args, { parent: this });
    this.registerOutputs({});
  }
}
