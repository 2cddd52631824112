import type { ExampleResource } from "./example";

/** Every name by which a hardened Vault is reached. */
export const serverNames = [
  "vault",
  "vault.vault",
  "vault.vault.svc",
  "vault.vault.svc.cluster.local",
  "*.vault-internal",
  "*.vault-internal.vault.svc",
];

/** The certificate of a hardened Vault's servers, made and renewed by cert-manager. */
export function serverCertificate(spec: Readonly<Record<string, unknown>> = {}): ExampleResource {
  return {
    type: "kubernetes:cert-manager.io/v1:Certificate",
    name: "certificate",
    props: {
      metadata: { name: "vault", namespace: "vault" },
      spec: {
        secretName: "vault-tls",
        issuerRef: { kind: "ClusterIssuer", name: "internal" },
        dnsNames: serverNames,
        ipAddresses: ["127.0.0.1"],
        usages: ["server auth", "client auth"],
        ...spec,
      },
    },
  };
}
