import type * as pulumi from "@pulumi/pulumi";
import type { IdentityMetadata } from "./metadata";
import type { AuthMethodMount } from "./mount";

/** One way in that an entity is recognised by. */
export interface EntityAliasArgs {
  /** Of the auth method. An entity has one alias on each mount at most. */
  readonly mount: AuthMethodMount;
  /** Path of that mount, without `auth/`: known at preview, when the mount's own outputs are not. */
  readonly mountPath: string;
  /** What the method calls whoever logs in: a username, a role-id, the value of the user claim. */
  readonly name: pulumi.Input<string>;
}

export interface EntityArgs {
  readonly name: string;
  /** Its name before, in the change that renames it: it stays the same entity. */
  readonly formerName?: string;
  /** Names of declared policies, from `Policies.name`. None by default: what logs in gets its policies from its role. */
  readonly policies?: readonly pulumi.Input<string>[];
  readonly metadata?: IdentityMetadata;
  readonly aliases: readonly EntityAliasArgs[];
}

export interface EntitiesArgs {
  readonly entities: readonly EntityArgs[];
}
