import { notKnownYet, type BadExample, type Example, type ExampleResource, type UnknownExample } from "../../example";

const audience = "accept only tokens that were made for this Vault (bound_audiences)";
const somebody = "be bound to a subject or to claims that tell its owner's jobs from everybody else's";
const exact = "bind claims to whole values, without *";
const groupsDecide = "give policies to whom a claim or a group is bound, not to everybody at the identity provider";
const thisOnly = "let in nobody whom another environment lets in";
const subject = 'JWT role "deploy"';
const people = 'JWT role "people"';
const issuer = "https://ci.example.com";

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "an audience and claims", resources: [role({})] },
    {
      name: "an audience and a subject",
      resources: [role({ boundClaims: {}, boundSubject: "project:42:production" })],
    },
    { name: "a * that stands for itself", resources: [role({ boundClaims: { repository: "*" } })] },
    {
      name: "a pattern that the configuration accepts",
      resources: [role({ boundClaimsType: "glob", boundClaims: { sub: "repo:example/shop:*" } })],
      config: { acceptedPatterns: ["repo:example/shop:*"] },
    },
    {
      name: "a claim of an issuer of the company's own",
      resources: [role({ boundClaims: { department: "platform" } })],
      config: { ownClaims: ["department"] },
    },
    { name: "people whose groups decide what they may", resources: [oidcRole({ tokenPolicies: ["default"] })] },
    {
      name: "people by a claim",
      resources: [oidcRole({ boundClaims: { department: "platform" }, tokenPolicies: ["platform"] })],
    },
    {
      name: "another environment's jobs are others",
      resources: [
        method("jwt"),
        role({ backend: "jwt", boundClaims: { repository: "example/shop", environment: "production" } }),
        staging({ repository: "example/shop", environment: "staging" }),
      ],
    },
    {
      name: "another environment's tokens are another issuer's",
      resources: [
        method("jwt"),
        role({ backend: "jwt", boundClaims: { repository: "example/shop" } }),
        staging({ repository: "example/shop" }, "https://ci-staging.example.com"),
      ],
    },
  ],
  bad: [
    {
      name: "no audience",
      resources: [role({ boundAudiences: [] })],
      finds: [{ subject, path: "boundAudiences", must: audience, found: "none" }],
    },
    {
      name: "an audience only, which whoever asks for a token chooses",
      resources: [role({ boundClaims: {} })],
      finds: [{ subject, path: "boundClaims", must: somebody, found: "none" }],
    },
    {
      name: "claims that every token of the issuer has",
      resources: [role({ boundClaims: { iss: issuer, "/aud": "https://vault.example.com" } })],
      finds: [{ subject, path: "boundClaims", must: somebody, found: "only /aud, iss" }],
    },
    {
      name: "claims that everybody's jobs have",
      resources: [role({ boundClaims: { ref: "refs/heads/main", environment: "production" } })],
      finds: [{ subject, path: "boundClaims", must: somebody, found: "only environment, ref" }],
    },
    {
      name: "people whose address is verified, which everybody's is",
      resources: [oidcRole({ boundClaims: { email_verified: true, azp: "vault" }, tokenPolicies: ["platform"] })],
      finds: [{ subject: people, path: "tokenPolicies[0]", must: groupsDecide, found: '"platform"' }],
    },
    {
      name: "a wildcard",
      resources: [
        role({ boundClaimsType: "glob", boundClaims: { repository: "example/shop", sub: "repo:example/shop*" } }),
      ],
      finds: [{ subject, path: "boundClaims.sub", must: exact, found: '"repo:example/shop*"' }],
    },
    {
      name: "anything at all, which no configuration accepts",
      resources: [role({ boundClaimsType: "glob", boundClaims: { repository: "example/shop,*" } })],
      config: { acceptedPatterns: ["*"] },
      finds: [{ subject, path: "boundClaims.repository", must: exact, found: '"*"' }],
    },
    {
      name: "policies for everybody who is at the identity provider",
      resources: [oidcRole({ tokenPolicies: ["default", "platform"] })],
      finds: [{ subject: people, path: "tokenPolicies[1]", must: groupsDecide, found: '"platform"' }],
    },
    {
      name: "a job that staging lets in as well, whatever its audience",
      resources: [
        method("jwt"),
        role({ backend: "jwt", boundClaims: { repository: "example/shop", ref: "refs/heads/main" } }),
        staging({ repository: "example/cart,example/shop", environment: "staging" }),
      ],
      finds: [
        {
          subject,
          path: "boundClaims",
          must: thisOnly,
          found: 'what role "deploy" of staging lets in as well',
        },
      ],
    },
    {
      name: "a write",
      resources: [
        write("auth/jwt/role/deploy", {
          role_type: "jwt",
          user_claim: "sub",
          bound_audiences: [],
          bound_claims_type: "glob",
          bound_claims: { sub: ["repo:example/shop:*"] },
          token_max_ttl: "15m",
        }),
      ],
      finds: [
        {
          subject: 'write to "auth/jwt/role/deploy"',
          path: "dataJson.bound_audiences",
          must: audience,
          found: "none",
        },
        {
          subject: 'write to "auth/jwt/role/deploy"',
          path: "dataJson.bound_claims.sub[0]",
          must: exact,
          found: "a secret value (not shown)",
        },
      ],
    },
  ],
  unknown: [
    {
      name: "an audience that another resource decides",
      resources: [role({ boundAudiences: notKnownYet })],
      finds: [{ subject, path: "boundAudiences", must: audience }],
    },
    {
      name: "a pattern that another resource decides",
      resources: [role({ boundClaimsType: "glob", boundClaims: { repository: "example/shop", sub: notKnownYet } })],
      finds: [{ subject, path: "boundClaims.sub", must: exact }],
    },
    {
      name: "a claim that another resource decides, beside another environment's role",
      resources: [
        role({ boundClaims: { repository: "example/shop", environment: notKnownYet } }),
        staging({ environment: "staging" }),
      ],
      finds: [{ subject, path: "boundClaims.environment", must: thisOnly }],
    },
    {
      name: "a role of another environment of which a claim is not known",
      resources: [role({}), staging({ repository: "example/shop", environment: notKnownYet })],
      finds: [{ subject, path: "jwtRoles[0].boundClaims.environment", must: thisOnly }],
    },
    {
      name: "another environment whose roles are not known",
      resources: [
        role({}),
        { type: "strongroom:auth:OtherEnvironment", name: "staging", props: { jwtRoles: notKnownYet } },
      ],
      finds: [{ subject, path: "jwtRoles", must: thisOnly }],
    },
  ],
};

