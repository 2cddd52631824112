import { VaultCa } from "../../../modules/kubernetes/vault-ca";
import { createAuthority, createServerCertificate } from "../../../toolchain/embedded/certificate";
import { refusedFor, registrationsOf } from "../registrations";

let certificates: string;
let serverCertificate: string;

beforeAll(async () => {
  const authority = await createAuthority(new Date());
  certificates = `${authority.certificate.trim()}\n`;
  serverCertificate = (await createServerCertificate(authority, new Date())).certificate;
});

const component = { id: "strongroom:kubernetes:VaultCa::ca", inputs: {} };

const bundle = (name: string) => ({
  id: `kubernetes:certificates.k8s.io/v1beta1:ClusterTrustBundle::${name}`,
  inputs: {
    apiVersion: "certificates.k8s.io/v1beta1",
    kind: "ClusterTrustBundle",
    metadata: { name },
    spec: { trustBundle: certificates },
  },
  parent: component.id,
});

const configMap = (namespace: string, name: string) => ({
  id: `kubernetes:core/v1:ConfigMap::${namespace}/${name}`,
  inputs: { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace }, data: { "ca.crt": certificates } },
  parent: component.id,
});

describe("Vault's CA", () => {
  it("is one bundle for the whole cluster", async () => {
    expect(await registrationsOf(() => new VaultCa("ca", { certificates }))).toEqual([bundle("vault-ca"), component]);
  });

  it("is in each namespace that is named, too or instead", async () => {
    const args = { certificates, bundleName: "example-ca", namespaces: ["shop", "billing"] };
    const inNamespaces = [configMap("billing", "example-ca"), configMap("shop", "example-ca"), component];
    expect(await registrationsOf(() => new VaultCa("ca", args))).toEqual([bundle("example-ca"), ...inNamespaces]);
    expect(await registrationsOf(() => new VaultCa("ca", { ...args, clusterTrustBundle: false }))).toEqual(
      inNamespaces,
    );
  });

  it("is refused where nobody would find it", () => {
    expect(refusedFor(() => new VaultCa("ca", { certificates, clusterTrustBundle: false }))).toEqual([
      {
        subject: 'CA bundle "vault-ca"',
        must: "be somewhere: in the cluster or in at least one namespace",
        found: "nowhere",
      },
    ]);
  });

  it("is refused with everything that is wrong", () => {
    const args = { certificates: serverCertificate, bundleName: "CA", namespaces: ["shop", "Shop", "shop"] };
    expect(refusedFor(() => new VaultCa("ca", args)).map(({ path, must }) => `${path ?? ""} must ${must}`)).toEqual([
      "certificates must hold CA certificates only",
      "bundleName must be an object's name: up to 253 lower-case letters, digits, hyphens and periods",
      "namespaces[1] must be a namespace's name: up to 63 lower-case letters, digits and hyphens",
      "namespaces[2] must be named once",
    ]);
  });
});
