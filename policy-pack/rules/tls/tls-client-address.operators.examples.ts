import type { BadExample, Example } from "../../example";

const must = "be reached over TLS: the address starts with https://";
const issuerType = "kubernetes:cert-manager.io/v1:Issuer";
const classType = "kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass";
const metadata = { name: "api", namespace: "shop" };

/** Examples of what operators are told: where cert-manager, stores of secrets and Vault's own operator find Vault. */
export const operatorExamples: { readonly good: readonly Example[]; readonly bad: readonly BadExample[] } = {
  good: [
    {
      name: "an issuer of certificates and a store of secrets that are not Vault",
      resources: [
        { type: issuerType, props: { metadata, spec: { acme: { server: "http://acme.test" } } } },
        { type: classType, props: { metadata, spec: { provider: "aws", parameters: { vaultAddress: "http://a" } } } },
      ],
      isPartial: true,
    },
  ],
  bad: [
    {
      name: "cert-manager, the CSI provider, External Secrets and Vault's operator",
      resources: [
        { type: issuerType, props: { metadata, spec: { vault: { server: "http://vault.vault.svc:8200" } } } },
        {
          type: classType,
          props: { metadata, spec: { provider: "vault", parameters: { vaultAddress: "http://vault.vault:8200" } } },
        },
        {
          type: "kubernetes:external-secrets.io/v1:ClusterSecretStore",
          props: { metadata: { name: "api" }, spec: { provider: { vault: { server: "http://vault.vault:8200" } } } },
        },
        {
          type: "kubernetes:secrets.hashicorp.com/v1beta1:VaultConnection",
          props: { metadata, spec: { address: "http://vault.vault:8200" } },
        },
      ],
      finds: [
        { subject: "Issuer shop/api", path: "spec.vault.server", must, found: '"http://vault.vault.svc:8200"' },
        {
          subject: "SecretProviderClass shop/api",
          path: "spec.parameters.vaultAddress",
          must,
          found: '"http://vault.vault:8200"',
        },
        {
          subject: "ClusterSecretStore api",
          path: "spec.provider.vault.server",
          must,
          found: '"http://vault.vault:8200"',
        },
        { subject: "VaultConnection shop/api", path: "spec.address", must, found: '"http://vault.vault:8200"' },
      ],
    },
  ],
};
