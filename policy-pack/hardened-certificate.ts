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

/**
 * A certificate of a server's that lives for ten years, for vault.vault.svc, *.vault-internal and 127.0.0.1. Its key was thrown away.
 */
export const tenYearCertificate = `-----BEGIN CERTIFICATE-----
MIIBqTCCAU6gAwIBAgIUQ6DoJ0lVN1uQGpnjdkwrEMywjOgwCgYIKoZIzj0EAwIw
EDEOMAwGA1UEAwwFdmF1bHQwHhcNMjYxMTIyMTg1NTQ2WhcNMzYxMTE5MTg1NTQ2
WjAQMQ4wDAYDVQQDDAV2YXVsdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNg0
rDabw15QlnQzuhAscty5a2SuybKtBg346WUzzPg+7XMUPZevlDssw3gybMwM2jto
oSQWlT1pf7rTN8vb0UujgYUwgYIwHQYDVR0OBBYEFC2jnmRn6HKi6Y3aoeCigB53
YnWYMB8GA1UdIwQYMBaAFC2jnmRn6HKi6Y3aoeCigB53YnWYMDIGA1UdEQQrMCmC
D3ZhdWx0LnZhdWx0LnN2Y4IQKi52YXVsdC1pbnRlcm5hbIcEfwAAATAMBgNVHRMB
Af8EAjAAMAoGCCqGSM49BAMCA0kAMEYCIQD0rhXkf06tDezaouznScaVGdWPK5RW
nc5RK4MOTXOwkgIhAJ7AZrByHtR96Sy06pFOHMc9cYQND/CNLwJ2MAAJy3Ml
-----END CERTIFICATE-----
`;
