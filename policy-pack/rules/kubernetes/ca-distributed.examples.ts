import { notKnownYet, type BadExample, type Example, type ExampleResource, type UnknownExample } from "../../example";

const must = "be told by which CA to know Vault";
const found = "none";
const api = "Deployment shop/api";
const env = "spec.template.spec.containers[0].env";
const address = "https://vault.vault.svc:8200";
const certificate = "-----BEGIN CERTIFICATE-----\n...\n-----END CERTIFICATE-----\n";

const namespace: ExampleResource = {
  type: "kubernetes:core/v1:Namespace",
  name: "shop",
  props: { metadata: { name: "shop" } },
};
const bundle: ExampleResource = {
  type: "kubernetes:core/v1:ConfigMap",
  name: "bundle",
  props: { metadata: { name: "vault-ca", namespace: "shop" }, data: { "ca.crt": certificate } },
};
const told = { name: "VAULT_CACERT", value: "/etc/vault-ca/ca.crt" };
const volumeMounts = [{ name: "vault-ca", mountPath: "/etc/vault-ca", readOnly: true }];
const fromConfigMap = { volumes: [{ name: "vault-ca", configMap: { name: "vault-ca" } }] };
const injected = { "vault.hashicorp.com/agent-inject": "true", "vault.hashicorp.com/role": "api" };

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    {
      name: "a namespace with a ConfigMap that its pods mount",
      resources: [namespace, bundle, deployment([told], { volumeMounts }, fromConfigMap)],
      isPartial: true,
    },
    {
      name: "a ClusterTrustBundle",
      resources: [
        deployment(
          [told],
          { volumeMounts },
          {
            volumes: [
              {
                name: "vault-ca",
                projected: { sources: [{ clusterTrustBundle: { name: "vault-ca", path: "ca.crt" } }] },
              },
            ],
          },
        ),
      ],
      isPartial: true,
    },
    {
      name: "the injector, told by a Secret of the namespace",
      resources: [
        withAnnotations({
          ...injected,
          "vault.hashicorp.com/tls-secret": "vault-ca",
          "vault.hashicorp.com/ca-cert": "/vault/tls/ca.crt",
        }),
      ],
      isPartial: true,
    },
    {
      name: "the injector, which gives it to all its agents",
      resources: [
        withAnnotations(injected),
        injector({ name: "AGENT_INJECT_VAULT_CACERT_BYTES", value: "LS0tLS1CRUdJTg==" }),
      ],
      isPartial: true,
    },
    {
      name: "a certificate that everybody trusts",
      resources: [deployment([])],
      config: { publiclyTrusted: true },
      isPartial: true,
    },
  ],
  bad: [
    {
      name: "an application that knows Vault's address alone",
      resources: [deployment([])],
      finds: [{ subject: api, path: `${env}[0].value`, must, found }],
    },
    {
      name: "an injected agent without any",
      resources: [withAnnotations(injected)],
      finds: [
        {
          subject: api,
          path: 'spec.template.metadata.annotations["vault.hashicorp.com/agent-inject"]',
          must,
          found,
        },
      ],
    },
    {
      name: "a file that nothing brings into the agent",
      resources: [withAnnotations({ ...injected, "vault.hashicorp.com/ca-cert": "/vault/tls/ca.crt" })],
      finds: [
        {
          subject: api,
          path: 'spec.template.metadata.annotations["vault.hashicorp.com/agent-inject"]',
          must,
          found,
        },
      ],
    },
    {
      name: "a namespace that is made without the ConfigMap",
      resources: [namespace, deployment([told], { volumeMounts }, fromConfigMap)],
      finds: [
        {
          subject: api,
          path: "spec.template.spec.volumes[0].configMap.name",
          must: "find Vault's CA in its namespace",
          found: '"vault-ca"',
        },
      ],
    },
    {
      name: "operators that talk to Vault for a namespace",
      resources: [
        {
          type: "kubernetes:secrets.hashicorp.com/v1beta1:VaultConnection",
          name: "connection",
          props: { metadata: { name: "vault", namespace: "shop" }, spec: { address } },
        },
        {
          type: "kubernetes:external-secrets.io/v1:SecretStore",
          name: "store",
          props: { metadata: { name: "vault", namespace: "shop" }, spec: { provider: { vault: { server: address } } } },
        },
        {
          type: "kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass",
          name: "class",
          props: {
            metadata: { name: "vault", namespace: "shop" },
            spec: { provider: "vault", parameters: { vaultAddress: address, roleName: "api" } },
          },
        },
        {
          type: "kubernetes:cert-manager.io/v1:Issuer",
          name: "issuer",
          props: {
            metadata: { name: "vault", namespace: "shop" },
            spec: { vault: { server: address, path: "pki/sign/shop" } },
          },
        },
      ],
      finds: [
        { subject: "VaultConnection shop/vault", path: "spec.address", must, found },
        { subject: "SecretStore shop/vault", path: "spec.provider.vault.server", must, found },
        { subject: "SecretProviderClass shop/vault", path: "spec.parameters.vaultAddress", must, found },
        { subject: "Issuer shop/vault", path: "spec.vault.server", must, found },
      ],
    },
  ],
  unknown: [
    {
      name: "an environment that stands elsewhere",
      resources: [deployment([], { envFrom: [{ configMapRef: { name: "vault" } }] })],
      finds: [{ subject: api, path: "spec.template.spec.containers[0].envFrom", must }],
    },
    {
      name: "an address that another resource decides",
      resources: [deployment([], { env: [{ name: "VAULT_ADDR", value: notKnownYet }] })],
      finds: [{ subject: api, path: `${env}[0].value`, must }],
    },
  ],
};

function deployment(
  variables: readonly object[],
  container: Readonly<Record<string, unknown>> = {},
  podSpec: Readonly<Record<string, unknown>> = {},
): ExampleResource {
  const environment = [{ name: "VAULT_ADDR", value: address }, ...variables];
  return workload("shop", "api", {
    spec: { containers: [{ name: "api", image: "example/api:1", env: environment, ...container }], ...podSpec },
  });
}

function withAnnotations(annotations: Readonly<Record<string, string>>): ExampleResource {
  return workload("shop", "api", {
    metadata: { annotations },
    spec: { containers: [{ name: "api", image: "example/api:1" }] },
  });
}

function injector(variable: object): ExampleResource {
  return workload("vault", "injector", {
    spec: { containers: [{ name: "injector", image: "hashicorp/vault-k8s:1.7.0", env: [variable] }] },
  });
}

function workload(namespace: string, name: string, template: object): ExampleResource {
  return {
    type: "kubernetes:apps/v1:Deployment",
    name,
    props: { metadata: { name, namespace }, spec: { template } },
  };
}
