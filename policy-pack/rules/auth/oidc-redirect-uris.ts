import { z } from "zod";
import type { Resource } from "../../../model/resource";
import { jwtRoleOf, type JwtRole } from "../../../model/vault/jwt-role";
import { oidcClientOf } from "../../../model/vault/oidc-client";
import { notKnownYet } from "../../example";
import { demandEach, notEvaluated, violation, type Decision, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";

const must = "send the browser back over https, or to this machine, at an address without *";
const some = "name the addresses that the browser is sent back to";
const subject = 'JWT role "people"';
const vaultUi = "https://vault.example.com:8200/ui/vault/auth/oidc/oidc/callback";
const cli = "http://localhost:8250/oidc/callback";

export default defineRule({
  id: "oidc-redirect-uris",
  family: "auth",
  title: "An OIDC login sends the browser back to addresses that are named, over TLS",
  severity: "high",
  blocks: "outside dev",
  sources: [
    {
      title: "What I learned after a year of setting up and running HashiCorp Vault in production",
      section: "Production-grading Vault",
    },
    { title: "Vault Security", section: "Production Environment Requirements" },
  ],
  rationale:
    "The identity provider hands the login's code to whatever stands at the redirect address. Over http everybody on the way " +
    "reads it, and behind a wildcard stands whoever gets hold of one of the addresses. Only the CLI's own listener, on the " +
    "machine where the browser runs, needs no TLS.",
  remediation: "write every address out with https://, and http only for localhost, 127.0.0.1 or [::1]",
  config: z.object({}),
  kind: "resource",
  needsMounts: true,
  check: (resource) => [...judgeRole(jwtRoleOf(resource)), ...judgeClient(resource)],
  examples: {
    good: [
      { name: "the user interface and the CLI", resources: [role({ allowedRedirectUris: [vaultUi, cli] })] },
      {
        name: "a role that takes tokens, which sends nobody anywhere",
        resources: [role({ roleType: "jwt", boundAudiences: ["vault"], boundClaims: { project: "42" } })],
      },
      {
        name: "an application that Vault logs people in to",
        resources: [client(["https://grafana.example.com/login/generic_oauth", "http://127.0.0.1:3000/callback"])],
      },
    ],
    bad: [
      {
        name: "http to another machine",
        resources: [role({ allowedRedirectUris: [cli, "http://vault.example.com/ui/vault/auth/oidc/oidc/callback"] })],
        finds: [
          {
            subject,
            path: "allowedRedirectUris[1]",
            must,
            found: '"http://vault.example.com/ui/vault/auth/oidc/oidc/callback"',
          },
        ],
      },
      {
        name: "a name that only begins like this machine's",
        resources: [role({ allowedRedirectUris: ["http://localhost.example.com/callback"] })],
        finds: [{ subject, path: "allowedRedirectUris[0]", must, found: '"http://localhost.example.com/callback"' }],
      },
      {
        name: "a wildcard, in a role whose type is left to Vault",
        resources: [role({ roleType: undefined, allowedRedirectUris: ["https://*.example.com/callback"] })],
        finds: [{ subject, path: "allowedRedirectUris[0]", must, found: '"https://*.example.com/callback"' }],
      },
      {
        name: "no address at all",
        resources: [role({ allowedRedirectUris: [] })],
        finds: [{ subject, path: "allowedRedirectUris", must: some, found: "a list of 0" }],
      },
      {
        name: "an application over http",
        resources: [client(["http://grafana.example.com/login/generic_oauth"])],
        finds: [
          {
            subject: 'OIDC client "grafana"',
            path: "redirectUris[0]",
            must,
            found: '"http://grafana.example.com/login/generic_oauth"',
          },
        ],
      },
      {
        name: "a write",
        resources: [
          {
            type: "vault:generic/endpoint:Endpoint",
            props: {
              path: "auth/oidc/role/people",
              dataJson: JSON.stringify({
                user_claim: "sub",
                groups_claim: "groups",
                allowed_redirect_uris: `${vaultUi},http://10.0.0.7/callback`,
                token_max_ttl: "4h",
              }),
            },
          },
        ],
        finds: [
          {
            subject: 'write to "auth/oidc/role/people"',
            path: "dataJson.allowed_redirect_uris",
            must,
            found: "a secret value (not shown)",
          },
        ],
      },
    ],
    unknown: [
      {
        name: "an address that another resource decides",
        resources: [role({ allowedRedirectUris: [cli, notKnownYet] })],
        finds: [{ subject, path: "allowedRedirectUris[1]", must }],
      },
    ],
  },
});

function judgeRole(role: ReturnType<typeof jwtRoleOf>): Outcome[] {
  if (role === undefined) return [];
  if ("kind" in role) return [notEvaluated(role, { must })];
  const { type, redirectUris } = role;
  if (type.kind === "known" && type.value !== "oidc") return [];
  return isEmpty(redirectUris) ? judgeEmpty(role) : demandEach(redirectUris, { must }, isSafe);
}

/** Vault refuses an OIDC role without an address (vault-plugin-auth-jwt, path_role.go). */
function judgeEmpty({ type, redirectUris }: JwtRole): Outcome[] {
  return [type.kind === "known" ? violation(redirectUris, { must: some }) : notEvaluated(type, { must: some })];
}

function isEmpty(uris: JwtRole["redirectUris"]): boolean {
  return uris.kind === "known" && uris.value.length === 0;
}

function judgeClient(resource: Resource): Outcome[] {
  const client = oidcClientOf(resource);
  if (client === undefined) return [];
  return "kind" in client ? [notEvaluated(client, { must })] : demandEach(client.redirectUris, { must }, isSafe);
}

/** Hosts that Vault's plugin takes for this machine as well (vault-plugin-auth-jwt, path_oidc.go, isLocalAddr). */
const safeUri =
  /^(?!.*\*)(?:https:\/\/[^/?#]+|http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?)(?:[/?#]|$)/iu;

const isSafe: Decision<string> = { known: (uri) => safeUri.test(uri), secret: (uri) => uri.matches(safeUri) };

function role(props: Record<string, unknown>) {
  const rest = { roleName: "people", roleType: "oidc", userClaim: "sub", groupsClaim: "groups", tokenMaxTtl: 3600 };
  return { type: "vault:jwt/authBackendRole:AuthBackendRole", props: withoutAbsent({ ...rest, ...props }) };
}

function withoutAbsent(props: Record<string, unknown>) {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined));
}

function client(redirectUris: readonly string[]) {
  return { type: "vault:identity/oidcClient:OidcClient", props: { name: "grafana", redirectUris } };
}
