import type { ExampleResource } from "./example";

/** The alerts of a hardened Vault, one for each thing that somebody must be told of. */
export const alertExpressions = {
  VaultSealed: "min(vault_core_unsealed) == 0 or absent(vault_core_unsealed)",
  VaultWithoutActiveNode: "sum(vault_core_active) != 1",
  VaultAuditFails: "increase(vault_audit_log_request_failure[5m]) + increase(vault_audit_log_response_failure[5m]) > 0",
  VaultTokensSurge: "sum(rate(vault_token_creation[5m])) > 100",
  VaultQuorumAtRisk: "max(vault_autopilot_failure_tolerance) < 1",
  VaultCertificateRunsOut:
    'certmanager_certificate_expiration_timestamp_seconds{namespace="vault"} - time() < 14 * 24 * 3600',
  VaultSnapshotOld: 'time() - kube_cronjob_status_last_successful_time{cronjob="vault-snapshot"} > 4 * 3600',
  VaultDiskFillsUp:
    'kubelet_volume_stats_available_bytes{namespace="vault"} / kubelet_volume_stats_capacity_bytes{namespace="vault"} < 0.2',
};

/** The alerts as the Prometheus operator takes them. */
export function prometheusRule(expressions: Readonly<Record<string, string>> = alertExpressions): ExampleResource {
  return {
    type: "kubernetes:monitoring.coreos.com/v1:PrometheusRule",
    name: "alerts",
    props: {
      metadata: { name: "vault", namespace: "vault" },
      spec: { groups: [{ name: "vault", rules: alertRules(expressions) }] },
    },
  };
}

export function alertRules(expressions: Readonly<Record<string, string>> = alertExpressions): readonly object[] {
  return Object.entries(expressions).map(([alert, expr]) => ({
    alert,
    expr,
    for: "5m",
    labels: { severity: "critical" },
  }));
}
