import { notKnownYet, type BadExample, type Example, type ExampleResource, type UnknownExample } from "../../example";
import { configuration, hardenedVault, withContainer } from "../../hardened";

const decided = "either require client certificates or refuse them";
const answered = "be probed with a client certificate, which its listener requires";
const subject = "ConfigMap vault/vault-config";
const pods = "StatefulSet vault/vault";
const container = "spec.template.spec.containers[0]";
const required = configMap(
  configuration.replace("tls_min_version", "tls_require_and_verify_client_cert = true\n  tls_min_version"),
);
const byPort = { httpGet: undefined, tcpSocket: { port: 8200 } };
const tcpSocket = { readinessProbe: byPort, livenessProbe: byPort };

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    {
      name: "no client certificates asked for",
      resources: [listener("tls_disable_client_certs = true")],
      isPartial: true,
    },
    {
      name: "client certificates, and probes of the port alone",
      resources: hardenedVault({ configuration: required, servers: withContainer(tcpSocket) }),
      isPartial: true,
    },
    {
      name: "probes on a listener of their own",
      resources: hardenedVault({
        configuration: configMap(
          `${configuration.replace("[::]:8200", "[::]:8300").replace("tls_min_version", "tls_require_and_verify_client_cert = true\n  tls_min_version")}\nlistener "tcp" {\n  address = "[::]:8200"\n  tls_cert_file = "/vault/tls/tls.crt"\n  tls_key_file = "/vault/tls/tls.key"\n}\n`,
        ),
      }),
      isPartial: true,
    },
  ],
  bad: [
    {
      name: "required and refused at once",
      resources: [listener('tls_require_and_verify_client_cert = "1"\n  tls_disable_client_certs = "t"')],
      finds: [
        {
          subject,
          path: 'data["vault.hcl"].listener.tcp.tls_require_and_verify_client_cert (line 4)',
          must: decided,
          found: "true",
        },
      ],
    },
    {
      name: "required, and the kubelet asks over HTTPS",
      resources: hardenedVault({ configuration: required }),
      finds: [
        { subject: pods, path: `${container}.readinessProbe`, must: answered, found: "a probe over HTTPS" },
        { subject: pods, path: `${container}.livenessProbe`, must: answered, found: "a probe over HTTPS" },
      ],
    },
    {
      name: "required, and a command asks without one",
      resources: hardenedVault({
        configuration: required,
        servers: withContainer({
          ...tcpSocket,
          readinessProbe: { exec: { command: ["/bin/sh", "-ec", "vault status"] }, httpGet: undefined },
        }),
      }),
      finds: [{ subject: pods, path: `${container}.readinessProbe`, must: answered, found: "a command without one" }],
    },
  ],
  unknown: [
    {
      name: "whether they are refused is another resource's to decide",
      resources: [
        {
          type: "strongroom:server:Server",
          props: { listeners: [{ tlsRequireAndVerifyClientCert: true, tlsDisableClientCerts: notKnownYet }] },
        },
      ],
      finds: [{ subject: 'server "example"', path: "listeners[0].tlsDisableClientCerts", must: decided }],
    },
    {
      name: "a probe that another resource decides",
      resources: hardenedVault({
        configuration: required,
        servers: withContainer({ ...tcpSocket, livenessProbe: notKnownYet }),
      }),
      finds: [{ subject: pods, path: `${container}.livenessProbe`, must: answered }],
    },
  ],
};

function listener(settings: string): ExampleResource {
  const files = 'tls_cert_file = "/vault/tls/tls.crt"\n  tls_key_file = "/vault/tls/tls.key"';
  return configMap(`listener "tcp" {\n  ${files}\n  ${settings}\n}\n`);
}

function configMap(text: string): ExampleResource {
  return {
    type: "kubernetes:core/v1:ConfigMap",
    name: "configuration",
    props: { metadata: { name: "vault-config", namespace: "vault" }, data: { "vault.hcl": text } },
  };
}
