import { pkiRootRights } from "../../../../modules/secrets/pki/rights";
import { PkiRoot } from "../../../../modules/secrets/pki/root";
import type { PkiRootArgs } from "../../../../modules/secrets/pki/root-args";
import { refusedFor, registrationsOf, secret } from "../../registrations";
import { engine } from "./engine";

const component = { id: "strongroom:secrets:PkiRoot::root", inputs: {} };
const { mount, settings, inMount } = engine("pki-root", component.id, { max: 315_360_000, default: 86_400 });

const key = {
  id: "vault:pkiSecret/secretBackendKey:SecretBackendKey::pki-root",
  inputs: { backend: "pki-root", type: "internal", keyName: "root", keyType: "ec", keyBits: 384 },
  protect: true,
  ...inMount,
};

const generated = {
  id: "vault:generic/endpoint:Endpoint::pki-root/root",
  inputs: {
    path: "pki-root/issuers/generate/root/existing",
    dataJson: secret(
      '{"common_name":"Example Root","issuer_name":"root","key_ref":"root","max_path_length":1,"ttl":315360000}',
    ),
    writeFields: ["certificate"],
    disableRead: true,
    disableDelete: true,
  },
  protect: true,
  ...inMount,
  dependsOn: [key.id],
  replaceOnChanges: ["dataJson"],
};

const issuer = {
  id: "vault:pkiSecret/secretBackendIssuer:SecretBackendIssuer::pki-root",
  inputs: {
    backend: "pki-root",
    issuerRef: "root",
    issuerName: "root",
    leafNotAfterBehavior: "err",
    usage: "crl-signing,issuing-certificates,ocsp-signing,read-only",
  },
  protect: true,
  ...inMount,
  dependsOn: [generated.id],
};

const args: PkiRootArgs = { path: "pki-root", address: "https://vault.example.com:8200", commonName: "Example Root" };

const byId = (left: { readonly id: string }, right: { readonly id: string }) => (left.id < right.id ? -1 : 1);

describe("a root", () => {
  it("has a protected key that stays in Vault, a protected certificate, and no role", async () => {
    expect(await registrationsOf(() => new PkiRoot("root", args))).toEqual(
      [component, mount, ...settings, key, generated, issuer].sort(byId),
    );
  });

  it("refuses, all at once, an address that a certificate must not name, and CRLs that are replaced too late", () => {
    const crl = { expiry: 600, autoRebuildGracePeriod: 600, deltaRebuildInterval: 900 };
    const problems = refusedFor(() => new PkiRoot("root", { ...args, address: "http://vault.example.com/v1", crl }));
    expect(problems).toEqual([
      {
        subject: 'PKI engine "pki-root"',
        path: "address",
        must: "be an https address without a path",
        found: "one that starts with http:",
        fix: "give the address by which clients reach this Vault, such as https://vault.example.com:8200",
      },
      ...["autoRebuildGracePeriod", "deltaRebuildInterval"].map((name, index) => ({
        subject: 'PKI engine "pki-root"',
        path: `crl.${name}`,
        must: "be shorter than a CRL's life of 600 s",
        found: ["600 s", "900 s"][index],
        fix: "shorten it, or let CRLs live longer",
      })),
    ]);
  });

  it.each([
    ["https://vault.example.com/v1", "one with a path"],
    ["https://vault.example.com/", "one with a path"],
    ["https://root:CANARY@vault.example.com", "one with a user"],
    ["https://vault.example.com?CANARY", "one with a query"],
  ])("refuses the address %s, and does not repeat it", (address, found) => {
    expect(refusedFor(() => new PkiRoot("root", { ...args, address })).map((problem) => problem.found)).toEqual([
      found,
    ]);
  });

  it("lets the deployer sign intermediates, but issue and delete nothing", () => {
    const rights = pkiRootRights("pki-root");
    expect(rights.flatMap(({ capabilities }) => capabilities)).not.toContain("delete");
    expect(rights.map(({ path }) => path)).toEqual([
      "pki-root/keys/generate/internal",
      "pki-root/key/+",
      "pki-root/issuers/generate/root/existing",
      "pki-root/issuer/+",
      "pki-root/issuer/+/sign-intermediate",
      "pki-root/config/auto-tidy",
      "pki-root/config/acme",
      "pki-root/config/cluster",
      "pki-root/config/crl",
      "pki-root/config/urls",
    ]);
  });
});
