import { z } from "zod";
import { endpointsOf, logLevelsOf } from "../../../model/server/exposing";
import { notKnownYet } from "../../example";
import { configuration, hardenedVault, withContainer } from "../../hardened";
import { demand } from "../../outcome";
import { defineRule } from "../../rule";

const raw = "keep its storage to itself (raw_storage_endpoint)";
const introspection = "keep its own structures to itself (introspection_endpoint)";
const quiet = "not log every step (trace)";
const subject = "ConfigMap vault/vault-config";
const container = "spec.template.spec.containers[0]";

export default defineRule({
  id: "raw-endpoint-off",
  family: "server",
  title: "No server shows its raw storage or structures, or traces its work",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Production Hardening", section: "Restrict Storage Access" },
    { title: "Production Hardening", section: "Disable SSH / Remote Desktop" },
  ],
  rationale:
    "The raw endpoint reads and writes what Vault stores, below every policy but its own: whoever may use it can become anybody, or " +
    "break the storage. Introspection shows the router and what it holds. The trace log has paths, and whatever a developer wrote " +
    "into a line, for everybody who reads logs. All three are for debugging Vault itself.",
  remediation: "remove the setting",
  config: z.object({}),
  kind: "resource",
  check: (resource) => [
    ...endpointsOf(resource).flatMap(({ name, isOn }) => {
      const must = name === "raw_storage_endpoint" ? raw : introspection;
      return demand(isOn, { must, fix: `remove ${name}` }, { known: (on) => on !== true, secret: () => false });
    }),
    ...logLevelsOf(resource).flatMap((level) =>
      demand(
        level,
        { must: quiet, fix: "log at level info" },
        { known: (text) => text !== "trace", secret: (text) => !text.matches(/^\s*trace\s*$/iu) },
      ),
    ),
  ],
  examples: {
    good: [
      { name: "a hardened Vault", resources: hardenedVault() },
      {
        name: "both off, and a log at level info",
        resources: [
          configMap(`${configuration}raw_storage_endpoint = "false"\nintrospection_endpoint = 0\nlog_level = "INFO"\n`),
        ],
      },
      {
        name: "a log at level warn, in the official chart",
        resources: [
          release({ logLevel: "warn", ha: { enabled: true, raft: { enabled: true, config: configuration } } }),
        ],
        isPartial: true,
      },
    ],
    bad: [
      {
        name: "both on, and a trace log",
        resources: [
          configMap(
            'storage "raft" {}\nraw_storage_endpoint = "t"\nintrospection_endpoint = 1\nlog_level = " Trace"\n',
          ),
        ],
        finds: [
          { subject, path: 'data["vault.hcl"].raw_storage_endpoint (line 2)', must: raw, found: "true" },
          { subject, path: 'data["vault.hcl"].introspection_endpoint (line 3)', must: introspection, found: "true" },
          { subject, path: 'data["vault.hcl"].log_level (line 4)', must: quiet, found: '"trace"' },
        ],
      },
      {
        name: "a trace log by a flag and by a variable",
        resources: [
          withContainer({
            command: ["vault"],
            args: ["server", "-config=/vault/config", "-log-level=trace"],
            env: [{ name: "VAULT_LOG_LEVEL", value: "trace" }],
          }),
        ],
        finds: [
          { subject: "StatefulSet vault/vault", path: `${container}.args[2]`, must: quiet, found: '"trace"' },
          { subject: "StatefulSet vault/vault", path: `${container}.env[0].value`, must: quiet, found: '"trace"' },
        ],
      },
      {
        name: "the flag and its value as two words of a script",
        resources: [
          withContainer({ args: ["ulimit -c 0 && exec vault server -config=/vault/config -log-level trace"] }),
        ],
        finds: [{ subject: "StatefulSet vault/vault", path: `${container}.args[0]`, must: quiet, found: '"trace"' }],
      },
      {
        name: "a trace log in the official chart",
        resources: [release({ logLevel: "trace" })],
        finds: [{ subject: "Release vault", path: "values.server.logLevel", must: quiet, found: '"trace"' }],
      },
    ],
    unknown: [
      {
        name: "settings that other resources decide",
        resources: [
          { type: "strongroom:server:Server", props: { rawStorageEndpoint: notKnownYet, logLevel: notKnownYet } },
        ],
        finds: [
          { subject: 'server "example"', path: "rawStorageEndpoint", must: raw },
          { subject: 'server "example"', path: "logLevel", must: quiet },
        ],
      },
      {
        name: "a level that another resource decides",
        resources: [withContainer({ env: [{ name: "VAULT_LOG_LEVEL", value: notKnownYet }] })],
        finds: [{ subject: "StatefulSet vault/vault", path: `${container}.env[0].value`, must: quiet }],
      },
    ],
  },
});

function configMap(text: string) {
  return {
    type: "kubernetes:core/v1:ConfigMap",
    props: { metadata: { name: "vault-config", namespace: "vault" }, data: { "vault.hcl": text } },
  };
}

function release(server: Record<string, unknown>) {
  return {
    type: "kubernetes:helm.sh/v3:Release",
    props: { chart: "vault", name: "vault", values: { global: { tlsDisable: false }, server } },
  };
}
