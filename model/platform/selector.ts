import { asList, asText } from "../scalars";
import { field, isAbsent, isFields, known, unknown, type Unknown, type Value } from "../value";

/** Whether something is selected: certainly, certainly not, or decided by a value that is not known. */
export type Selected = boolean | Unknown;

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
  return all(requirements);
}

/** Whether a Service's plain map of labels selects pods with these labels. One that is empty or not given selects none. */
export function selectsByMap(selector: Value, labels: Value): Selected {
  if (selector.kind !== "known") return asOpen(selector);
  if (!isFields(selector.value) || selector.value.size === 0) return false;
  return all(requirementsOf(selector, labels));
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
      return any(values.map((value) => areEqual(value, asText(label))));
    case "NotIn":
      return not(any(values.map((value) => areEqual(value, asText(label)))));
    default:
      return unknown("has an operator that Kubernetes does not have", label.place);
  }
}

function areEqual(left: Value<string | undefined>, right: Value<string | undefined>): Selected {
  if (left.kind !== "known") return asOpen(left);
  if (right.kind !== "known") return asOpen(right);
  return right.value !== undefined && left.value === right.value;
}

function all(parts: readonly Selected[]): Selected {
  return parts.includes(false) ? false : (parts.find(isOpen) ?? true);
}

function any(parts: readonly Selected[]): Selected {
  return parts.includes(true) ? true : (parts.find(isOpen) ?? false);
}

function not(selected: Selected): Selected {
  return isOpen(selected) ? selected : !selected;
}

export function isOpen(selected: Selected): selected is Unknown {
  return typeof selected !== "boolean";
}

function asOpen(value: Value<unknown>): Unknown {
  return value.kind === "unknown" ? value : unknown("is no selector that can be read", value.place);
}

/** The labels of pods, or of a namespace; none where nothing is given. */
export function labelsOf(metadata: Value): Value {
  const labels = field(metadata, "labels");
  return isAbsent(labels) ? known(new Map(), labels.place) : labels;
}
