import { parse, YAMLParseError } from "yaml";
import { readValue } from "../read";
import { readSecret } from "../secret";
import { unknown, type Value } from "../value";

/** What a value says that is an object, or a text of YAML. */
export function readYaml(value: Value, read: typeof parseYaml = parseYaml): Value {
  if (value.kind === "secret") return readSecret(value, (text) => read(text, value, true));
  return value.kind === "known" && typeof value.value === "string" ? read(value.value, value, false) : value;
}

/** What a YAML text in a value says. */
export function parseYaml(text: string, { place }: Value, isSecret: boolean): Value {
  try {
    return readValue(parse(text), place, { secret: isSecret });
  } catch (error) {
    // An alias that explodes or refers to nothing is a ReferenceError in this library.
    if (!(error instanceof YAMLParseError || error instanceof ReferenceError)) throw error;
    return unknown("cannot be read: it is not valid YAML", place);
  }
}
