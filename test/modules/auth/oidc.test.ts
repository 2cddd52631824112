import { OidcAuth } from "../../../modules/auth/oidc";
import type { OidcAuthArgs, OidcRoleArgs } from "../../../modules/auth/oidc-args";
import { createAuthority } from "../../../toolchain/embedded/certificate";
import { refusedFor, registrationsOf } from "../registrations";
import { writtenTo } from "./written";

const person: OidcRoleArgs = {
  name: "person",
  allowedRedirectUris: [
    "https://vault.example.com/ui/vault/auth/people/oidc/callback",
    "http://localhost:8250/oidc/callback",
  ],
  tokenPolicies: [],
};

const minimal: OidcAuthArgs = {
  path: "people",
  discoveryUrl: "https://login.example.com",
  clientId: "vault",
  roles: [person],
};

const config = {
  oidc_discovery_url: "https://login.example.com",
  oidc_discovery_ca_pem: "",
  oidc_client_id: "vault",
  jwt_supported_algs: ["RS256"],
  default_role: "",
  namespace_in_state: true,
};
const component = { id: "strongroom:auth:OidcAuth::staff", inputs: { path: "people", config } };

const mount = {
  id: "vault:index/authBackend:AuthBackend::people",
  inputs: {
    type: "oidc",
    path: "people",
    disableRemount: false,
    tune: { defaultLeaseTtl: "1h", maxLeaseTtl: "12h", listingVisibility: "hidden", tokenType: "default-service" },
  },
  parent: component.id,
  protect: true,
};

const role = {
  id: "vault:jwt/authBackendRole:AuthBackendRole::people/person",
  inputs: {
    backend: "people",
    roleName: "person",
    roleType: "oidc",
    userClaim: "sub",
    oidcScopes: [],
    allowedRedirectUris: [...person.allowedRedirectUris].sort(),
    boundAudiences: ["vault"],
    boundClaims: {},
    boundClaimsType: "string",
    maxAge: 0,
    verboseOidcLogging: false,
    tokenPolicies: [],
    tokenTtl: 3600,
    tokenMaxTtl: 28800,
  },
  parent: component.id,
  dependsOn: [mount.id],
  deletedWith: mount.id,
  replaceOnChanges: ["oidcScopes", "maxAge"],
  deleteBeforeReplace: true,
};

const tuning = writtenTo("sys/auth/people/tune", mount.id, component.id, {
  default_lease_ttl: 3600,
  description: "",
  max_lease_ttl: 43200,
});

describe("the OIDC method", () => {
  it("is one protected mount and its roles; its settings are the component's, and its secret stands nowhere", async () => {
    expect(await registrationsOf(() => new OidcAuth("staff", minimal))).toEqual([component, tuning, mount, role]);
  });

  it("has what is given", async () => {
    const { certificate } = await createAuthority(new Date());
    const args: OidcAuthArgs = {
      ...minimal,
      discoveryCaCertificate: `${certificate}\n`,
      supportedAlgorithms: ["RS256", "ES256"],
      defaultRole: "person",
      roles: [
        {
          ...person,
          userClaim: "email",
          groupsClaim: "groups",
          scopes: ["profile", "groups"],
          boundClaims: { department: ["sales", "platform"], active: "yes" },
          maxAge: 600,
          tokenPolicies: ["b", "a"],
          tokenTtl: 60,
          tokenMaxTtl: 120,
        },
      ],
    };
    expect(await registrationsOf(() => new OidcAuth("staff", args))).toEqual([
      {
        ...component,
        inputs: {
          path: "people",
          config: {
            ...config,
            oidc_discovery_ca_pem: certificate,
            jwt_supported_algs: ["ES256", "RS256"],
            default_role: "person",
          },
        },
      },
      tuning,
      mount,
      {
        ...role,
        inputs: {
          ...role.inputs,
          userClaim: "email",
          groupsClaim: "groups",
          oidcScopes: ["groups", "profile"],
          boundClaims: { department: "platform,sales", active: "yes" },
          maxAge: 600,
          tokenPolicies: ["a", "b"],
          tokenTtl: 60,
          tokenMaxTtl: 120,
        },
      },
    ]);
  });

  it("is refused with everything that would send a browser elsewhere or ask the wrong provider", () => {
    const allowedRedirectUris = [
      "http://vault.example.com/callback",
      "https://*.example.com/callback",
      "callback",
      "http://localhost.example.com/callback",
      "http://[::1]:8250/callback",
      "https://vault.example.com/callback?namespace=team",
      "https://person:CANARY@vault.example.com/callback",
    ];
    const args = {
      ...minimal,
      discoveryUrl: "http://login.example.com",
      clientId: "",
      defaultRole: "persn",
      roles: [
        { ...person, allowedRedirectUris },
        { ...person, name: "b", allowedRedirectUris: [] },
      ],
    };
    const method = 'auth method "people"';
    const uri = (index: number, found: string) => ({
      subject: `role "person" of ${method}`,
      path: `allowedRedirectUris[${index}]`,
      must: "be one address that starts with https://, or with http:// of a loopback address",
      found,
    });
    expect(refusedFor(() => new OidcAuth("staff", args))).toEqual([
      {
        subject: method,
        path: "discoveryUrl",
        must: "be an address that starts with https://, and nothing but host, port and path",
        found: "one that starts with http:",
      },
      { subject: method, path: "clientId", must: "be what the provider calls this Vault" },
      {
        subject: method,
        path: "defaultRole",
        must: 'be a declared role; did you mean "person"?',
        found: '"persn"',
      },
      uri(0, "http:// of another host"),
      uri(1, "one with a wildcard"),
      uri(2, "no address"),
      uri(3, "http:// of another host"),
      uri(6, "one with a user"),
      {
        subject: `role "b" of ${method}`,
        path: "allowedRedirectUris",
        must: "name at least one address",
        found: "none",
        fix: "name that of this Vault's user interface",
      },
    ]);
  });
});
