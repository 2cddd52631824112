import { quote } from "../../hcl/quote";
import { nearest } from "../../problem/suggestion";
import type { Text } from "./decode";
import { capabilities, type Capability } from "./policy";
import type { Findings } from "./problem";

/** The old shorthand `policy = "..."`: what it adds to the capabilities. */
const shorthands: ReadonlyMap<string, readonly Capability[]> = new Map([
  ["read", ["read", "list"]],
  ["write", ["create", "read", "update", "delete", "list"]],
  ["sudo", ["create", "read", "update", "delete", "list", "sudo"]],
]);

/**
 * What a stanza's `policy` and `capabilities` come to. They are read from left to right up to a deny, which stands alone:
 * `["deny", "banana"]` is fine, `["banana", "deny"]` is not.
 *
 * @returns `all` as Vault compares a control group's with them; `reachesRest` is false behind a deny.
 */
export function grantedCapabilities(
  path: string,
  policy: Text | undefined,
  declared: readonly Text[],
  findings: Findings,
): { readonly capabilities: readonly Capability[]; readonly all: readonly string[]; readonly reachesRest: boolean } {
  const shorthand = policy === undefined || policy.text === "" ? [] : expand(path, policy, findings);
  const words = shorthand.includes("deny")
    ? []
    : [...declared, ...shorthand.map((text) => ({ text, place: policy?.place ?? { line: 1, column: 1 } }))];
  const granted = new Set<Capability>(shorthand.includes("deny") ? ["deny"] : []);
  for (const word of words) {
    const capability = capabilities.find((known) => known === word.text);
    if (capability === undefined) refuse(path, word, findings);
    else granted.add(capability);
    if (capability === "deny") break;
  }
  if (granted.has("deny")) return { capabilities: ["deny"], all: ["deny"], reachesRest: false };
  return {
    capabilities: capabilities.filter((capability) => granted.has(capability)),
    all: words.map(({ text }) => text),
    reachesRest: true,
  };
}

function expand(path: string, policy: Text, findings: Findings): readonly Capability[] {
  if (policy.text === "deny") return ["deny"];
  const shorthand = shorthands.get(policy.text);
  if (shorthand !== undefined) return shorthand;
  findings.add(policy.place, {
    path: `path ${quote(path)} policy`,
    must: "be deny, read, write or sudo",
    found: quote(policy.text),
    fix: "write capabilities = [...]; policy is its old form",
    vault: `path ${quote(path)}: invalid policy ${quote(policy.text)}`,
  });
  return [];
}

function refuse(path: string, word: Text, findings: Findings): void {
  const meant = meantBy(word.text);
  findings.add(word.place, {
    path: `path ${quote(path)} capabilities`,
    must: `be one of ${capabilities.join(", ")}`,
    found: quote(word.text),
    ...(meant === undefined ? {} : { fix: meant }),
    vault: `path ${quote(path)}: invalid capability ${quote(word.text)}`,
  });
}

function meantBy(word: string): string | undefined {
  if (word === "write") return 'write "create", "update"';
  if (word === "root") return 'there is no such capability; "sudo" opens root-protected paths';
  const meant = nearest(word.trim(), capabilities);
  return meant === undefined ? undefined : `write ${quote(meant)}`;
}
