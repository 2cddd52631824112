import { isFields, isList, known, unknown, type Unknown, type Value } from "../value";
import { parseYaml, readYaml } from "./yaml-text";

/** What the generators of an ApplicationSet fill in (Argo CD documentation, Generators and Go Template). */
const placeholder = /\{\{.*?\}\}/gsu;
/** What chooses or repeats lines: which of them are there is not known. */
const directive = /\{\{-?\s*(?:if|else|end|range|with|define|block|template|include)\b/u;

/** The value with every text that has a placeholder in it not known. */
export function withoutPlaceholders<T extends Value | Value<string | undefined>>(value: T): T | Unknown;
export function withoutPlaceholders(value: Value): Value {
  return withoutTexts(value, "{{");
}

/** What a text of YAML says that has placeholders in it; of an object, the same as above. */
export function generatedYaml(value: Value): Value {
  if (value.kind === "known" && typeof value.value !== "string") return withoutPlaceholders(value);
  return readYaml(value, (text, at, isSecret) =>
    directive.test(text) ? generated(at) : withoutTexts(parseYaml(text.replace(placeholder, mark), at, isSecret), mark),
  );
}

/** Stands for a placeholder while the YAML is read. */
const mark = "strongroom-generated";

function withoutTexts(value: Value, part: string): Value {
  if (value.kind !== "known") return value;
  const { value: content, place } = value;
  if (typeof content === "string") return content.includes(part) ? generated(value) : value;
  if (isList(content))
    return known(
      content.map((item) => withoutTexts(item, part)),
      place,
    );
  if (!isFields(content)) return value;
  return known(new Map([...content].map(([name, member]) => [name, withoutTexts(member, part)])), place);
}

function generated({ place }: Value): Unknown {
  return unknown("is filled in by the set's generators", place);
}
