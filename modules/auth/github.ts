import * as pulumi from "@pulumi/pulumi";
import type * as vault from "@pulumi/vault";
import type { PolicyStanza } from "../policies/document";
import type { GitHubAuthArgs } from "./github-args";
import { checkGitHubAuth, defaultLives } from "./github-check";
import { authMount } from "./mount";
import { writtenEntry, writtenSettings, type Settings } from "./settings";

/**
 * The GitHub method: how people log in with a personal token of GitHub. Vault asks GitHub at each login which teams they are in.
 *
 * It is for a company without an identity provider: whoever takes the token has the person's access, and there is no second factor
 * but login MFA. Its mount, settings and teams are resources of their own, because the provider's forget the mount when Vault refuses
 * a setting, and stop at a team that is gone (vault/resource_github_auth_backend.go, resource_github_team.go).
 */
export class GitHubAuth extends pulumi.ComponentResource {
  readonly mount: vault.AuthBackend;
  /** What identity aliases name this mount by. */
  readonly accessor: pulumi.Output<string>;

  /** @throws Refusal with everything that would let in nobody, or anybody */
  constructor(name: string, args: GitHubAuthArgs, options?: pulumi.ComponentResourceOptions) {
    checkGitHubAuth(args);
    const config = gitHubConfig(args);
    super("strongroom:auth:GitHubAuth", name, { path: args.path, config }, options);
    this.mount = authMount("github", args, { parent: this });
    this.accessor = this.mount.accessor;
    const resource = { parent: this, deletedWith: this.mount };
    writtenSettings(`auth/${args.path}/config`, config, resource);
    for (const { slug, policies } of args.teams) {
      const value = pulumi.all([...policies]).apply((names) => ({ key: slug, value: names.sort().join(",") }));
      writtenEntry(`auth/${args.path}/map/teams/${slug}`, value, resource);
    }
    this.registerOutputs({});
  }
}

function gitHubConfig({ organization, organizationId, baseUrl, tokenTtl, tokenMaxTtl }: GitHubAuthArgs): Settings {
  return {
    organization,
    organization_id: organizationId,
    // Vault adds the slash, and takes an address that is empty for one that is "/".
    ...(baseUrl === undefined ? {} : { base_url: `${baseUrl.replace(/\/+$/, "")}/` }),
    token_policies: [],
    token_ttl: tokenTtl ?? defaultLives.ttl,
    token_max_ttl: tokenMaxTtl ?? defaultLives.maxTtl,
  };
}

/** What the deployer needs to declare one. */
export function gitHubAuthRights(mountPath: string): readonly PolicyStanza[] {
  return [
    {
      comment: `The organisation of ${mountPath}, and what its teams may do`,
      path: `auth/${mountPath}/config`,
      capabilities: ["create", "read", "update"],
    },
    { path: `auth/${mountPath}/map/teams/*`, capabilities: ["create", "read", "update", "delete"] },
  ];
}
