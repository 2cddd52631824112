import * as pulumi from "@pulumi/pulumi";
import type * as vault from "@pulumi/vault";
import type { PolicyStanza } from "../policies/document";
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

/**
 * What the deployer needs for the method and its roles, and for Strongroom's commands on secret-ids. `secret-id deliver` puts one into a
 * cluster, so that they are not for wrapped answers only.
 */
export function appRoleAuthRights(mountPath: string): readonly PolicyStanza[] {
  const role = `auth/${mountPath}/role/+`;
  return [
    { comment: `The applications of ${mountPath}`, path: `auth/${mountPath}/role`, capabilities: ["list"] },
    { path: role, capabilities: ["create", "read", "update", "delete"] },
    { path: `${role}/role-id`, capabilities: ["read"] },
    {
      comment: "Their secret-ids: issued, looked up and destroyed",
      path: `${role}/secret-id`,
      capabilities: ["create", "update", "list"],
    },
    { path: `${role}/secret-id-accessor/lookup`, capabilities: ["create", "update"] },
    { path: `${role}/secret-id-accessor/destroy`, capabilities: ["create", "update"] },
  ];
}
