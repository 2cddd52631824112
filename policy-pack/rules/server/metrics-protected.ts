import { z } from "zod";
import { shownWithoutToken, type Shown } from "../../../model/server/unauthenticated";
import type { Unknown, Value } from "../../../model/value";
import { notKnownYet } from "../../example";
import { configuration, hardenedVault } from "../../hardened";
import { demand, notEvaluated, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";

const subject = "ConfigMap vault/vault-config";
const asked = (what: string) => `ask whoever reads its ${what} for a token`;
const certificate = 'tls_cert_file = "/vault/tls/tls.crt"\n  tls_key_file = "/vault/tls/tls.key"';
const metrics = "telemetry {\n    unauthenticated_metrics_access = true\n  }";

export default defineRule({
  id: "metrics-protected",
  family: "server",
  title: "No client reads metrics, profiles or requests in flight without a token",
  severity: "medium",
  blocks: "outside dev",
  sources: [{ title: "Production Hardening", section: "Disable SSH / Remote Desktop" }],
  // Vault has no listener for metrics alone: one with unauthenticated metrics serves the whole API (http/handler.go).
  rationale:
    "Metrics tell mounts, roles and how much a Vault is used; a profile shows its memory, and anybody can keep a server busy with " +
    "one; requests in flight name paths and clients. Unauthenticated, they are open to whoever reaches the port, and no audit " +
    "log has them.",
  remediation:
    "remove the setting and give Prometheus a token, or move metrics to a listener on another port that only Prometheus can reach, or on loopback",
  config: z.object({}),
  kind: "resource",
  check: (resource) => {
    const { shown, open } = shownWithoutToken(resource);
    return [...open.map((listeners) => notEvaluated(listeners, { must: asked("metrics") })), ...shown.flatMap(judge)];
  },
  examples: {
    good: [
      { name: "a hardened Vault", resources: hardenedVault() },
      {
        name: "metrics on a listener of their own",
        resources: [configMap(`${configuration}${listener("0.0.0.0:9200", metrics)}`)],
      },
      {
        name: "everything on loopback",
        resources: [
          configMap(
            `${configuration}${listener("127.0.0.1:8200", "profiling {\n    unauthenticated_pprof_access = 1\n  }")}`,
          ),
        ],
      },
    ],
    bad: [
      {
        name: "metrics on the clients' listener",
        resources: [configMap(listener("0.0.0.0:8200", metrics))],
        finds: [
          {
            subject,
            path: 'data["vault.hcl"].listener.tcp.telemetry.unauthenticated_metrics_access (line 6)',
            must: asked("metrics"),
            found: "true",
          },
        ],
      },
      {
        name: "profiles on another port, and requests in flight, in JSON",
        resources: [
          configMap(
            JSON.stringify({
              api_addr: "https://vault:8200",
              listener: [
                {
                  tcp: {
                    address: "0.0.0.0:9200",
                    profiling: { unauthenticated_pprof_access: "t" },
                    inflight_requests_logging: [{ unauthenticated_in_flight_requests_access: "1" }],
                  },
                },
              ],
            }),
          ),
        ],
        finds: [
          {
            subject,
            path: 'data["vault.hcl"].listener.tcp.profiling.unauthenticated_pprof_access (line 1)',
            must: asked("profiles"),
            found: "true",
          },
          {
            subject,
            path: 'data["vault.hcl"].listener.tcp.inflight_requests_logging.unauthenticated_in_flight_requests_access (line 1)',
            must: asked("requests in flight"),
            found: "true",
          },
        ],
      },
    ],
    unknown: [
      {
        name: "metrics on an address that another resource decides",
        resources: [server({ address: notKnownYet, telemetry: { unauthenticatedMetricsAccess: true } })],
        finds: [{ subject: 'server "example"', path: "listeners[0].address", must: asked("metrics") }],
      },
      {
        name: "a setting that another resource decides",
        resources: [server({ address: "0.0.0.0:8200", telemetry: { unauthenticatedMetricsAccess: notKnownYet } })],
        finds: [
          {
            subject: 'server "example"',
            path: "listeners[0].telemetry.unauthenticatedMetricsAccess",
            must: asked("metrics"),
          },
        ],
      },
      {
        name: "a configuration that another resource decides",
        resources: [configMap(notKnownYet)],
        finds: [{ subject, path: 'data["vault.hcl"]', must: asked("metrics") }],
      },
    ],
  },
});

/** Metrics may be on a port of their own, where a network policy can let Prometheus alone through. */
function judge({ what, isShown, isLocal, isApart }: Shown): Outcome[] {
  const requirement = { must: asked(what) };
  const isFine = what === "metrics" ? either(isLocal, isApart) : isLocal;
  if (isFine.kind === "known" && isFine.value) return [];
  const outcomes = demand(isShown, requirement, { known: (isOn) => isOn !== true, secret: () => false });
  return isFine.kind === "unknown" && outcomes.length > 0 ? [notEvaluated(isFine, requirement)] : outcomes;
}

function either(left: Value<boolean>, right: Value<boolean>): Value<boolean> {
  if (left.kind === "known" && left.value) return left;
  return isUnknown(left) && !(right.kind === "known" && right.value) ? left : right;
}

function isUnknown(value: Value<boolean>): value is Unknown {
  return value.kind === "unknown";
}

function listener(address: string, more: string): string {
  return `listener "tcp" {\n  address = "${address}"\n  ${certificate}\n  ${more}\n}\n`;
}

function configMap(text: string) {
  return {
    type: "kubernetes:core/v1:ConfigMap",
    props: { metadata: { name: "vault-config", namespace: "vault" }, data: { "vault.hcl": text } },
  };
}

function server(settings: Record<string, unknown>) {
  return { type: "strongroom:server:Server", props: { listeners: [settings] } };
}
