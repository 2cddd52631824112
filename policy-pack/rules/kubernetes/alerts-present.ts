import { z } from "zod";
import { isOpen } from "../../../model/certainty";
import { prometheusRulesIn, type PrometheusRule } from "../../../model/platform/alert-rules";
import { concernsVault } from "../../../model/platform/concern";
import { alertOf, type Befalling } from "../../../model/platform/vault-alerts";
import { subjectOf } from "../../../model/subject";
import { mustHaveWithServers } from "../../environment";
import { notEvaluated, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./alerts-present.examples";

const alerts = [
  "sealed",
  "no active node",
  "an audit device fails",
  "tokens surge",
  "the quorum is at risk",
  "a certificate runs out",
  "the last snapshot is old",
] as const satisfies readonly Befalling[];

export default defineRule({
  id: "alerts-present",
  family: "kubernetes",
  title: "Somebody is told when a Vault is sealed, leaderless or losing its log",
  severity: "medium",
  blocks: "nowhere",
  sources: [
    { title: "Vault in Kubernetes", section: "Monitoring and Logging" },
    { title: "Vault Security", section: "Alert on Security Events" },
  ],
  rationale:
    "A Vault that is sealed, has no leader or cannot write its audit log stops every application that needs a secret, and the " +
    "applications are the last to say why. Certificates and snapshots fail silently, on the day when they are needed.",
  remediation: "add a PrometheusRule with an alert for it",
  config: z.object({
    alerts: z
      .array(z.enum(alerts))
      .default([...alerts])
      .meta({ stricter: "more" })
      .describe("what must raise an alert"),
  }),
  kind: "stack",
  check: ({ resources }, config, environment) => {
    if (!mustHaveWithServers(environment, "server", resources) || !concernsVault(resources)) return [];
    const rules = prometheusRulesIn(resources);
    const outcomes = config.alerts.flatMap((befalling) => judge(befalling, rules));
    return environment.isScanned === true ? together(outcomes) : outcomes;
  },
  examples,
});

const conditions: Readonly<Record<(typeof alerts)[number], string>> = {
  sealed: "a server is sealed (vault_core_unsealed)",
  "no active node": "no node is active (vault_core_active)",
  "an audit device fails": "an audit device fails (vault_audit_log_request_failure)",
  "tokens surge": "tokens surge (vault_token_creation)",
  "the quorum is at risk": "the quorum is at risk (vault_autopilot_failure_tolerance)",
  "a certificate runs out": "a certificate runs out (certmanager_certificate_expiration_timestamp_seconds)",
  "the last snapshot is old": "the last snapshot is old (kube_cronjob_status_last_successful_time)",
};

const alerting = "raise an alert when";
const somewhere = {
  accept: "name the stack that has one in strongroom:responsible (server)",
  isMissing: true,
} as const;

function judge(befalling: (typeof alerts)[number], rules: readonly PrometheusRule[]): Outcome[] {
  const requirement = { must: `${alerting} ${conditions[befalling]}`, ...somewhere };
  const { isTold, by } = alertOf(befalling, rules);
  if (isOpen(isTold))
    return [notEvaluated(isTold, by === undefined ? requirement : { ...requirement, subject: subjectOf(by) })];
  return isTold ? [] : [{ verdict: "violation", path: "", ...requirement, found: "no such alert" }];
}

/** Whoever scans a Vault whose alerts are kept elsewhere wants to read that once. */
function together(outcomes: readonly Outcome[]): Outcome[] {
  const missing = outcomes.filter(({ verdict }) => verdict === "violation");
  const [first, ...others] = missing;
  if (first === undefined || others.length === 0) return [...outcomes];
  const list = missing.map(({ must }) => must.slice(alerting.length + 1).replace(/ \(\w+\)$/u, ""));
  const open = outcomes.filter(({ verdict }) => verdict !== "violation");
  return [{ ...first, must: `${alerting} ${list.join(", ")}`, found: "no such alerts" }, ...open];
}
