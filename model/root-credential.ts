import { assignmentsIn, type NamedValue } from "./assignments";
import { partsOf } from "./named-values";
import { vaultProviderType, type Resource } from "./resource";
import { tokenLook } from "./secret-text";
import { known, map, type Value } from "./value";

/** Something that opens a Vault, kept where a program keeps its settings. */
export interface StoredCredential {
  readonly what: "a Vault token" | "a root token" | "an unseal or recovery key";
  /** Known true where one stands. */
  readonly stored: Value<boolean>;
}

/**
 * Every token of Vault's, by its look or its name, and every key share, by its name, that stands in a resource. What a provider of
 * Vault's logs in with is left out: the rule `no-static-token` judges it.
 */
export function storedCredentialsOf(resource: Resource): StoredCredential[] {
  return resource.type === vaultProviderType ? [] : partsOf(resource).flatMap(credentialsIn);
}

function credentialsIn(part: NamedValue): StoredCredential[] {
  const named = [part, ...assignmentsIn(part.value, (name) => whatIs(name) !== undefined)].flatMap(byName);
  const keys = [...named, ...inCommand(part.value)].filter(({ stored }) => stored.kind !== "known" || stored.value);
  return keys.length > 0 ? keys : byLook(part.value);
}

/** Without case and punctuation; with the words of `vault operator init` (command/operator_init.go) and of the server's flags. */
const names: readonly (readonly [RegExp, StoredCredential["what"]])[] = [
  [/^(?:vault)?(?:initial|dev)?roottoken(?:id)?$/u, "a root token"],
  [/^vaulttoken$/u, "a Vault token"],
  [/^(?:vault)?(?:unseal|recovery)keys?(?:b64|base64|hex)?\d*$/u, "an unseal or recovery key"],
];

function whatIs(name: string): StoredCredential["what"] | undefined {
  const words = name
    .slice(name.lastIndexOf("/") + 1)
    .replace(/[^A-Za-z0-9]/gu, "")
    .toLowerCase();
  return names.find(([pattern]) => pattern.test(words))?.[1];
}

function byName({ name, value }: NamedValue): StoredCredential[] {
  const what = whatIs(name);
  return what === undefined ? [] : [{ what, stored: isLiteral(value) }];
}

/**
 * What stands for a value that comes from elsewhere: a variable, a template, a file, another store's address (`vault:...`, `ref+...`),
 * asterisks; or what is a setting of that name.
 */
const placeholder = /^\s*(?:$|[${<%(]|~?\.{0,2}\/|[a-z][a-z\d+.-]*:|\*+$|(?:true|false|null|none|\d{1,4})$)/iu;

function isLiteral(value: Value): Value<boolean> {
  if (value.kind === "secret") return known(!value.matches(placeholder), value.place);
  return map(value, (content, place) => known(typeof content === "string" && !placeholder.test(content), place));
}

/** `vault operator unseal KEY`: a share is 33 bytes, in base64 or hexadecimal. */
const unsealing = /\boperator\s+unseal\s+(?:-\S+\s+)*[A-Za-z0-9+/]{40,}={0,2}(?![^\s;&|"'`)])/u;

function inCommand(text: Value): StoredCredential[] {
  return holds(text, unsealing) ? [{ what: "an unseal or recovery key", stored: known(true, text.place) }] : [];
}

function byLook(text: Value): StoredCredential[] {
  return holds(text, tokenLook) ? [{ what: "a Vault token", stored: known(true, text.place) }] : [];
}

function holds(text: Value, pattern: RegExp): boolean {
  if (text.kind === "secret") return text.matches(pattern);
  return text.kind === "known" && typeof text.value === "string" && pattern.test(text.value);
}
