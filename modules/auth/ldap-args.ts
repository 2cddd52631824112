import type * as pulumi from "@pulumi/pulumi";
import type { LockingMountArgs } from "./mount";

/** A group of the directory, and what its members may do. */
export interface LdapGroupArgs {
  /** As `groupAttr` has it. */
  readonly name: string;
  /** Names of declared policies, from `Policies.name`. None is refused. */
  readonly policies: readonly pulumi.Input<string>[];
}

export interface LdapAuthArgs extends LockingMountArgs {
  /** The directory's servers, tried in this order: `ldaps://`, or `ldap://` with `startTls`. */
  readonly urls: readonly string[];
  /** Whether connections to `ldap://` are encrypted before anything is said. */
  readonly startTls?: boolean;
  /** PEM certificate of the CA of the servers' certificates. The CAs of Vault's machine where it is not given. */
  readonly caCertificate?: string;
  /** Where people are: `ou=people,dc=example,dc=com`. */
  readonly userDn: string;
  /** The attribute that a person logs in with. `cn` by default. */
  readonly userAttr?: string;
  /** Which people may log in: a filter of the search by `bindDn` or `anonymousSearch`. Without a search Vault overlooks it: refused. */
  readonly userFilter?: string;
  /**
   * Who Vault searches as. By default it does not: it logs in as `<userAttr>=<name>,<userDn>` with the person's own password, and needs
   * none of its own. The password of this one is not declared: `strongroom auth secret PATH` gives it to Vault.
   */
  readonly bindDn?: string;
  /** Whether Vault searches for the person as nobody, where the directory allows that. */
  readonly anonymousSearch?: boolean;
  /** Has Vault log in as `<name>@<upnDomain>` with the person's own password, as Active Directory wants it. */
  readonly upnDomain?: string;
  /** Where groups are. Without it nobody is in any. */
  readonly groupDn?: string;
  /** A filter of groups, with `{{.UserDN}}` and `{{.Username}}`. By default those that name the person as a member (Vault's own). */
  readonly groupFilter?: string;
  /** The attribute of what was found that names the group. `cn` by default. */
  readonly groupAttr?: string;
  /** Policies of groups. External groups of Vault's identity do the same, and join those of other methods. */
  readonly groups?: readonly LdapGroupArgs[];
  /** Life of a token before it must be renewed, in seconds. One hour by default. */
  readonly tokenTtl?: number;
  /** Life of a token in all, in seconds. Eight hours by default: one working day. */
  readonly tokenMaxTtl?: number;
}
