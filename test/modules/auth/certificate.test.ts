import { CertificateAuth } from "../../../modules/auth/certificate";
import type { CertificateAuthArgs, CertificateRoleArgs } from "../../../modules/auth/certificate-args";
import { createAuthority, createServerCertificate, type Authority } from "../../../toolchain/embedded/certificate";
import { refusedFor, registrationsOf } from "../registrations";
import { writtenTo } from "./written";

let ca: Authority;
let leaf: Authority;
let billing: CertificateRoleArgs;
let minimal: CertificateAuthArgs;

beforeAll(async () => {
  ca = await createAuthority(new Date());
  leaf = await createServerCertificate(ca, new Date());
  billing = {
    name: "billing",
    caCertificates: [ca.certificate],
    allowedNames: ["b.example.com", "a.example.com"],
    tokenPolicies: ["write", "read"],
  };
  minimal = { path: "machines", roles: [billing] };
});

const component = { id: "strongroom:auth:CertificateAuth::machines", inputs: {} };
const mountId = "vault:index/authBackend:AuthBackend::machines";

describe("the certificate method", () => {
  it("is one protected mount, and roles that bind names and live shortly", async () => {
    expect(await registrationsOf(() => new CertificateAuth("machines", minimal))).toEqual([
      component,
      writtenTo("sys/auth/machines/tune", mountId, component.id, {
        default_lease_ttl: 3600,
        description: "",
        max_lease_ttl: 43200,
      }),
      {
        id: mountId,
        inputs: {
          type: "cert",
          path: "machines",
          disableRemount: false,
          tune: {
            defaultLeaseTtl: "1h",
            maxLeaseTtl: "12h",
            listingVisibility: "hidden",
            tokenType: "default-service",
          },
        },
        parent: component.id,
        protect: true,
      },
      {
        id: "vault:index/certAuthBackendRole:CertAuthBackendRole::machines/billing",
        inputs: {
          backend: "machines",
          name: "billing",
          certificate: ca.certificate,
          allowedNames: ["a.example.com", "b.example.com"],
          allowedDnsSans: [],
          allowedUriSans: [],
          allowedEmailSans: [],
          allowedOrganizationalUnits: [],
          tokenPolicies: ["read", "write"],
          tokenTtl: 3600,
          tokenMaxTtl: 14400,
        },
        parent: component.id,
        dependsOn: [mountId],
        deletedWith: mountId,
        replaceOnChanges: ["allowedNames", "allowedDnsSans", "allowedUriSans", "allowedOrganizationalUnits"],
        deleteBeforeReplace: true,
      },
    ]);
  });

  it("has what is given, the CAs each on lines of its own, as Vault demands", async () => {
    const role: CertificateRoleArgs = {
      name: "build",
      caCertificates: [`subject=CN=old\n${ca.certificate}\n`, ca.certificate],
      allowedDnsSans: ["*.build.example.com"],
      allowedUriSans: ["spiffe://b", "spiffe://a"],
      allowedOrganizationalUnits: ["build"],
      tokenPolicies: [],
      tokenTtl: 60,
      tokenMaxTtl: 120,
    };
    expect(await registrationsOf(() => new CertificateAuth("machines", { ...minimal, roles: [role] }))).toContainEqual(
      expect.objectContaining({
        inputs: {
          backend: "machines",
          name: "build",
          certificate: `${ca.certificate}\n${ca.certificate}`,
          allowedNames: [],
          allowedDnsSans: ["*.build.example.com"],
          allowedUriSans: ["spiffe://a", "spiffe://b"],
          allowedEmailSans: [],
          allowedOrganizationalUnits: ["build"],
          tokenPolicies: [],
          tokenTtl: 60,
          tokenMaxTtl: 120,
        },
      }),
    );
  });

  const problemsOf = (...roles: CertificateRoleArgs[]) =>
    refusedFor(() => new CertificateAuth("machines", { path: "machines", roles }));

  it("with roles that any certificate of the CA would do for is refused, with every problem of every role", () => {
    const { allowedNames, ...unbound } = billing;
    expect(
      problemsOf(
        { ...unbound, name: "a" },
        { ...unbound, name: "b", allowedOrganizationalUnits: ["build"] },
        { ...unbound, name: "c", allowedNames: [...(allowedNames ?? []), "*", ""] },
      ),
    ).toEqual([
      {
        subject: 'role "a" of auth method "machines"',
        path: "allowedNames",
        must: "bind the certificate's name: without, every certificate of the CA would do",
        found: "no allowedNames, allowedDnsSans or allowedUriSans",
        fix: "name whom the role is for",
      },
      expect.objectContaining({ subject: 'role "b" of auth method "machines"', path: "allowedNames" }),
      expect.objectContaining({ subject: 'role "c" of auth method "machines"', must: "bind to a name", found: '"*"' }),
      expect.objectContaining({ subject: 'role "c" of auth method "machines"', must: "bind to a name", found: '""' }),
    ]);
  });

  it("with something else than a CA is refused, and a private key is not repeated", () => {
    const refused = (...caCertificates: string[]) =>
      problemsOf({ ...billing, caCertificates }).map(({ must, found }) => [must, found]);
    expect(refused()).toEqual([["be PEM certificates of CAs", "none"]]);
    expect(refused(ca.certificate, "ca.pem")).toEqual([["have at least one PEM certificate", "none"]]);
    expect(refused(leaf.certificate)).toEqual([["hold CA certificates only", "CERTIFICATE, block 1 of 1"]]);
    expect(refused(`${ca.certificate}\n${ca.key}`)).toEqual([["hold certificates only", "PRIVATE KEY, block 2 of 2"]]);
    expect(refused("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")).toEqual([
      ["hold certificates that can be read", "CERTIFICATE, block 1 of 1"],
    ]);
  });

  it("with role names that Vault would change, or twice the same, is refused", () => {
    expect(problemsOf({ ...billing, name: "Billing" }, billing, billing)).toEqual([
      {
        subject: 'role "Billing" of auth method "machines"',
        path: "name",
        must: "be lower-case letters, digits, and . _ - between them",
        found: '"Billing"',
      },
      {
        subject: 'role "billing" of auth method "machines"',
        path: "name",
        must: "be declared once",
        found: "another role of that name",
      },
    ]);
  });
});
