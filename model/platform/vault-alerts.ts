import { anyOf, isOpen, type Certainty } from "../certainty";
import type { Resource } from "../resource";
import type { PrometheusRule } from "./alert-rules";
import { says } from "./scripts";

/** What can befall a Vault, with the metrics that tell of it. */
export const befallings = {
  // vault/core_metrics.go. Blackbox's probe of sys/health answers 503 for a sealed server.
  sealed: /_core_unsealed\b|\bprobe_http_status_code\b|\bprobe_success\b/u,
  // vault/ha.go, vault/core_metrics.go.
  "no active node": /_core_active\b/u,
  // audit/broker.go, audit/sink_metric_labeler.go.
  "an audit device fails": /_audit_(?:log_(?:request|response)|sink)_failure\b/u,
  // vault/token_store.go, vault/request_handling.go, vault/core_metrics.go.
  "tokens surge": /_token_(?:creation|create|create_root|count(?:_by_\w+)?)(?:_count)?\b/u,
  // physical/raft/raft_autopilot.go; github.com/hashicorp/raft.
  "the quorum is at risk":
    /_autopilot_(?:healthy|failure_tolerance|node_healthy)\b|_raft_(?:peers|leader_lastContact|state_leader)\b/u,
  // cert-manager's, blackbox's and x509-certificate-exporter's metrics: Vault has none of its own.
  "a certificate runs out":
    /\bcertmanager_certificate_expiration_timestamp_seconds\b|\bprobe_ssl_earliest_cert_expiry\b|\bx509_cert_(?:not_after|expired|expires_in_seconds)\b|\bssl_cert_not_after\b/u,
  // kube-state-metrics's, or a metric that the job itself writes.
  "the last snapshot is old": /\bkube_cronjob_status_last_successful_time\b|snapshot|backup/iu,
  // The kubelet's and node_exporter's.
  "a disk fills up": /\bkubelet_volume_stats_(?:available|used)_bytes\b|\bnode_filesystem_(?:avail|free)_bytes\b/u,
} as const;

export type Befalling = keyof typeof befallings;

/** Whether an alert of the stack tells of it, and, where that is not known, what declares the alert that might. */
export interface Alerted {
  readonly isTold: Certainty;
  readonly by: Resource | undefined;
}

/** @param rules all of the stack's, because an alert can use a series that another rule records */
export function alertOf(befalling: Befalling, rules: readonly PrometheusRule[]): Alerted {
  const pattern = befallings[befalling];
  const recorded = rules.flatMap(({ records, expression }) =>
    records?.kind === "known" && records.value !== undefined && says(expression, pattern) === true
      ? [records.value]
      : [],
  );
  const alerts = rules.filter(({ records }) => records === undefined || records.kind === "unknown");
  const answers = alerts.map(({ expression }) =>
    anyOf([says(expression, pattern), ...recorded.map((name) => says(expression, asWord(name)))]),
  );
  const isTold = anyOf(answers);
  return { isTold, by: isOpen(isTold) ? alerts[answers.indexOf(isTold)]?.resource : undefined };
}

function asWord(series: string): RegExp {
  return new RegExp(`(?<![\\w:])${series.replace(/[^\w:]/gu, "")}(?![\\w:])`, "u");
}
