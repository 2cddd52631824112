import { CertificateAuth } from "../../../modules/auth/certificate";
import { GitHubAuth } from "../../../modules/auth/github";
import { JwtAuth } from "../../../modules/auth/jwt";
import { KubernetesAuth } from "../../../modules/auth/kubernetes";
import { LdapAuth } from "../../../modules/auth/ldap";
import { OidcAuth } from "../../../modules/auth/oidc";
import { UserpassAuth } from "../../../modules/auth/userpass";
import { createAuthority } from "../../../toolchain/embedded/certificate";
import { refusedFor } from "../registrations";

interface Lives {
  readonly tokenTtl?: number;
  readonly tokenMaxTtl?: number;
}

/** The CA of the certificate method; made once. */
let caCertificate: string;

beforeAll(async () => {
  caCertificate = (await createAuthority(new Date())).certificate;
});

const role = { name: "a", tokenPolicies: [] };
const issuer = "https://login.example.com";
const inRole = 'role "a" of auth method "m"';

/** Every method, with nothing wrong but the lives of its tokens; and what its lives belong to. */
const methods: readonly [string, subject: string, (lives: Lives) => unknown][] = [
  [
    "certificate",
    inRole,
    (lives) =>
      new CertificateAuth("m", {
        path: "m",
        roles: [{ ...role, caCertificates: [caCertificate], allowedNames: ["a.example.com"], ...lives }],
      }),
  ],
  [
    "GitHub",
    'auth method "m"',
    (lives) => new GitHubAuth("m", { path: "m", organization: "example", organizationId: 1, teams: [], ...lives }),
  ],
  [
    "JWT",
    inRole,
    (lives) =>
      new JwtAuth("m", {
        path: "m",
        discoveryUrl: issuer,
        boundIssuer: issuer,
        roles: [{ ...role, boundAudiences: ["vault"], boundClaims: { sub: "a" }, ...lives }],
      }),
  ],
  [
    "Kubernetes",
    inRole,
    (lives) =>
      new KubernetesAuth("m", {
        path: "m",
        kubernetesHost: "https://kubernetes.default.svc",
        roles: [
          {
            ...role,
            boundServiceAccountNames: ["a"],
            boundServiceAccountNamespaces: ["a"],
            audience: "vault",
            ...lives,
          },
        ],
      }),
  ],
  [
    "LDAP",
    'auth method "m"',
    (lives) => new LdapAuth("m", { path: "m", urls: ["ldaps://ldap.example.com"], userDn: "ou=people", ...lives }),
  ],
  [
    "OIDC",
    inRole,
    (lives) =>
      new OidcAuth("m", {
        path: "m",
        discoveryUrl: issuer,
        clientId: "vault",
        roles: [{ ...role, allowedRedirectUris: ["https://vault.example.com/callback"], ...lives }],
      }),
  ],
  [
    "userpass",
    'user "a" of auth method "m"',
    (lives) => new UserpassAuth("m", { path: "m", users: [{ username: "a", tokenPolicies: [], ...lives }] }),
  ],
];

describe.each(methods)("tokens of the %s method", (_, subject, declare) => {
  const positive = "be whole seconds above zero";

  it("that live without end, or for no time at all, are refused", () => {
    expect(refusedFor(() => declare({ tokenTtl: -5, tokenMaxTtl: 0 }))).toEqual([
      { subject, path: "tokenTtl", must: positive, found: "-5" },
      { subject, path: "tokenMaxTtl", must: positive, found: "0" },
    ]);
    expect(refusedFor(() => declare({ tokenTtl: 0.5 }))).toEqual([
      { subject, path: "tokenTtl", must: positive, found: "0.5" },
    ]);
  });

  it("that live longer than they may in all are refused, also by the default", () => {
    const found = { subject, path: "tokenTtl", must: "not be above tokenMaxTtl, which is 120" };
    expect(refusedFor(() => declare({ tokenTtl: 121, tokenMaxTtl: 120 }))).toEqual([{ ...found, found: "121" }]);
    expect(refusedFor(() => declare({ tokenMaxTtl: 120 }))).toMatchObject([found]);
  });
});
