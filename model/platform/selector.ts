import { allOf, anyOf, isNot, isOpen as isUndecided, type Certainty } from "../certainty";
import { asList, asText } from "../scalars";
import { areSame } from "../partly-known";
import { field, isAbsent, isFields, known, unknown, type Unknown, type Value } from "../value";

/** Whether something is selected: certainly, certainly not, or decided by a value that is not known. */
export type Selected = Certainty;

/**
 * Whether a label selector (`matchLabels`, `matchExpressions`) selects pods with these labels. An empty selector selects all of
 * them; one that is not given selects what its owner says (Kubernetes API, LabelSelector).
 */
export function selects(selector: Value, labels: Value): Selected {
  if (selector.kind !== "known") return asOpen(selector);
  const requirements = [
    ...requirementsOf(field(selector, "matchLabels"), labels),
    ...expressionsOf(field(selector, "matchExpressions"), labels),
  ];
  return allOf(requirements);
}

/** Whether a Service's plain map of labels selects pods with these labels. One that is empty or not given selects none. */
export function selectsByMap(selector: Value, labels: Value): Selected {
  if (selector.kind !== "known") return asOpen(selector);
  if (!isFields(selector.value) || selector.value.size === 0) return false;
  return allOf(requirementsOf(selector, labels));
}

function requirementsOf(wanted: Value, labels: Value): Selected[] {
  if (wanted.kind !== "known") return [asOpen(wanted)];
  if (!isFields(wanted.value)) return [];
  return [...wanted.value].map(([name, value]) => areEqual(asText(value), asText(field(labels, name))));
}

function expressionsOf(expressions: Value, labels: Value): Selected[] {
  const list = asList(expressions);
  if (list.kind !== "known") return [asOpen(list)];
  return list.value.map((expression) => {
    const key = asText(field(expression, "key"));
    const operator = asText(field(expression, "operator"));
    const values = asList(field(expression, "values"));
    if (key.kind !== "known") return asOpen(key);
    if (operator.kind !== "known") return asOpen(operator);
    if (values.kind !== "known") return asOpen(values);
    return isMatched(operator.value ?? "", field(labels, key.value ?? ""), values.value.map(asText));
  });
}

function isMatched(operator: string, label: Value, values: readonly Value<string | undefined>[]): Selected {
  if (label.kind !== "known") return asOpen(label);
  switch (operator) {
    case "Exists":
      return !isAbsent(label);
    case "DoesNotExist":
      return isAbsent(label);
    case "In":
      return anyOf(values.map((value) => areEqual(value, asText(label))));
    case "NotIn":
      return isNot(anyOf(values.map((value) => areEqual(value, asText(label)))));
    default:
      return unknown("has an operator that Kubernetes does not have", label.place);
  }
}

/**
 * Whether two texts are certainly the same, certainly not, or not known. One and the same value is the same as itself, also where
 * it is not known yet: such is the name of a release in all that its chart makes.
 */
export function areEqual(left: Value<string | undefined>, right: Value<string | undefined>): Selected {
  if (left === right) return left.kind !== "known" || left.value !== undefined;
  if (left.kind === "unknown") return areSame(left, right);
  if (right.kind === "unknown") return areSame(right, left);
  if (left.kind !== "known") return asOpen(left);
  if (right.kind !== "known") return asOpen(right);
  return right.value !== undefined && left.value === right.value;
}

export function isOpen(selected: Selected): selected is Unknown {
  return isUndecided(selected);
}

function asOpen(value: Value<unknown>): Unknown {
  return value.kind === "unknown" ? value : unknown("is no selector that can be read", value.place);
}

/** The labels of pods, or of a namespace; none where nothing is given. */
export function labelsOf(metadata: Value): Value {
  const labels = field(metadata, "labels");
  return isAbsent(labels) ? known(new Map(), labels.place) : labels;
}
