import { notKnownYet, type BadExample, type Example, type ExampleResource, type UnknownExample } from "../../example";
import { configuration, hardenedVault, withContainer } from "../../hardened";
import { serverCertificate, serverNames } from "../../hardened-certificate";

const subject = "Certificate vault/vault";
const inJoin = "retry_join in ConfigMap vault/vault-config has it";
const names = (some: readonly string[]) => some.map((name) => `"${name}"`).join(", ");
const withoutPods = serverNames.filter((name) => !name.startsWith("*"));

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "a certificate with every name", resources: [...hardenedVault(), serverCertificate()], isPartial: true },
    {
      name: "one name for all servers, given for verification",
      resources: [
        ...hardenedVault({
          configuration: configMap(
            configuration.replaceAll("leader_ca_cert_file", 'leader_tls_servername = "vault"\n    leader_ca_cert_file'),
          ),
        }),
        serverCertificate({ dnsNames: withoutPods }),
      ],
      isPartial: true,
    },
    { name: "a certificate that another stack makes", resources: hardenedVault() },
  ],
  bad: [
    {
      name: "the names of the pods are missing",
      resources: [...hardenedVault(), serverCertificate({ dnsNames: withoutPods, ipAddresses: [] })],
      finds: [withoutPod(0), withoutPod(1), withoutPod(2)],
    },
    {
      name: "a name of an application's, and what a probe asks",
      resources: [
        ...hardenedVault({
          servers: withContainer({ readinessProbe: { exec: { command: ["vault", "status"] }, httpGet: undefined } }),
        }),
        serverCertificate({ dnsNames: ["*.vault-internal", "vault.vault.svc"], ipAddresses: undefined }),
        application("https://vault.vault:8200"),
      ],
      finds: [
        {
          subject,
          path: "spec.dnsNames",
          must: "have the name 127.0.0.1: a probe in StatefulSet vault/vault has it",
          found: names(["*.vault-internal", "vault.vault.svc"]),
        },
        {
          subject,
          path: "spec.dnsNames",
          must: "have the name vault.vault: an address of Vault in Deployment shop/api has it",
          found: names(["*.vault-internal", "vault.vault.svc"]),
        },
      ],
    },
    {
      name: "a certificate for a domain outside, from Pulumi's tls provider",
      resources: [
        ...hardenedVault({ configuration: configMap(withoutJoins()) }),
        {
          type: "tls:index/certRequest:CertRequest",
          name: "request",
          props: { privateKeyPem: notKnownYet, dnsNames: ["vault.example.com"] },
        },
        {
          type: "tls:index/locallySignedCert:LocallySignedCert",
          name: "signed",
          props: { certRequestPem: notKnownYet, validityPeriodHours: 720, earlyRenewalHours: 240 },
          decidedBy: { certRequestPem: "request" },
        },
        {
          type: "kubernetes:core/v1:Secret",
          name: "tls",
          props: { metadata: { name: "vault-tls", namespace: "vault" }, stringData: { "tls.crt": notKnownYet } },
          decidedBy: { stringData: "signed" },
        },
      ],
      finds: [
        {
          subject: 'LocallySignedCert "signed"',
          path: "dnsNames",
          must: "have the name vault.vault.svc: api_addr in ConfigMap vault/vault-config has it",
          found: '"vault.example.com"',
        },
      ],
    },
    {
      name: "the address of a pod, which changes",
      resources: [
        ...hardenedVault({
          configuration: configMap(withoutJoins()),
          servers: withApiAddress("https://$(POD_IP):8200"),
        }),
        serverCertificate(),
      ],
      finds: [
        {
          subject,
          path: "spec.dnsNames",
          must: "have the name $(POD_IP): VAULT_API_ADDR in StatefulSet vault/vault has it",
          found: names(serverNames) + ", 1 more",
        },
      ],
    },
  ],
  unknown: [
    {
      name: "names that another resource decides",
      resources: [
        ...hardenedVault({ configuration: configMap(withoutJoins()) }),
        serverCertificate({ dnsNames: notKnownYet }),
      ],
      finds: [
        {
          subject,
          path: "spec.dnsNames",
          must: "have the name vault.vault.svc: api_addr in ConfigMap vault/vault-config has it",
        },
      ],
    },
    {
      name: "a Secret's name that another resource decides",
      resources: [...hardenedVault(), serverCertificate({ secretName: notKnownYet })],
      finds: [
        {
          subject: "StatefulSet vault/vault",
          path: "spec.secretName",
          must: "have a certificate with every name by which it is reached",
        },
      ],
    },
  ],
};

function withoutPod(index: number) {
  const must = `have the name vault-${index}.vault-internal: ${inJoin}`;
  return { subject, path: "spec.dnsNames", must, found: names(withoutPods) };
}

function configMap(text: string): ExampleResource {
  return {
    type: "kubernetes:core/v1:ConfigMap",
    name: "configuration",
    props: { metadata: { name: "vault-config", namespace: "vault" }, data: { "vault.hcl": text } },
  };
}

function withoutJoins(): string {
  return configuration.replace(/ {2}retry_join \{[^}]*\}\n/gu, "");
}

function withApiAddress(address: string): ExampleResource {
  return withContainer({ env: [{ name: "VAULT_API_ADDR", value: address }] });
}

function application(address: string): ExampleResource {
  const containers = [{ name: "api", image: "example/api:1", env: [{ name: "VAULT_ADDR", value: address }] }];
  return {
    type: "kubernetes:apps/v1:Deployment",
    name: "api",
    props: { metadata: { name: "api", namespace: "shop" }, spec: { template: { spec: { containers } } } },
  };
}
