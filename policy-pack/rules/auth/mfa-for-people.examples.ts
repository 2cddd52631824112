import { notKnownYet, type BadExample, type Example, type ExampleResource, type UnknownExample } from "../../example";

const asked = "ask people for a second factor (login MFA)";
const askedOrDemanded = "ask people for a second factor: by login MFA, or by the claim amr or acr";
/** No business of this rule, but of another that judges the same examples. */
const auditElsewhere = { responsible: { audit: "vault-audit" } };
const provider = { address: "https://vault.example.com:8200" };
const ldap = 'auth method "ldap"';
const people = 'JWT role "people"';

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    {
      name: "login MFA on the method's type",
      ...auditElsewhere,
      resources: [method("ldap"), enforcement({ authMethodTypes: ["ldap"] })],
    },
    {
      name: "login MFA on the method's accessor, which Vault has yet to give it",
      ...auditElsewhere,
      resources: [
        method("ldap"),
        { ...enforcement({ authMethodAccessors: notKnownYet }), decidedBy: { authMethodAccessors: "ldap" } },
      ],
    },
    {
      name: "login MFA on the accessor of a method that is there",
      ...auditElsewhere,
      resources: [
        method("ldap", { accessor: "auth_ldap_1f2e3d4c" }),
        enforcement({ authMethodAccessors: ["auth_ldap_1f2e3d4c"] }),
      ],
    },
    {
      name: "an OIDC role that demands it of the identity provider",
      ...auditElsewhere,
      resources: [method("oidc"), role({ boundClaims: { amr: "mfa" } })],
    },
    { name: "methods of machines", ...auditElsewhere, resources: [method("approle"), method("kubernetes")] },
    {
      name: "a method that only a program logs in with",
      ...auditElsewhere,
      resources: [asProgram(method("userpass")), asProgram(user("strongroom-deploy"))],
    },
    {
      name: "another stack's duty",
      resources: [method("ldap")],
      responsible: { audit: "vault-audit", auth: "vault-auth" },
    },
  ],
  bad: [
    {
      name: "a directory's people",
      resources: [method("ldap")],
      finds: [{ subject: ldap, path: "type", must: asked, found: "no enforcement" }],
    },
    {
      name: "login MFA on another method, and on a group, whose members are not everybody",
      resources: [method("ldap"), enforcement({ authMethodTypes: ["userpass"], identityGroupIds: ["8f2c"] })],
      finds: [{ subject: ldap, path: "type", must: asked, found: "no enforcement" }],
    },
    {
      name: "login MFA on the accessor of another method",
      resources: [
        method("ldap"),
        method("github"),
        { ...enforcement({ authMethodAccessors: notKnownYet }), decidedBy: { authMethodAccessors: "github" } },
      ],
      finds: [{ subject: ldap, path: "type", must: asked, found: "no enforcement" }],
    },
    {
      name: "a person beside the program",
      resources: [asProgram(method("userpass")), asProgram(user("strongroom-deploy")), asProgram(user("eve"))],
      finds: [{ subject: 'auth method "userpass"', path: "type", must: asked, found: "no enforcement" }],
    },
    {
      name: "an OIDC role that takes a password alone for enough",
      resources: [method("oidc"), role({ boundClaims: { amr: "mfa,pwd" } })],
      finds: [{ subject: people, path: "boundClaims", must: askedOrDemanded, found: "neither" }],
    },
    {
      name: "a method that is written",
      resources: [
        {
          type: "vault:generic/endpoint:Endpoint",
          props: { path: "sys/auth/staff", dataJson: JSON.stringify({ type: "okta" }) },
          provider,
        },
      ],
      finds: [{ subject: 'write to "sys/auth/staff"', path: "dataJson.type", must: asked, found: "no enforcement" }],
    },
  ],
  unknown: [
    {
      name: "methods that another resource decides",
      resources: [method("ldap"), enforcement({ authMethodTypes: notKnownYet })],
      finds: [{ subject: ldap, path: "authMethodTypes", must: asked }],
    },
    {
      name: "an enforcement by a plain write of which nothing is known",
      resources: [
        method("ldap"),
        {
          type: "vault:generic/endpoint:Endpoint",
          props: { path: "identity/mfa/login-enforcement/people", dataJson: notKnownYet },
          provider,
        },
      ],
      finds: [{ subject: ldap, path: "dataJson", must: asked }],
    },
    {
      name: "an accessor of which nobody knows whose it is",
      resources: [method("ldap"), enforcement({ authMethodAccessors: [notKnownYet] })],
      finds: [{ subject: ldap, path: "authMethodAccessors", must: asked }],
    },
  ],
};

function method(type: string, props: Record<string, unknown> = {}): ExampleResource {
  return {
    type: "vault:index/authBackend:AuthBackend",
    name: type,
    props: { type, path: type, ...props },
    provider,
  };
}

function enforcement(props: Record<string, unknown>): ExampleResource {
  return {
    type: "vault:identity/mfaLoginEnforcement:MfaLoginEnforcement",
    name: "people",
    props: { name: "people", mfaMethodIds: ["2d7f"], ...props },
    provider,
  };
}

function role(props: Record<string, unknown>): ExampleResource {
  const login = { roleType: "oidc", userClaim: "sub", allowedRedirectUris: ["http://localhost:8250/oidc/callback"] };
  return {
    type: "vault:jwt/authBackendRole:AuthBackendRole",
    name: "role",
    props: { backend: "oidc", roleName: "people", ...login, tokenMaxTtl: 3600, ...props },
    provider,
  };
}

function user(name: string): ExampleResource {
  return {
    type: "vault:generic/endpoint:Endpoint",
    name,
    props: { path: `auth/userpass/users/${name}`, dataJson: JSON.stringify({ token_max_ttl: 3600 }) },
    provider,
  };
}

/** As a program that logs in by name and password declares it. */
function asProgram(resource: ExampleResource): ExampleResource {
  const login = JSON.stringify({ mount: "userpass", username: "strongroom-deploy" });
  return { ...resource, provider: { ...provider, authLoginUserpass: login } };
}
