import { quote } from "../../hcl/quote";
import { parseHcl } from "../../hcl/parse";
import type { Item, ObjectValue, Place, Value } from "../../hcl/syntax";
import type { Problem } from "../../problem/problem";
import { pathDefect } from "./dead-path";
import type { Policy, Stanza } from "./policy";
import { isSamePattern } from "./same-pattern";
import { goLowerCase } from "./stanza";
import { storedText } from "./stored-text";

/** What a text says to no effect, or to another than it seems. */
export interface Unheeded extends Omit<Problem, "subject" | "place"> {
  readonly place: Place;
}

/**
 * What Vault accepts in a policy's text and does not heed, or heeds otherwise than it reads.
 *
 * @param text that `parsePolicy` accepts as `policy`
 */
export function unheeded(text: string, policy: Policy): Unheeded[] {
  const found = [
    ...parseHcl(storedText(text)).items.flatMap((item) =>
      item.keys[0].text === "path" ? inItem(item) : [asName(item)],
    ),
    ...policy.stanzas.flatMap((stanza) => [...inStanza(stanza), ...deniedElsewhere(stanza, policy)]),
  ];
  return found.sort(({ place: left }, { place: right }) => left.line - right.line || left.column - right.column);
}

function asName({ keys: [key], place }: Item): Unheeded {
  return {
    place,
    must: "have its name only where it is written to",
    found: key.text,
    fix: "remove it: Vault takes the name from the request",
  };
}

function inItem({ keys, value, place }: Item): Unheeded[] {
  const [, label, ...more] = keys;
  const path = `path ${quote(label?.text ?? "path")}`;
  const unnamed = { place, must: "name its path: without, it is the path that is called path", found: "path { ... }" };
  return [
    ...(label === undefined ? [unnamed] : []),
    ...more.map((extra) => ({ place: extra.place, path, must: "name one path", found: quote(extra.text) })),
    ...(value.kind === "object" ? [...besideDeny(path, value), ...namedTwice(path, value)] : []),
  ];
}

/** Behind a deny Vault reads no further, and what stands before it counts no more (vault/policy.go, parsePaths). */
function besideDeny(path: string, stanza: ObjectValue): Unheeded[] {
  const words = valuesOf(stanza, "capabilities").flatMap((list) => (list.kind === "list" ? list.items : []));
  const all = [...words, ...valuesOf(stanza, "policy")].flatMap((word) => (word.kind === "string" ? [word] : []));
  if (!all.some(({ text }) => text === "deny")) return [];
  const settings = stanza.items.map(({ keys: [key] }) => key).filter(({ text }) => !besideAnything.has(text));
  return [
    ...all.filter(({ text }) => text !== "deny").map(({ text, place }) => ({ place, found: quote(text) })),
    ...settings.map(({ text, place }) => ({ place, found: text })),
  ].map((each) => ({ path, must: "have nothing beside deny: Vault drops the rest of the stanza", ...each }));
}

const besideAnything: ReadonlySet<string> = new Set(["capabilities", "policy", "comment"]);

/** Vault lower-cases names, and of two that become one, Go's map keeps either. */
function namedTwice(path: string, stanza: ObjectValue): Unheeded[] {
  return ["allowed_parameters", "denied_parameters"].flatMap((setting) => {
    const keys = valuesOf(stanza, setting).flatMap((value) =>
      value.kind === "object" ? value.items.map((item) => item.keys[0]) : [],
    );
    const names = keys.map(({ text }) => goLowerCase(text));
    const repeated = keys.filter((_, index) => names.indexOf(names[index] ?? "") < index);
    return repeated.map(({ text, place }) => ({
      place,
      path: `${path} ${setting}`,
      must: "name each parameter once (Vault does not tell upper from lower case)",
      found: quote(text),
    }));
  });
}

function valuesOf(stanza: ObjectValue, name: string): Value[] {
  return stanza.items.filter(({ keys: [key] }) => key.text === name).map(({ value }) => value);
}

function inStanza({ path: written, capabilities, place }: Stanza): Unheeded[] {
  const path = `path ${quote(written)}`;
  const defect = pathDefect(written);
  const must = "have a capability: without any, Vault denies what the path matches";
  return [
    ...(defect === undefined ? [] : [{ place, path, ...defect }]),
    ...(capabilities.length > 0
      ? []
      : [{ place, path, must, found: "none", fix: 'write ["deny"] where that is meant' }]),
  ];
}

/** Vault merges what has the same pattern, and a deny in it is all that counts (vault/acl.go, NewACL). */
function deniedElsewhere(stanza: Stanza, { stanzas }: Policy): Unheeded[] {
  if (stanza.capabilities.includes("deny")) return [];
  const same = stanzas.filter(({ pattern }) => isSamePattern(pattern, stanza.pattern));
  if (!same.some(({ capabilities }) => capabilities.includes("deny"))) return [];
  return [
    {
      place: stanza.place,
      path: `path ${quote(stanza.path)}`,
      must: "not be denied by another stanza for the same path, which then counts alone",
      found: stanza.capabilities.map((capability) => quote(capability)).join(", "),
      fix: "remove one of the two",
    },
  ];
}
