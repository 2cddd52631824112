import { adding, changing, without } from "./intact";
import { vault, write } from "./intact-vault";
import { breaking, by, type Mutation } from "./mutation";

const unasked = { "no-data-loss": "people are asked for a second factor now" };

export const authMutations: readonly Mutation[] = [
  breaking(
    "approle-network-bound",
    by("secret-ids for everywhere", changing("ci", { secretIdBoundCidrs: [] })),
    by("tokens for everywhere", changing("ci", { tokenBoundCidrs: ["0.0.0.0/1", "128.0.0.0/1"] })),
    by(
      "a write of the setting",
      adding(write("everywhere", "auth/approle/role/ci/token-bound-cidrs", { token_bound_cidrs: "::/0" })),
    ),
  ),
  breaking(
    "approle-secret-id-bounded",
    by("a secret-id for ever", changing("ci", { secretIdTtl: 0 })),
    by("more uses than the limit", changing("ci", { secretIdNumUses: 1000 })),
    by(
      "a write of the setting",
      adding(write("for-ever", "auth/approle/role/ci/secret-id-ttl", { secret_id_ttl: "0" })),
    ),
  ),
  breaking(
    "approle-secret-id-not-in-state",
    by("a secret-id without wrapping", changing("ci-secret-id", { wrappingTtl: undefined })),
    by("a wrapping that waits for days", changing("ci-secret-id", { wrappingTtl: "72h" })),
  ),
  breaking(
    "approle-secret-id-required",
    by("a role without secret-ids", changing("ci", { bindSecretId: false })),
    by(
      "a write of the setting",
      adding(write("unbound", "auth/approle/role/ci/bind-secret-id", { bind_secret_id: 0 })),
    ),
  ),
  breaking(
    "auth-mount-tuned",
    by("no lease of its own", changing("approle-method", { tune: { maxLeaseTtl: undefined } })),
    by("listed for everybody", changing("oidc-method", { tune: { listingVisibility: "unauth" } })),
    by("batch tokens", changing("jwt-method", { tune: { tokenType: "batch" } })),
  ),
  breaking(
    "jwt-role-bound",
    by("no audience", changing("deploy", { boundAudiences: [] })),
    by(
      "claims that everybody's jobs have",
      changing("deploy", { boundClaims: { repository: undefined, ref: "refs/heads/main" } }),
    ),
  ),
  breaking(
    "kubernetes-role-bound",
    by("every service account", changing("api-role", { boundServiceAccountNames: ["*"] })),
    by("the default account", changing("api-role", { boundServiceAccountNames: ["default"] })),
    by("namespaces that are made later", changing("api-role", { boundServiceAccountNamespaces: ["*-prod"] })),
  ),
  breaking(
    "ldap-encrypted",
    by(
      "one of two servers in the clear",
      changing("directory", { url: "ldaps://ldap-1.example.com, LDAP://ldap-2.example.com:389" }),
    ),
    by("a certificate that nobody checks", changing("directory", { insecureTls: true })),
  ),
  breaking(
    "no-password-auth",
    by(
      "userpass, with a second factor",
      adding({
        ...vault("index/authBackend:AuthBackend", "passwords", {
          type: "userpass",
          path: "userpass",
          tune: { maxLeaseTtl: "1h", listingVisibility: "hidden" },
        }),
        protect: true,
      }),
      { "mfa-for-people": "the enforcement names another method" },
    ),
  ),
  breaking(
    "mfa-for-people",
    by("a second factor for another method", changing("second-factor", { authMethodTypes: ["userpass"] }), unasked),
    by("no demand on the identity provider", changing("people", { boundClaims: { amr: undefined } })),
    by("no enforcement at all", without("second-factor"), unasked),
  ),
  breaking(
    "oidc-redirect-uris",
    by(
      "http to another machine",
      changing("people", { allowedRedirectUris: ["http://vault.example.com/ui/vault/auth/oidc/oidc/callback"] }),
    ),
    by("no address", changing("people", { allowedRedirectUris: [] })),
  ),
  breaking(
    "token-period-bounded",
    by("periodic tokens", changing("ci", { tokenPeriod: 3600 })),
    by("a write of the setting", adding(write("period", "auth/approle/role/ci/period", { period: 60 }))),
  ),
  breaking(
    "token-ttl-bounded",
    by("a month", changing("deploy", { tokenMaxTtl: 2_592_000 })),
    by("no maximum", changing("api-role", { tokenMaxTtl: undefined })),
  ),
];
