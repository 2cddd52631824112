import { asList, asText } from "../scalars";
import { readSecret, secret } from "../secret";
import { isFields, known, map, type Value } from "../value";

/**
 * The options of an audit device or a mount, which Vault takes as an object, or as texts such as `log_raw=true`
 * (sdk/framework/field_data.go, TypeKVPairs).
 */
export function asPairs(options: Value): Value {
  if (options.kind === "known" && (options.value === undefined || isFields(options.value))) return options;
  const texts = asList(options.kind === "secret" ? known([options], options.place) : options);
  return map(texts, (items, place) => {
    // One that is not known can set any option.
    const unknownText = items.find(({ kind }) => kind === "unknown");
    return unknownText ?? known(new Map(items.flatMap(pairIn)), place);
  });
}

function pairIn(item: Value): [string, Value][] {
  const text = asText(item);
  if (text.kind === "unknown") return [];
  if (text.kind === "secret") {
    return readSecret(text, (pair) => split(pair, (value) => secret(value, text.place, text.because)));
  }
  return split(text.value ?? "", (value) => known(value, text.place));
}

function split(pair: string, toValue: (text: string) => Value): [string, Value][] {
  const equals = pair.indexOf("=");
  return equals <= 0 ? [] : [[pair.slice(0, equals), toValue(pair.slice(equals + 1))]];
}
