import "reflect-metadata";
import { webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";
import { PkiIntermediate } from "../../../../modules/secrets/pki/intermediate";
import type { PkiIntermediateArgs } from "../../../../modules/secrets/pki/intermediate-args";
import { pkiIntermediateRights, pkiIssueRights } from "../../../../modules/secrets/pki/rights";
import type { PkiRoleArgs } from "../../../../modules/secrets/pki/role";
import { PkiRoot } from "../../../../modules/secrets/pki/root";
import { createAuthority } from "../../../../toolchain/embedded/certificate";
import { refusedFor, registrationsOf, type Registration } from "../../registrations";
import { engine } from "./engine";

const address = "https://vault.example.com:8200";
const component = "strongroom:secrets:PkiIntermediate::intermediate";
const { mount, settings, inMount } = engine("pki", component, { max: 2_592_000, default: 86_400 });
const urls = "vault:pkiSecret/secretBackendConfigUrls:SecretBackendConfigUrls";

type Given = Pick<PkiIntermediateArgs, "generations"> & Partial<PkiIntermediateArgs>;

const declared = (args: Given) => new PkiIntermediate("intermediate", { path: "pki", address, roles: [], ...args });

/** What the intermediate registers when a root signs its generations. */
async function registered(args: Given): Promise<readonly Registration[]> {
  const all = await registrationsOf(() => {
    const signedBy = new PkiRoot("root", { path: "pki-root", address, commonName: "Example Root" });
    declared({ ...args, generations: args.generations.map((generation) => ({ ...generation, signedBy })) });
  });
  return all.filter(({ id, parent }) => id === component || parent === component);
}

const key = (name: string) => `vault:pkiSecret/secretBackendKey:SecretBackendKey::pki/${name}`;
const request = (name: string) =>
  `vault:pkiSecret/secretBackendIntermediateCertRequest:SecretBackendIntermediateCertRequest::pki/${name}`;
const signed = (name: string) =>
  `vault:pkiSecret/secretBackendRootSignIntermediate:SecretBackendRootSignIntermediate::pki/${name}`;
const imported = (name: string) =>
  `vault:pkiSecret/secretBackendIntermediateSetSigned:SecretBackendIntermediateSetSigned::pki/${name}`;
const issuer = (name: string) => `vault:pkiSecret/secretBackendIssuer:SecretBackendIssuer::pki/${name}`;
const defaultIssuer = "vault:pkiSecret/secretBackendConfigIssuers:SecretBackendConfigIssuers::pki";

const byId = (registrations: readonly Registration[]) => new Map(registrations.map((each) => [each.id, each]));

const first = { name: "2026a", commonName: "Example 2026a" };
const second = { name: "2026b", commonName: "Example 2026b" };
const current = { generations: [first], currentGeneration: "2026a" };

describe("an intermediate", () => {
  it("has, for a generation, a key that stays in Vault and a certificate of the root, all protected", async () => {
    const all = byId(await registered({ ...current, generations: [{ ...first, organization: "Example" }] }));
    const inGeneration = { parent: component, deletedWith: mount.id, protect: true };
    expect(all.get(component)).toEqual({ id: component, inputs: { currentGeneration: "2026a", retired: [] } });
    for (const each of [mount, ...settings]) expect(all.get(each.id)).toEqual(each);
    expect(all.get(key("2026a"))).toEqual({
      id: key("2026a"),
      inputs: { backend: "pki", type: "internal", keyName: "2026a", keyType: "ec", keyBits: 384 },
      ...inGeneration,
      dependsOn: [mount.id],
    });
    const subject = { commonName: "Example 2026a", organization: "Example" };
    expect(all.get(request("2026a"))).toMatchObject({
      inputs: { backend: "pki", type: "existing", keyType: "ec", keyBits: 384, ...subject },
      ...inGeneration,
    });
    expect(all.get(signed("2026a"))).toMatchObject({
      inputs: { backend: "pki-root", issuerRef: "root", ...subject, ttl: "94608000s", maxPathLength: 0, revoke: false },
      ...inGeneration,
      dependsOn: expect.arrayContaining([
        "vault:pkiSecret/secretBackendIssuer:SecretBackendIssuer::pki-root",
        `${urls}::pki-root`,
      ]) as unknown,
      replaceOnChanges: ["issuerRef", "ttl"],
    });
    expect(all.get(imported("2026a"))).toMatchObject({ inputs: { backend: "pki" }, ...inGeneration });
  });

  it("lets one generation issue, and takes that from the older one only after the default has moved", async () => {
    const all = byId(await registered({ generations: [first, second], currentGeneration: "2026b" }));
    const usage = { leafNotAfterBehavior: "err", issuerName: "2026b" };
    expect(all.get(issuer("2026b"))).toMatchObject({
      inputs: { ...usage, usage: "crl-signing,issuing-certificates,ocsp-signing,read-only" },
      dependsOn: expect.arrayContaining([`${urls}::pki`]) as unknown,
    });
    expect(all.get(issuer("2026a"))).toMatchObject({
      inputs: { ...usage, issuerName: "2026a", usage: "crl-signing,ocsp-signing,read-only" },
      dependsOn: expect.arrayContaining([defaultIssuer]) as unknown,
    });
    expect(all.get(defaultIssuer)).toMatchObject({ inputs: { backend: "pki", defaultFollowsLatestIssuer: false } });
  });

  it("unprotects a retired generation, and shows that", async () => {
    const generations = [{ ...first, retired: true }, second];
    const all = await registered({ generations, currentGeneration: "2026b" });
    expect(all.filter(({ protect }) => protect !== true).map(({ id }) => id)).not.toContain(key("2026b"));
    for (const id of [key("2026a"), request("2026a"), signed("2026a"), imported("2026a"), issuer("2026a")]) {
      expect(byId(all).get(id)).not.toHaveProperty("protect");
    }
    expect(byId(all).get(component)).toMatchObject({ inputs: { retired: ["2026a"] } });
  });

  it("names everything in a role that Vault would leave wide", async () => {
    const role: PkiRoleArgs = { name: "reference-api", allowedDomains: ["b.example.com", "a.example.com"] };
    const id = "vault:pkiSecret/secretBackendRole:SecretBackendRole::pki/reference-api";
    expect(byId(await registered({ ...current, roles: [role] })).get(id)).toEqual({
      id,
      inputs: {
        backend: "pki",
        name: "reference-api",
        issuerRef: "default",
        allowedDomains: ["a.example.com", "b.example.com"],
        allowBareDomains: true,
        allowSubdomains: false,
        allowAnyName: false,
        allowGlobDomains: false,
        allowLocalhost: false,
        allowWildcardCertificates: false,
        allowedDomainsTemplate: false,
        enforceHostnames: true,
        requireCn: true,
        cnValidations: ["hostname"],
        allowIpSans: false,
        allowedUriSans: [],
        serverFlag: true,
        clientFlag: false,
        codeSigningFlag: false,
        emailProtectionFlag: false,
        keyType: "ec",
        keyBits: 256,
        keyUsages: ["DigitalSignature"],
        basicConstraintsValidForNonCa: true,
        ttl: "86400",
        maxTtl: "604800",
        notBeforeDuration: "30s",
        organizations: [],
        organizationUnit: [],
        generateLease: false,
        noStore: false,
      },
      ...inMount,
    });
  });

  it("waits for the certificate of an offline root with a key and a request", async () => {
    const all = await registrationsOf(() => declared({ generations: [first] }));
    expect(all.filter(({ id }) => id.endsWith("pki/2026a")).map(({ id }) => id)).toEqual([
      request("2026a"),
      key("2026a"),
    ]);
    expect(byId(all).has(defaultIssuer)).toBe(false);
  });

  it("refuses a certificate that is none, is several, or is no authority's", async () => {
    const leaf = await certificate();
    const found = (text: string) =>
      refusedFor(() => declared({ generations: [{ ...first, certificate: text }], currentGeneration: "2026a" })).map(
        (problem) => [problem.path, problem.must, problem.found],
      );
    const authorities = [await createAuthority(new Date()), await createAuthority(new Date())];
    const several = authorities.map((authority) => `${authority.certificate}\n`).join("");
    expect(found("CANARY")).toEqual([["certificate", "have at least one PEM certificate", "none"]]);
    expect(found(several)).toEqual([["certificate", "be one certificate in PEM", "2 certificates"]]);
    expect(found(leaf)).toEqual([["certificate", "hold CA certificates only", "CERTIFICATE, block 1 of 1"]]);
  });

  it("refuses, all at once, generations that cannot issue, and roles that would issue more than was meant", () => {
    const problems = refusedFor(() =>
      declared({
        address: "vault.example.com",
        generations: [first, { ...first, name: "default", retired: true }, first],
        currentGeneration: "2026a",
        roles: [
          { name: "any", allowedDomains: ["*", "*.example.com", "com"], allowedUriSans: ["spiffe://*"] },
          { name: "none", allowedDomains: [] },
          { name: "nothing", allowedDomains: ["a.example.com"], allowBareDomains: false, serverFlag: false },
          { name: "long", allowedDomains: ["a.example.com"], ttl: 7_000_000, maxTtl: 6_000_000 },
          { name: "old", allowedDomains: ["a.example.com"], generation: "2025a" },
          { name: "old", allowedDomains: ["b.example.com"] },
        ],
      }),
    );
    expect(problems.map(({ subject, path }) => `${subject} ${path ?? ""}`)).toEqual([
      'PKI engine "pki" address',
      'PKI engine "pki" generations',
      'generation "default" of PKI engine "pki" name',
      'PKI engine "pki" currentGeneration',
      'PKI engine "pki" roles',
      'role "any" of PKI engine "pki" allowedDomains[0]',
      'role "any" of PKI engine "pki" allowedDomains[1]',
      'role "any" of PKI engine "pki" allowedDomains[2]',
      'role "any" of PKI engine "pki" allowedUriSans[0]',
      'role "none" of PKI engine "pki" allowedDomains',
      'role "nothing" of PKI engine "pki" allowBareDomains',
      'role "nothing" of PKI engine "pki" serverFlag',
      'role "long" of PKI engine "pki" ttl',
      'role "long" of PKI engine "pki" maxTtl',
      'role "old" of PKI engine "pki" generation',
    ]);
  });

  it("lets the deployer declare generations and roles, but issue nothing", () => {
    const rights = pkiIntermediateRights("pki").map(({ path }) => path);
    expect(rights.filter((path) => /exported|issue\/|sign|revoke|config\/ca|import/.test(path))).toEqual([
      "pki/intermediate/set-signed",
    ]);
  });

  it("denies a holder the date that would outlive the role", () => {
    expect(pkiIssueRights("pki", "reference-api")).toEqual([
      {
        path: "pki/issue/reference-api",
        capabilities: ["create", "update"],
        deniedParameters: { not_after: [] },
      },
    ]);
  });
});

/** Of nobody's authority. */
async function certificate(): Promise<string> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const made = await x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=leaf",
    keys,
    signingAlgorithm: algorithm,
    extensions: [new x509.BasicConstraintsExtension(false, undefined, true)],
  });
  return made.toString("pem");
}
