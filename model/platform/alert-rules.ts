import { parse, YAMLParseError } from "yaml";
import { prometheusRulesType } from "../file-types";
import { readValue } from "../read";
import type { Resource } from "../resource";
import { asList, asText } from "../scalars";
import { readSecret } from "../secret";
import { foreignTexts } from "../server/embedded";
import { keysOf } from "../server/kubernetes-data";
import { subjectOf } from "../subject";
import { asUnknown, field, isAbsent, isFields, isList, known, unknown, type Value } from "../value";
import { kindOf, manifestsIn } from "./manifests";
import type { Script } from "./scripts";

/** One rule of Prometheus's: an alert, or an expression that is recorded under a name. */
export interface PrometheusRule {
  /** What declares it. */
  readonly resource: Resource;
  /** The name of the series that it records; undefined for an alert. */
  readonly records: Value<string | undefined> | undefined;
  readonly expression: Script;
}

/**
 * The rules for Prometheus in a stack: the operator's objects (VictoriaMetrics's too), files of rules, also inside a ConfigMap or
 * another service's text, and those in the values of a chart. What could be a rule and is not known counts as one.
 */
export function prometheusRulesIn(resources: readonly Resource[]): PrometheusRule[] {
  const manifests = manifestsIn(resources);
  const others = resources.filter((resource) => !manifests.includes(resource));
  return [...manifests, ...others].flatMap((resource) =>
    groupListsOf(resource).flatMap((groups) => rulesIn(groups).map((rule) => ({ resource, ...rule }))),
  );
}

function groupListsOf(resource: Resource): Value[] {
  if (resource.type === prometheusRulesType) return [field(resource.inputs, "groups")];
  switch (kindOf(resource)) {
    case "PrometheusRule":
    case "VMRule":
      return [field(resource.inputs, "spec", "groups")];
    case "ConfigMap":
      return [...keysOf(resource)].flatMap(([key, text]) => inText(asText(text), `${subjectOf(resource)} ${key}`));
    case undefined:
      return foreignTexts(resource).flatMap((text) => inText(asText(text), ""));
    default:
      return resource.type.startsWith("kubernetes:helm") ? [...groupsWithin(field(resource.inputs, "values"))] : [];
  }
}

/** Everything called `groups` in a chart's values: charts of Prometheus have it at several places. */
function* groupsWithin(value: Value): Generator<Value> {
  if (value.kind === "unknown" && value.place.path.some((step) => /^values$|rule|alert/iu.test(String(step))))
    yield value;
  if (value.kind !== "known") return;
  if (isList(value.value)) for (const item of value.value) yield* groupsWithin(item);
  if (!isFields(value.value)) return;
  for (const [name, member] of value.value) {
    if (name === "groups") yield member;
    else yield* groupsWithin(member);
  }
}

function inText(text: Script, name: string): Value[] {
  if (text.kind === "unknown") return /rule|alert|prometheus/iu.test(name) ? [text] : [];
  const read = (yaml: string) => (/\bgroups\b/u.test(yaml) && /\bexpr\b/u.test(yaml) ? [parseGroups(yaml, text)] : []);
  return text.kind === "secret" ? readSecret(text, read) : read(text.value ?? "");
}

function parseGroups(yaml: string, { place, kind }: Script): Value {
  try {
    return field(readValue(parse(yaml), place, { secret: kind === "secret" }), "groups");
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    return unknown("cannot be read: it is not valid YAML", place);
  }
}

type Read = Omit<PrometheusRule, "resource">;

function rulesIn(groups: Value): Read[] {
  const list = asList(groups);
  if (list.kind !== "known") return [asAlert(list)];
  return list.value.flatMap((group) => {
    const rules = asList(field(group, "rules"));
    return rules.kind === "known" ? rules.value.map(readRule) : [asAlert(rules)];
  });
}

function asAlert(value: Value<unknown>): Read {
  return { records: undefined, expression: asUnknown(value, "is a secret text") };
}

function readRule(rule: Value): Read {
  const record = asText(field(rule, "record"));
  const expression = asText(field(rule, "expr"));
  return { records: isAbsent(record) ? undefined : record, expression: withoutComments(expression) };
}

function withoutComments(expression: Script): Script {
  return expression.kind === "known" ? known(expression.value?.replace(/#.*$/gmu, ""), expression.place) : expression;
}
