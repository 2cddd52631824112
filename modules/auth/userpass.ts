import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import { refuseFor } from "../../problem/refuse-for";
import type { PolicyStanza } from "../policies/document";
import { authMount, type LockingMountArgs } from "./mount";
import { lifeProblems, type TokenArgs, type TokenLives } from "./token";

/** Seconds. */
const defaultLives: TokenLives = { ttl: 3600, maxTtl: 4 * 3600 };

/** Tokens live for an hour, and four in all, by default. */
export interface UserArgs extends TokenArgs {
  readonly username: string;
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

  /** @throws Refusal with every user whose tokens would not end as they should */
  constructor(name: string, args: UserpassAuthArgs, options?: pulumi.ComponentResourceOptions) {
    refuseFor(
      args.users.flatMap((user) =>
        lifeProblems(`user "${user.username}" of auth method "${args.path}"`, user, defaultLives),
      ),
    );
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
    token_max_ttl: user.tokenMaxTtl ?? defaultLives.maxTtl,
    token_policies: [...policies].sort(),
    token_ttl: user.tokenTtl ?? defaultLives.ttl,
  };
}
