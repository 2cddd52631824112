import { notKnownYet, type BadExample, type Example, type UnknownExample } from "../../example";
import { configuration, hardenedVault } from "../../hardened";

const told = "tell its metrics";
const retained = "tell Prometheus of a metric for at least 60m";
const plainNames = "keep the server's name out of the metrics' names, which alerts do not know";
const subject = "ConfigMap vault/vault-config";
const block = configuration.slice(configuration.indexOf("telemetry {"));

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "a hardened Vault", resources: hardenedVault() },
    {
      name: "Prometheus alone, as Vault has it by default",
      resources: [configMap({ "vault.hcl": configuration.replace(block, "telemetry {}") })],
    },
    {
      name: "statsd alone",
      resources: [server({ prometheusRetentionTime: 0, statsdAddress: "localhost:8125" })],
      isPartial: true,
    },
    {
      name: "a configuration in two parts",
      resources: [
        configMap({
          "vault.hcl": configuration.replace(block, ""),
          "telemetry.hcl": 'telemetry {}\nlistener "unix" {\n  address = "/run/vault.sock"\n}\n',
        }),
      ],
      isPartial: true,
    },
  ],
  bad: [
    {
      name: "no telemetry",
      resources: [configMap({ "vault.hcl": configuration.replace(block, "") })],
      finds: [{ subject, path: 'data["vault.hcl"].telemetry', must: told, found: "nothing" }],
    },
    {
      name: "a retention of 30 seconds, in JSON",
      resources: [
        configMap({
          "vault.json": JSON.stringify({
            listener: [{ unix: { address: "/run/vault.sock" } }],
            telemetry: [{ prometheus_retention_time: "30s" }],
          }),
        }),
      ],
      finds: [
        {
          subject,
          path: 'data["vault.json"].telemetry.prometheus_retention_time (line 1)',
          must: retained,
          found: "30s",
        },
      ],
    },
    {
      name: "Prometheus switched off, and nobody else told",
      resources: [server({ prometheusRetentionTime: "0" })],
      finds: [{ subject: 'server "example"', path: "telemetry.prometheusRetentionTime", must: retained, found: "0" }],
    },
    {
      name: "Prometheus beside statsd, which brings the server's name into the metrics'",
      resources: [server({ statsdAddress: "localhost:8125" })],
      finds: [{ subject: 'server "example"', path: "telemetry.disable_hostname", must: plainNames, found: "nothing" }],
    },
  ],
  unknown: [
    {
      name: "a retention that another resource decides",
      resources: [server({ prometheusRetentionTime: notKnownYet })],
      finds: [{ subject: 'server "example"', path: "telemetry.prometheusRetentionTime", must: retained }],
    },
    {
      name: "a service that another resource decides",
      resources: [server({ statsdAddress: notKnownYet })],
      finds: [{ subject: 'server "example"', path: "telemetry.statsdAddress", must: told }],
    },
    {
      name: "a configuration that another resource decides",
      resources: [configMap({ "vault.hcl": notKnownYet })],
      finds: [{ subject, path: 'data["vault.hcl"]', must: told }],
    },
  ],
};

function configMap(data: Record<string, string>) {
  return {
    type: "kubernetes:core/v1:ConfigMap",
    props: { metadata: { name: "vault-config", namespace: "vault" }, data },
  };
}

function server(telemetry: Record<string, unknown>) {
  return { type: "strongroom:server:Server", props: { storage: { raft: { path: "/vault/data" } }, telemetry } };
}