function role(props: Record<string, unknown>): ExampleResource {
  const bounds = {
    roleType: "jwt",
    boundAudiences: ["https://vault.example.com"],
    boundClaims: { repository: "example/shop" },
  };
  return {
    type: "vault:jwt/authBackendRole:AuthBackendRole",
    props: { roleName: "deploy", userClaim: "sub", ...bounds, tokenMaxTtl: 900, ...props },
  };
}

function oidcRole(props: Record<string, unknown>): ExampleResource {
  const login = {
    roleType: "oidc",
    groupsClaim: "groups",
    allowedRedirectUris: ["http://localhost:8250/oidc/callback"],
  };
  return {
    type: "vault:jwt/authBackendRole:AuthBackendRole",
    props: { roleName: "people", userClaim: "sub", ...login, tokenMaxTtl: 3600, ...props },
  };
}

function method(path: string): ExampleResource {
  return {
    type: "vault:jwt/authBackend:AuthBackend",
    name: "method",
    props: { path, type: "jwt", oidcDiscoveryUrl: issuer, boundIssuer: issuer },
  };
}

function staging(boundClaims: Record<string, string>, itsIssuer = issuer): ExampleResource {
  return {
    type: "strongroom:auth:OtherEnvironment",
    name: "staging",
    props: { jwtRoles: [{ name: "deploy", issuer: itsIssuer, boundClaims }] },
  };
}

function write(path: string, data: Record<string, unknown>): ExampleResource {
  return { type: "vault:generic/endpoint:Endpoint", props: { path, dataJson: JSON.stringify(data) } };
}
