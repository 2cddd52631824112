import { anyOf, type Certainty } from "../../certainty";
import { isFields, isList, type Content, type Value } from "../../value";

/** Conditions as the chart's templates ask them. */

/** `eq (.Values.x | toString) "true"`: the chart compares most of its switches as texts. */
export function isOn(value: Value): Certainty {
  return hasText(value, "true");
}

/** `or (eq ... "true") (and (eq ... "-") ...)`: a switch that follows another one by default. */
export function hasText(value: Value, text: string): Certainty {
  if (value.kind === "secret") return value.is(text);
  return value.kind === "unknown" ? value : typeof value.value !== "object" && String(value.value) === text;
}

/** `if .Values.x`: false, 0, nothing, and empty texts, lists and objects are false in Go's templates. */
export function isTrue(value: Value): Certainty {
  if (value.kind === "secret") return !value.isEmpty();
  return value.kind === "unknown" ? value : isTrueContent(value.value);
}

function isTrueContent(content: Content | undefined): boolean {
  if (isList(content)) return content.length > 0;
  return isFields(content) ? content.size > 0 : Boolean(content);
}

export function isAnyTrue(...values: readonly Value[]): Certainty {
  return anyOf(values.map(isTrue));
}
