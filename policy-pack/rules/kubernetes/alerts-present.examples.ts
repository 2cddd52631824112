import { notKnownYet, type BadExample, type Example, type UnknownExample } from "../../example";
import { hardenedVault } from "../../hardened";
import { alertExpressions, alertRules, prometheusRule } from "../../hardened-alerts";

const subject = "stack production";
const found = "no such alert";
const sealed = "raise an alert when a server is sealed (vault_core_unsealed)";
const { VaultSealed, ...withoutSealed } = alertExpressions;
const recorded = [
  { record: "vault:unsealed:min", expr: "min(vault_core_unsealed)" },
  ...alertRules({ ...alertExpressions, VaultSealed: "vault:unsealed:min < 1" }),
];

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "a hardened Vault", resources: hardenedVault() },
    {
      name: "a file of rules in a ConfigMap, with an alert over a recorded series",
      resources: hardenedVault({ alerts: rulesFile(JSON.stringify({ groups: [{ name: "vault", rules: recorded }] })) }),
    },
    {
      name: "alerts in the values of Prometheus's chart",
      resources: hardenedVault({
        alerts: {
          type: "kubernetes:helm.sh/v3:Release",
          name: "prometheus",
          props: {
            chart: "kube-prometheus-stack",
            values: { additionalPrometheusRulesMap: { vault: { groups: [{ name: "vault", rules: alertRules() }] } } },
          },
        },
      }),
    },
    {
      name: "alerts that are another stack's",
      resources: hardenedVault({ alerts: undefined }),
      responsible: { server: "vault-monitoring" },
      isPartial: true,
    },
    {
      name: "nothing of Vault's",
      resources: [{ type: "kubernetes:core/v1:Namespace", props: { metadata: { name: "shop" } } }],
    },
  ],
  bad: [
    {
      name: "a stack without the alert for a sealed server",
      resources: hardenedVault({ alerts: prometheusRule(withoutSealed) }),
      finds: [{ subject, must: sealed, found }],
    },
    {
      name: "a metric that is only recorded, or commented out",
      resources: hardenedVault({
        alerts: rulesFile(
          JSON.stringify({
            groups: [
              {
                name: "vault",
                rules: [
                  { record: "vault:unsealed:min", expr: VaultSealed },
                  { alert: "VaultSealed", expr: "vector(0) # vault_core_unsealed" },
                  ...alertRules(withoutSealed),
                ],
              },
            ],
          }),
        ),
      }),
      finds: [{ subject, must: sealed, found }],
    },
    {
      name: "no alerts at all, where two are asked for",
      resources: hardenedVault({ alerts: undefined }),
      config: { alerts: ["sealed", "the quorum is at risk"] },
      finds: [
        { subject, must: sealed, found },
        {
          subject,
          must: "raise an alert when the quorum is at risk (vault_autopilot_failure_tolerance)",
          found,
        },
      ],
    },
  ],
  unknown: [
    {
      name: "an expression that another resource decides",
      resources: hardenedVault({ alerts: prometheusRule({ ...alertExpressions, VaultSealed: notKnownYet }) }),
      finds: [{ subject: "PrometheusRule vault/vault", path: "spec.groups[0].rules[0].expr", must: sealed }],
    },
    {
      name: "a file of rules that is no YAML",
      resources: hardenedVault({ alerts: rulesFile("groups:\n- rules: [ { expr: vault_core_unsealed") }),
      config: { alerts: ["sealed"] },
      finds: [{ subject: "ConfigMap monitoring/vault-rules", path: 'data["vault.yaml"]', must: sealed }],
    },
  ],
};

function rulesFile(text: string) {
  return {
    type: "kubernetes:core/v1:ConfigMap",
    name: "alerts",
    props: { metadata: { name: "vault-rules", namespace: "monitoring" }, data: { "vault.yaml": text } },
  };
}
