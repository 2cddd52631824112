import type * as pulumi from "@pulumi/pulumi";
import type { IdentityMetadata } from "./metadata";
import type { AuthMethodMount } from "./mount";

interface GroupArgs {
  readonly name: string;
  /** Its name before, in the change that renames it: it stays the same group. */
  readonly formerName?: string;
  /** Names of declared policies, from `Policies.name`. Every member's token has them. */
  readonly policies: readonly pulumi.Input<string>[];
  readonly metadata?: IdentityMetadata;
}

/** A group whose members an auth method names at each login: those of an OIDC, JWT or LDAP group. */
export interface ExternalGroupArgs extends GroupArgs {
  /** The auth method that says who is in it. Vault takes one for each group. */
  readonly mount: AuthMethodMount;
  /** Path of that mount, without `auth/`: known at preview, when the mount's own outputs are not. */
  readonly mountPath: string;
  /** What the method calls the group: its id or name in the groups claim, its name in the directory. */
  readonly alias: string;
}

/** A group whose members are declared. */
export interface InternalGroupArgs extends GroupArgs {
  /** Declared entities, from `Entities.entity(...).id`. */
  readonly memberEntityIds?: readonly pulumi.Input<string>[];
  /** Names of declared groups, external or internal, whose members are members of this one too. */
  readonly memberGroups?: readonly string[];
}

export interface GroupsArgs {
  readonly external?: readonly ExternalGroupArgs[];
  readonly internal?: readonly InternalGroupArgs[];
}
