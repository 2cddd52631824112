import type * as pulumi from "@pulumi/pulumi";
import type { AuthMountArgs } from "./mount";

/** A team of the organisation, and what its members may do. */
export interface GitHubTeamArgs {
  /** Its slug, as in the address of its page. */
  readonly slug: string;
  /** Names of declared policies, from `Policies.name`. None is refused. */
  readonly policies: readonly pulumi.Input<string>[];
}

export interface GitHubAuthArgs extends AuthMountArgs {
  readonly organization: string;
  /** Its number, which nobody else gets when it is renamed or deleted. With it, Vault need not ask GitHub to be configured. */
  readonly organizationId: number;
  /** Address of the API of a GitHub Enterprise server. GitHub's own by default. */
  readonly baseUrl?: string;
  readonly teams: readonly GitHubTeamArgs[];
  /** Life of a token before it must be renewed, in seconds. One hour by default. */
  readonly tokenTtl?: number;
  /** Life of a token in all, in seconds. Eight hours by default: one working day. */
  readonly tokenMaxTtl?: number;
}
