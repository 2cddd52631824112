import { prometheusRulesIn } from "../../../model/platform/alert-rules";
import { alertOf } from "../../../model/platform/vault-alerts";
import { readResource } from "../../../model/resource";
import { unknownMark } from "../../../model/unknown-mark";

function rulesOf(type: string, props: object) {
  return prometheusRulesIn([readResource({ urn: "urn", type, name: "rules", props })]);
}

const groups = [{ name: "vault", rules: [{ alert: "VaultSealed", expr: "vault_core_unsealed == 0" }] }];
const yaml = "groups:\n- name: vault\n  rules:\n  - alert: VaultSealed\n    expr: vault_core_unsealed == 0\n";

test.each([
  ["the operator's object", "kubernetes:monitoring.coreos.com/v1:PrometheusRule", { spec: { groups } }],
  ["VictoriaMetrics's", "kubernetes:operator.victoriametrics.com/v1beta1:VMRule", { spec: { groups } }],
  ["a file", "strongroom:file:PrometheusRules", { groups }],
  ["a file in a ConfigMap", "kubernetes:core/v1:ConfigMap", { data: { "rules.yaml": yaml } }],
  ["a text for Amazon's Prometheus", "aws:amp/ruleGroupNamespace:RuleGroupNamespace", { data: yaml }],
  [
    "a chart's values",
    "kubernetes:helm.sh/v3:Release",
    { values: { additionalPrometheusRulesMap: { a: { groups } } } },
  ],
])("an alert stands in %s", (_, type, props) => {
  const rules = rulesOf(type, props);
  expect(rules).toHaveLength(1);
  expect(alertOf("sealed", rules).isTold).toBe(true);
  expect(alertOf("no active node", rules).isTold).toBe(false);
});

test("a metric in a comment, or one that is only recorded, alerts nobody", () => {
  const rules = rulesOf("strongroom:file:PrometheusRules", {
    groups: [
      {
        rules: [
          { alert: "A", expr: "vector(1) # vault_core_unsealed" },
          { record: "vault:unsealed:min", expr: "min(vault_core_unsealed)" },
        ],
      },
    ],
  });
  expect(alertOf("sealed", rules).isTold).toBe(false);
});

test("an alert on what is recorded does, whatever the order", () => {
  const rules = rulesOf("strongroom:file:PrometheusRules", {
    groups: [
      { rules: [{ alert: "A", expr: "vault:unsealed:min < 1" }] },
      { rules: [{ record: "vault:unsealed:min", expr: "min(vault_core_unsealed)" }] },
    ],
  });
  expect(alertOf("sealed", rules).isTold).toBe(true);
});

test.each([
  ["expression", { spec: { groups: [{ rules: [{ alert: "A", expr: unknownMark }] }] } }],
  ["rule", { spec: { groups: [{ rules: [unknownMark] }] } }],
  ["group", { spec: { groups: [unknownMark] } }],
  ["object", { spec: unknownMark }],
])("an %s that is not known could be any alert", (_, props) => {
  const rules = rulesOf("kubernetes:monitoring.coreos.com/v1:PrometheusRule", props);
  expect(alertOf("sealed", rules).isTold).toMatchObject({ kind: "unknown" });
});
