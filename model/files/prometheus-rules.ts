import { prometheusRulesType } from "../file-types";
import { resourceOf } from "./file-resource";
import { part, textAt, type Located } from "./located";
import type { Reading } from "./reading";

/** Whether a document is a file of Prometheus's rules: groups of alerts and recordings. */
export function isPrometheusRules(document: Located): boolean {
  const groups = [...(part(document, "groups")?.members.values() ?? [])];
  return groups.some((group) =>
    [...(part(group, "rules")?.members.values() ?? [])].some(
      (rule) => textAt(rule, "expr") !== undefined && (textAt(rule, "alert") ?? textAt(rule, "record")) !== undefined,
    ),
  );
}

export function readPrometheusRules(document: Located): Reading {
  const resource = resourceOf(document, prometheusRulesType, document.position.file);
  return { kind: "Prometheus rules", resources: [resource], problems: [] };
}
