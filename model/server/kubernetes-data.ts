import { readValue } from "../read";
import { readSecret, secret } from "../secret";
import { input, type Resource } from "../resource";
import { subjectOf } from "../subject";
import { isFields, map, unknown, type Value } from "../value";
import { readConfigurationText } from "./text";

/** The configurations that stand in a ConfigMap or a Secret: one per key that holds one, plain or in base64. */
export function readKubernetesData(resource: Resource): Value[] {
  return [...keysOf(resource)].flatMap(([key, text]) => {
    if (text.kind === "unknown") return namesConfiguration(key, resource) ? [text] : [];
    return readConfigurationText(text) ?? [];
  });
}

/** Every key of a ConfigMap or a Secret with its text; a part that is not known as a whole has the empty key. */
export function* keysOf(resource: Resource): Generator<[string, Value]> {
  const inBase64 = resource.type.includes(":Secret") ? "data" : "binaryData";
  for (const name of ["data", "stringData", "binaryData"]) {
    const values = input(resource, name);
    if (values.kind === "unknown") yield ["", values];
    if (values.kind !== "known" || !isFields(values.value)) continue;
    for (const [key, value] of values.value) yield [key, name === inBase64 ? fromBase64(value) : value];
  }
}

function fromBase64(value: Value): Value {
  const decode = (text: string) => Buffer.from(text, "base64").toString("utf8");
  if (value.kind === "secret") return readSecret(value, (text) => secret(decode(text), value.place));
  return map(value, (content, place) =>
    typeof content === "string" ? readValue(decode(content), place) : unknown("is not a text", place),
  );
}

/** Whether a text that is not known yet is to be taken for a configuration of Vault's, by the names around it. */
function namesConfiguration(key: string, resource: Resource): boolean {
  return /\.hcl$/iu.test(key) || /vault/iu.test(`${key} ${subjectOf(resource)} ${resource.name}`);
}
