import type { NamedValue } from "./assignments";
import type { Place } from "./place";
import { isFields, isList, type Fields, type Value } from "./value";

/**
 * Where a tree names a key of a Kubernetes Secret, rather than hold what is in it: `secretKey` beside the `secretName` that it belongs
 * to, as in the official chart's `extraSecretEnvironmentVars`, or beside the `remoteRef` of an ExternalSecret.
 */
export function keysOfSecretsIn(tree: Value): Place[] {
  if (tree.kind !== "known") return [];
  if (isList(tree.value)) return tree.value.flatMap(keysOfSecretsIn);
  const fields = tree.value;
  if (!isFields(fields)) return [];
  return [...fields].flatMap(([name, member]) => [
    ...(isBesideSecret(name, fields) ? [member.place] : []),
    ...keysOfSecretsIn(member),
  ]);
}

function isBesideSecret(name: string, fields: Fields): boolean {
  const prefix = /^(?<prefix>.*)secretkey$/u.exec(plain(name))?.groups?.["prefix"];
  if (prefix === undefined) return false;
  const beside = prefix === "" ? namesOfSecrets : [`${prefix}secret`, `${prefix}secretname`];
  return [...fields].some(([other, value]) => beside.includes(plain(other)) && isGiven(value));
}

/** `secret` alone, and `existingSecret`, often stand beside a `secretKey` that is one. */
const namesOfSecrets = ["secretname", "secretref", "remoteref", "sourceref"];

function plain(name: string): string {
  return name.replace(/[^A-Za-z0-9]/gu, "").toLowerCase();
}

/** Where no Secret is named, the key is not one's. */
function isGiven(value: Value): boolean {
  return value.kind !== "known" || (value.value !== undefined && value.value !== "");
}

/**
 * Whether a name and its value by themselves say so, also in a text: what is called after an existing Secret, and a `secretKey` that is
 * itself called like a variable with a credential, `AWS_SECRET_ACCESS_KEY`.
 */
export function isKeyOfSecret({ name, value }: NamedValue): boolean {
  const called = plain(name);
  if (/existingsecretkey$/u.test(called)) return true;
  return /secretkey$/u.test(called) && matches(value, variableWithCredential);
}

const variableWithCredential = /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)*_(?:KEY|PASS|PASSWD|PASSWORD|SECRET|TOKEN)$/u;

function matches(value: Value, pattern: RegExp): boolean {
  if (value.kind === "secret") return value.matches(pattern);
  return value.kind === "known" && typeof value.value === "string" && pattern.test(value.value);
}
