import { generateKeyPairSync } from "node:crypto";
import { JwtAuth } from "../../../modules/auth/jwt";
import type { JwtAuthArgs, JwtRoleArgs } from "../../../modules/auth/jwt-args";
import { refusedFor, registrationsOf } from "../registrations";
import { writtenTo } from "./written";

const { publicKey, privateKey } = generateKeyPairSync("ec", {
  namedCurve: "P-256",
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

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

function tuning(description: string, maxLeaseTtl: number) {
  const settings = { default_lease_ttl: 3600, description, max_lease_ttl: maxLeaseTtl };
  return writtenTo("sys/auth/jwt-deploy/tune", mount.id, component.id, settings);
}

describe("the JWT method", () => {
  it("is one protected mount, and roles that compare claims exactly and live shortly", async () => {
    expect(await registrationsOf(() => new JwtAuth("ci", minimal))).toEqual([
      component,
      tuning("", 43200),
      mount,
      role,
    ]);
  });

  it("has what is given, and keys without the blanks that Vault drops", async () => {
    const args: JwtAuthArgs = {
      path: "jwt-deploy",
      description: "CI",
      maxLeaseTtl: 7200,
      validationPublicKeys: [publicKey],
      boundIssuer: "https://ci.example.com",
      roles: [
        {
          ...deploy,
          boundClaims: { repository: "example/vault", ref: ["refs/heads/next", "refs/heads/main"] },
          userClaim: "repository",
          groupsClaim: "teams",
          tokenTtl: 60,
          tokenMaxTtl: 120,
        },
      ],
    };
    expect(await registrationsOf(() => new JwtAuth("ci", args))).toEqual([
      component,
      tuning("CI", 7200),
      {
        ...mount,
        inputs: {
          type: "jwt",
          path: "jwt-deploy",
          boundIssuer: "https://ci.example.com",
          description: "CI",
          jwtValidationPubkeys: [publicKey.trim()],
          tune: { ...mount.inputs.tune, maxLeaseTtl: "2h" },
        },
      },
      {
        ...role,
        inputs: {
          ...role.inputs,
          boundClaims: { repository: "example/vault", ref: "refs/heads/main,refs/heads/next" },
          userClaim: "repository",
          groupsClaim: "teams",
          tokenTtl: 60,
          tokenMaxTtl: 120,
        },
      },
    ]);
  });

  const { discoveryUrl, ...withoutKeys } = minimal;

  it.each([
    ["neither", withoutKeys],
    ["neither", { ...withoutKeys, validationPublicKeys: [] }],
    ["both", { ...withoutKeys, discoveryUrl: discoveryUrl ?? "", validationPublicKeys: [publicKey] }],
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

  it.each([
    ["a private key", privateKey, "PEM blocks of the kind PRIVATE KEY"],
    ["a private key after its public one", publicKey + privateKey, "PEM blocks of the kind PUBLIC KEY, PRIVATE KEY"],
    ["a private key under another name", privateKey.replaceAll("PRIVATE", "PUBLIC"), "a key that cannot be read"],
    ["two keys in one text", publicKey + publicKey, "PEM blocks of the kind PUBLIC KEY, PUBLIC KEY"],
    ["a secret beside the key", `CANARY\n${publicKey}`, "something around the key, or in it"],
    ["no PEM", "CANARY", "a text without a PEM block"],
    ["a damaged key", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "a key that cannot be read"],
  ])("with %s as a public key is refused, and not a word of it repeated", (_, text, found) => {
    const args = { ...withoutKeys, validationPublicKeys: [publicKey, text] };
    expect(refusedFor(() => new JwtAuth("ci", args))).toEqual([
      {
        subject: 'auth method "jwt-deploy"',
        path: "validationPublicKeys[1]",
        must: "be one public key in PEM, and nothing else",
        found,
        fix: "give the issuer's public key alone: openssl pkey -pubout makes it from what holds more",
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

  it.each([
    ["no value", [], "have a value", "an empty list"],
    ["an empty one", "", "be bound to a text without blanks around it", '""'],
    ["blanks around it", " main", "be bound to a text without blanks around it", '" main"'],
    ["a comma", ["a,b"], "be bound to a text without a comma, where the provider would cut it", '"a,b"'],
  ])("with a claim that is bound to %s is refused", (_, ref, must, found) => {
    const roles = [{ ...deploy, boundClaims: { ref } }];
    expect(refusedFor(() => new JwtAuth("ci", { ...minimal, roles }))).toEqual([
      { subject: 'role "deploy" of auth method "jwt-deploy"', path: "boundClaims.ref", must, found },
    ]);
  });

  const https = "be an address that starts with https://, and nothing but host, port and path";

  it.each([
    ["http://ci.example.com", https, "one that starts with http:"],
    ["ci.example.com", https, "no address"],
    ["https://ci:CANARY@ci.example.com", https, "one with a user"],
    [
      "https://ci.example.com/.well-known/openid-configuration",
      "be the issuer: Vault adds /.well-known/openid-configuration itself",
      "https://ci.example.com/.well-known/openid-configuration",
    ],
  ])("whose keys come from %s is refused", (discoveryUrl, must, found) => {
    expect(refusedFor(() => new JwtAuth("ci", { ...minimal, discoveryUrl }))).toEqual([
      { subject: 'auth method "jwt-deploy"', path: "discoveryUrl", must, found },
    ]);
  });
});
