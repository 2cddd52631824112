import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import type { PolicyStanza } from "../policies/document";
import { authMount, type LockingMountArgs } from "./mount";

export interface UserArgs {
  readonly username: string;
  /** Names of declared policies, from `Policies.name`. */
  readonly tokenPolicies: readonly pulumi.Input<string>[];
  /** Life of a token before it must be renewed, in seconds. One hour by default. */
  readonly tokenTtl?: number;
  /** Life of a token in all, in seconds. Four hours by default. */
  readonly tokenMaxTtl?: number;
}

export interface UserpassAuthArgs extends LockingMountArgs {
  readonly users: readonly UserArgs[];
}

/**
 * The user and password method, for development only (rule `no-password-auth`).
 *
 * A user's password is never declared: it would stand in state. Whoever creates the user sets it, and what is declared here
 * updates the rest; Vault keeps the password when a write does not name one.
 */
export class UserpassAuth extends pulumi.ComponentResource {
  readonly mount: vault.AuthBackend;

  constructor(name: string, args: UserpassAuthArgs, options?: pulumi.ComponentResourceOptions) {
    super("strongroom:auth:UserpassAuth", name, {}, options);
    this.mount = authMount("userpass", args, { parent: this });
    for (const user of args.users) {
      new vault.generic.Endpoint(
        `${args.path}/${user.username}`,
        {
          path: userPath(args.path, user.username),
          dataJson: pulumi.all([...user.tokenPolicies]).apply((names) => JSON.stringify(userSettings(user, names))),
          // Vault answers with fields that nobody declared; only the declared ones are compared.
          ignoreAbsentFields: true,
        },
        { parent: this, dependsOn: this.mount, deletedWith: this.mount },
      );
    }
    this.registerOutputs({});
  }
}

/** What the deployer needs to declare users, and to make those whose passwords somebody sets. */
export function userpassAuthRights(mountPath: string): readonly PolicyStanza[] {
  return [
    { comment: `The users of ${mountPath}`, path: `auth/${mountPath}/users`, capabilities: ["list"] },
    { path: userPath(mountPath, "+"), capabilities: ["create", "read", "update", "delete"] },
  ];
}

/** The path that a user is written to. */
export function userPath(mount: string, username: string): string {
  return `auth/${mount}/users/${username}`;
}

/** A user's settings in Vault's own names, as the API takes and returns them. */
export interface UserSettings {
  /** Seconds. */
  readonly token_max_ttl: number;
  readonly token_policies: readonly string[];
  /** Seconds. */
  readonly token_ttl: number;
}

/** @param policies the names of the user's policies */
export function userSettings(user: Omit<UserArgs, "tokenPolicies">, policies: readonly string[]): UserSettings {
  return {
    token_max_ttl: user.tokenMaxTtl ?? 4 * 3600,
    token_policies: [...policies].sort(),
    token_ttl: user.tokenTtl ?? 3600,
  };
}
