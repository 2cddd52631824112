import { z } from "zod";
import type { Resource } from "../../../model/resource";
import { telemetryOf, type Telemetry } from "../../../model/server/telemetry";
import type { Unknown, Value } from "../../../model/value";
import { duration } from "../../duration";
import { demand, notEvaluated, violation, type Outcome, type Requirement } from "../../outcome";
import { defineRule } from "../../rule";
import { inTheirTerms } from "../../terms";
import { examples } from "./telemetry-on.examples";

export default defineRule({
  id: "telemetry-on",
  family: "server",
  title: "Servers tell their metrics, and long enough for an alert to see them",
  severity: "medium",
  blocks: "outside dev",
  sources: [
    { title: "Vault production checklist", section: "Telemetry" },
    { title: "Vault in Kubernetes", section: "Monitoring and Logging" },
    { title: "Vault Security", section: "Monitor Vault Metrics" },
  ],
  // vault_core_unsealed is measured while a server is unsealed only, and once when it starts or is sealed (vault/core_metrics.go, core.go).
  rationale:
    "Without telemetry nobody hears of a sealed server, of a lost leader or of an audit device that fails. A sealed server " +
    "measures nothing: what it last said is all that an alert has, and Prometheus is told of it no longer than the retention " +
    "time. With the 30s of many examples the alert for a sealed server goes out by itself.",
  remediation: 'add telemetry { prometheus_retention_time = "24h", disable_hostname = true }',
  config: z.object({
    shortestRetention: z
      .number()
      .int()
      .min(1)
      .default(3600)
      .meta({ stricter: "higher" })
      .describe("the shortest time in seconds for which Prometheus is told of a metric after it was last measured"),
  }),
  kind: "resource",
  check: (resource, { shortestRetention }) => {
    const { blocks, missing, open } = telemetryOf(resource);
    return [
      ...open.map((settings) => notEvaluated(settings, told)),
      ...(missing === undefined ? [] : [violation(missing, { ...told, ...fixOf(resource, missing, addBlock) })]),
      ...blocks.flatMap((block) => judgeBlock(resource, block, shortestRetention)),
    ];
  },
  examples,
});

const told = { must: "tell its metrics" };
const plainNames = { must: "keep the server's name out of the metrics' names, which alerts do not know" };

/** One service alone never gets the server's name; Prometheus beside another does (SetupTelemetry). */
function judgeBlock(resource: Resource, telemetry: Telemetry, shortest: number): Outcome[] {
  const { prometheusRetention: retention, disableHostname, sentTo } = telemetry;
  const sent = isSent(sentTo);
  const retained: Requirement = {
    must: `tell Prometheus of a metric for at least ${duration(shortest)}`,
    ...fixOf(resource, retention, (style) => style("prometheus_retention_time", `"${duration(shortest)}"`)),
  };
  const isLong = { known: (seconds: number) => seconds >= shortest, secret: () => false };
  const named = { ...plainNames, ...fixOf(resource, disableHostname, (style) => style("disable_hostname", "true")) };
  const isPlain = { known: (isOff: boolean | undefined) => isOff === true, secret: () => false };
  const forPrometheus = demand(retention, retained, isLong).map((outcome) => ({ ...outcome, ...inUnits(retention) }));
  const besideAnother = isZero(retention) ? [] : demand(disableHostname, named, isPlain);
  if (sent === false) return forPrometheus;
  if (sent === true) return onlyWith(retention, besideAnother, named);
  return forPrometheus.length + besideAnother.length === 0 ? [] : [notEvaluated(sent, told)];
}

/** Without Prometheus it would not matter. */
function onlyWith(retention: Value<number>, outcomes: readonly Outcome[], requirement: Requirement): Outcome[] {
  return outcomes.map((outcome) => (retention.kind === "known" ? outcome : notEvaluated(retention, requirement)));
}

/** Whether metrics are sent to any service. */
function isSent(sentTo: Telemetry["sentTo"]): boolean | Unknown {
  const isGiven = sentTo.some((target) =>
    target.kind === "secret" ? !target.isEmpty() : target.kind === "known" && (target.value ?? "") !== "",
  );
  return isGiven || (sentTo.find((target) => target.kind === "unknown") ?? false);
}

function inUnits(retention: Value<number>): { found?: string } {
  return retention.kind === "known" && retention.value > 0 ? { found: duration(retention.value) } : {};
}

function isZero(retention: Value<number>): boolean {
  return retention.kind === "known" && retention.value === 0;
}

type Style = (name: string, value: string) => string;

function addBlock(style: Style): string {
  return `telemetry { ${style("prometheus_retention_time", '"24h"')}, ${style("disable_hostname", "true")} }`;
}

function fixOf(resource: Resource, value: Value<unknown>, write: (style: Style) => string): { fix?: string } {
  const hcl = `set ${write((name, setting) => `${name} = ${setting}`)}`;
  const camelCase = (name: string) => name.replace(/_(\w)/gu, (_, letter: string) => letter.toUpperCase());
  const pulumi = `set ${write((name, setting) => `${camelCase(name)}: ${setting}`)}`;
  const fix = inTheirTerms(resource, value, { hcl, helm: `${hcl} in the server's config`, pulumi });
  return fix === undefined ? {} : { fix };
}
