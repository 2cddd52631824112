import { GitHubAuth } from "../../../modules/auth/github";
import type { GitHubAuthArgs } from "../../../modules/auth/github-args";
import { refusedFor, registrationsOf, secret } from "../registrations";
import { writtenTo } from "./written";

const minimal: GitHubAuthArgs = {
  path: "github",
  organization: "example",
  organizationId: 9919,
  teams: [{ slug: "platform", policies: ["write", "read"] }],
};

const config = {
  organization: "example",
  organization_id: 9919,
  token_policies: [],
  token_ttl: 3600,
  token_max_ttl: 28800,
};
const component = "strongroom:auth:GitHubAuth::staff";
const mountId = "vault:index/authBackend:AuthBackend::github";

describe("the GitHub method", () => {
  it("is one protected mount, its organisation and its teams; GitHub's own address is not written", async () => {
    expect(await registrationsOf(() => new GitHubAuth("staff", minimal))).toEqual([
      { id: component, inputs: { path: "github", config } },
      writtenTo("auth/github/config", mountId, component, {
        organization: "example",
        organization_id: 9919,
        token_max_ttl: 28800,
        token_policies: [],
        token_ttl: 3600,
      }),
      {
        id: "vault:generic/endpoint:Endpoint::auth/github/map/teams/platform",
        inputs: {
          path: "auth/github/map/teams/platform",
          dataJson: secret('{"key":"platform","value":"read,write"}'),
        },
        parent: component,
        dependsOn: [mountId],
        deletedWith: mountId,
      },
      expect.objectContaining({ id: "vault:generic/endpoint:Endpoint::sys/auth/github/tune" }),
      expect.objectContaining({ id: mountId, protect: true }),
    ]);
  });

  it("has what is given, with the slash at the end of an address that Vault adds", async () => {
    const args = { ...minimal, baseUrl: "https://github.example.com/api/v3", tokenTtl: 60, tokenMaxTtl: 120 };
    const given = { ...config, base_url: "https://github.example.com/api/v3/", token_ttl: 60, token_max_ttl: 120 };
    expect(await registrationsOf(() => new GitHubAuth("staff", args))).toContainEqual({
      id: component,
      inputs: { path: "github", config: given },
    });
  });

  it("is refused with everything that would let in nobody, or anybody", () => {
    const subject = 'auth method "github"';
    const args = {
      path: "github",
      organization: "",
      organizationId: 0,
      baseUrl: "https://admin:CANARY@github.example.com",
      teams: [{ slug: "The Platform", policies: [] }],
    };
    expect(refusedFor(() => new GitHubAuth("staff", args))).toEqual([
      { subject, path: "organization", must: "be the organisation's name" },
      {
        subject,
        path: "organizationId",
        must: "be the organisation's number",
        found: "0",
        fix: "take id from https://api.github.com/orgs/",
      },
      {
        subject,
        path: "baseUrl",
        must: "be an address that starts with https://, and nothing but host, port and path",
        found: "one with a user",
      },
      {
        subject: `team "The Platform" of ${subject}`,
        path: "slug",
        must: "be as in the address of the team's page: lower-case letters, digits, - and _",
      },
      {
        subject: `team "The Platform" of ${subject}`,
        path: "policies",
        must: "name at least one policy",
        found: "none",
      },
    ]);
  });
});
