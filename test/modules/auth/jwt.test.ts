import { JwtAuth } from "../../../modules/auth/jwt";
import type { JwtAuthArgs, JwtRoleArgs } from "../../../modules/auth/jwt-args";
import { refusedFor, registrationsOf } from "../registrations";
import { writtenTo } from "./written";

const deploy: JwtRoleArgs = {
  name: "deploy",
  boundAudiences: ["https://b.example.com", "https://a.example.com"],
  boundClaims: { repository: "example/vault" },
  tokenPolicies: ["write", "read"],
};

const minimal: JwtAuthArgs = {
  path: "jwt-deploy",
  discoveryUrl: "https://ci.example.com",
  boundIssuer: "https://ci.example.com",
  roles: [deploy],
};

const component = { id: "strongroom:auth:JwtAuth::ci", inputs: {} };

const mount = {
  id: "vault:jwt/authBackend:AuthBackend::jwt-deploy",
  inputs: {
    type: "jwt",
    path: "jwt-deploy",
    oidcDiscoveryUrl: "https://ci.example.com",
    boundIssuer: "https://ci.example.com",
    tune: { defaultLeaseTtl: "1h", maxLeaseTtl: "12h", listingVisibility: "hidden", tokenType: "default-service" },
  },
  parent: component.id,
  protect: true,
};

const role = {
  id: "vault:jwt/authBackendRole:AuthBackendRole::jwt-deploy/deploy",
  inputs: {
    backend: "jwt-deploy",
    roleName: "deploy",
    roleType: "jwt",
    userClaim: "sub",
    boundAudiences: ["https://a.example.com", "https://b.example.com"],
    boundClaims: { repository: "example/vault" },
    boundClaimsType: "string",
    tokenPolicies: ["read", "write"],
    tokenTtl: 900,
    tokenMaxTtl: 3600,
  },
  parent: component.id,
  dependsOn: [mount.id],
  deletedWith: mount.id,
};

function tuning(maxLeaseTtl: number) {
  const settings = { default_lease_ttl: 3600, max_lease_ttl: maxLeaseTtl };
  return writtenTo("sys/auth/jwt-deploy/tune", mount.id, component.id, settings);
}

describe("the JWT method", () => {
  it("is one protected mount, and roles that compare claims exactly and live shortly", async () => {
    expect(await registrationsOf(() => new JwtAuth("ci", minimal))).toEqual([component, tuning(43200), mount, role]);
  });

  it("has what is given, and keys without the blanks that Vault drops", async () => {
    const args: JwtAuthArgs = {
      path: "jwt-deploy",
      description: "CI",
      maxLeaseTtl: 7200,
      validationPublicKeys: ["-----BEGIN PUBLIC KEY-----\n"],
      boundIssuer: "https://ci.example.com",
      roles: [{ ...deploy, userClaim: "repository", tokenTtl: 60, tokenMaxTtl: 120 }],
    };
    expect(await registrationsOf(() => new JwtAuth("ci", args))).toEqual([
      component,
      tuning(7200),
      {
        ...mount,
        inputs: {
          type: "jwt",
          path: "jwt-deploy",
          boundIssuer: "https://ci.example.com",
          description: "CI",
          jwtValidationPubkeys: ["-----BEGIN PUBLIC KEY-----"],
          tune: { ...mount.inputs.tune, maxLeaseTtl: "2h" },
        },
      },
      { ...role, inputs: { ...role.inputs, userClaim: "repository", tokenTtl: 60, tokenMaxTtl: 120 } },
    ]);
  });

  const { discoveryUrl, ...withoutKeys } = minimal;

  it.each([
    ["neither", withoutKeys],
    ["neither", { ...withoutKeys, validationPublicKeys: [] }],
    [
      "both",
      { ...withoutKeys, discoveryUrl: discoveryUrl ?? "", validationPublicKeys: ["-----BEGIN PUBLIC KEY-----"] },
    ],
  ])("with %s of the sources of keys is refused", (found, args) => {
    expect(refusedFor(() => new JwtAuth("ci", args))).toEqual([
      {
        subject: 'auth method "jwt-deploy"',
        must: "have exactly one of discoveryUrl and validationPublicKeys",
        found,
        fix: "give discoveryUrl where the issuer has a discovery document, its public keys where it has none",
      },
    ]);
  });

  it("with roles that are bound to nothing is refused, with every problem of every role", () => {
    const roles = [
      { ...deploy, name: "a", boundAudiences: [] },
      { ...deploy, name: "b", boundAudiences: [], boundClaims: {} },
    ];
    expect(refusedFor(() => new JwtAuth("ci", { ...minimal, roles }))).toEqual([
      expect.objectContaining({
        subject: 'role "a" of auth method "jwt-deploy"',
        path: "boundAudiences",
        found: "none",
      }),
      expect.objectContaining({
        subject: 'role "b" of auth method "jwt-deploy"',
        path: "boundAudiences",
        found: "none",
      }),
      {
        subject: 'role "b" of auth method "jwt-deploy"',
        path: "boundClaims",
        must: "bind at least one claim: without any, every token of the issuer for this audience would do",
        found: "none",
        fix: "bind the claims that tell this job from others, such as repository and environment",
      },
    ]);
  });
});
