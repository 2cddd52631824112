import { notKnownYet, type BadExample, type Example, type UnknownExample } from "../../example";
import { hardenedVault, withContainer } from "../../hardened";

const probes = (change: Readonly<Record<string, unknown>>) => hardenedVault({ servers: withContainer(change) });
const request = (path: unknown) => ({ httpGet: { path } });
const command = (...words: readonly string[]) => ({ httpGet: undefined, exec: { command: words } });
const container = "spec.template.spec.containers[0]";
const subject = "StatefulSet vault/vault";
const ready = "have a readiness probe that a sealed server fails";
const live = "have a liveness probe that sealed, standby and secondary servers pass";
const digest = "sha256:0000000000000000000000000000000000000000000000000000000000000000";
const restartsCutOff = "/v1/sys/health?standbyok=true&sealedcode=204&uninitcode=204";
const forCommunity = `${restartsCutOff}&haunhealthycode=204`;

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "both ask for the server's health", resources: hardenedVault() },
    {
      name: "vault status for readiness, a connection for liveness",
      resources: probes({
        readinessProbe: command("/bin/sh", "-ec", "vault status -tls-skip-verify"),
        livenessProbe: { httpGet: undefined, tcpSocket: { port: 8200 } },
      }),
    },
    {
      name: "a liveness probe that knows no state of Vault Enterprise, for a server that is none",
      resources: probes({ livenessProbe: request(forCommunity) }),
    },
    {
      name: "Vault Enterprise",
      resources: probes({ image: `hashicorp/vault-enterprise:2.1.2-ent@${digest}` }),
    },
    {
      name: "no liveness probe, where none is wanted",
      resources: probes({ livenessProbe: undefined }),
      config: { liveness: false },
      isPartial: true,
    },
  ],
  bad: [
    {
      name: "no probes",
      resources: probes({ readinessProbe: undefined, livenessProbe: undefined }),
      finds: [
        { subject, path: `${container}.readinessProbe`, must: "have a readiness probe", found: "none" },
        { subject, path: `${container}.livenessProbe`, must: "have a liveness probe", found: "none" },
      ],
    },
    {
      name: "a readiness probe that a sealed server passes",
      resources: probes({ readinessProbe: request("/v1/sys/health?standbyok=true&sealedcode=200") }),
      finds: [
        {
          subject,
          path: `${container}.readinessProbe.httpGet.path`,
          must: ready,
          found: '"/v1/sys/health?standbyok=true&sealedcode=200"',
        },
      ],
    },
    {
      name: "a readiness probe that only connects",
      resources: probes({ readinessProbe: { httpGet: undefined, tcpSocket: { port: 8200 } } }),
      finds: [{ subject, path: `${container}.readinessProbe`, must: ready, found: "a connection" }],
    },
    {
      name: "the seal's status, which every server tells",
      resources: probes({ readinessProbe: request("/v1/sys/seal-status") }),
      finds: [
        { subject, path: `${container}.readinessProbe.httpGet.path`, must: ready, found: '"/v1/sys/seal-status"' },
      ],
    },
    {
      name: "a liveness probe that restarts sealed servers",
      resources: probes({ livenessProbe: command("vault", "status") }),
      finds: [
        {
          subject,
          path: `${container}.livenessProbe.exec.command`,
          must: live,
          found: "a command that decides otherwise",
        },
      ],
    },
    {
      name: "a liveness probe that restarts the performance standbys and DR secondaries of Vault Enterprise",
      resources: probes({ image: `example/vault:2.1.2-ent.hsm@${digest}`, livenessProbe: request(forCommunity) }),
      finds: [{ subject, path: `${container}.livenessProbe.httpGet.path`, must: live, found: `"${forCommunity}"` }],
    },
    {
      name: "a liveness probe that restarts standbys when they cannot reach the active server",
      resources: probes({ livenessProbe: request(restartsCutOff) }),
      finds: [{ subject, path: `${container}.livenessProbe.httpGet.path`, must: live, found: `"${restartsCutOff}"` }],
    },
    {
      name: "the liveness probe of the official chart, which restarts sealed servers once it is enabled",
      resources: [
        {
          type: "kubernetes:helm.sh/v3:Release",
          props: { chart: "vault", name: "vault", values: { server: { livenessProbe: { enabled: true } } } },
        },
      ],
      finds: [
        {
          subject: "Release vault",
          path: "values.server.livenessProbe.path",
          must: live,
          found: '"/v1/sys/health?standbyok=true"',
        },
      ],
    },
  ],
  unknown: [
    {
      name: "an image that another resource decides, of a server that might be Vault Enterprise",
      resources: probes({ image: notKnownYet, livenessProbe: request(forCommunity) }),
      finds: [{ subject, path: `${container}.image`, must: live }],
    },
    {
      name: "a path that another resource decides",
      resources: probes({ readinessProbe: request(notKnownYet) }),
      finds: [{ subject, path: `${container}.readinessProbe.httpGet.path`, must: ready }],
    },
    {
      name: "a script of the user's own",
      resources: probes({ livenessProbe: command("/scripts/alive.sh") }),
      finds: [{ subject, path: `${container}.livenessProbe.exec.command`, must: live }],
    },
  ],
};
