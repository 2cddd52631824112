import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { pathDefect } from "../../../access/policy/dead-path";
import { parsePolicy } from "../../../access/policy/parse";
import { unheeded } from "../../../access/policy/unheeded";
import { accepted } from "./cases";

/** Line and requirement of everything that is not heeded. */
function found(text: string): string[] {
  const { policy } = parsePolicy(text);
  if (policy === undefined) throw new Error("Vault would refuse this text");
  return unheeded(text, policy).map(({ place, must }) => `${place.line}: ${must}`);
}

test.each([
  ["a name", 'name = "api"\npath "a" { capabilities = ["read"] }', ["1: have its name only where it is written to"]],
  ["a second label", 'path "a" "b" { capabilities = ["read"] }', ["1: name one path"]],
  ["no label", 'path { capabilities = ["read"] }', ["1: name its path: without, it is the path that is called path"]],
  [
    "words and settings beside deny",
    'path "a" {\n  capabilities = ["read",\n    "deny", "banana"]\n  min_wrapping_ttl = "never"\n}',
    [2, 3, 4].map((line) => `${line}: have nothing beside deny: Vault drops the rest of the stanza`),
  ],
  [
    "capabilities beside the shorthand for deny",
    'path "a" {\n  policy = "deny"\n  capabilities = ["read"]\n}',
    ["3: have nothing beside deny: Vault drops the rest of the stanza"],
  ],
  [
    "no capabilities",
    'path "a" { capabilities = [] }',
    ["1: have a capability: without any, Vault denies what the path matches"],
  ],
  [
    "two names for one parameter",
    'path "a" {\n  capabilities = ["update"]\n  denied_parameters = {\n    "ttl" = []\n    "TTL" = ["1h"]\n  }\n}',
    ["5: name each parameter once (Vault does not tell upper from lower case)"],
  ],
  [
    "what a stanza for the same path denies",
    'path "/a" { capabilities = ["read"] }\npath "a" { capabilities = ["deny"] }\npath "a*" { capabilities = ["read"] }',
    ["1: not be denied by another stanza for the same path, which then counts alone"],
  ],
  ["nothing in a comment", "# nobody may do anything\n", []],
  [
    "nothing in stanzas that add to each other",
    'path "a" { capabilities = ["read"] }\npath "a" { policy = "write" }',
    [],
  ],
])("not heeded: %s", (_name, text, expected) => expect(found(text)).toEqual(expected));

const literal = "have a * only at its end: anywhere else it stands for itself";
const plus = "have + only as a whole segment: at the beginning of a longer one it stands for itself";
const selector = "have only selectors that Vault can fill in: it drops the stanza otherwise";
const slashes = "have a path that a request can have";

test.each([
  ["secret/*/config", literal],
  ["secret/**", literal],
  ["secret/+/*/x", literal],
  ["*/config", literal],
  ["secret/+foo", plus],
  ["+foo/bar", plus],
  ["", "have a path"],
  ["/", "have a path"],
  ["//secret", slashes],
  ["secret//app", slashes],
  ["v1/secret/app", "have a path as Vault names it, without the API's version"],
  ["secret/{{identity.entity.names}}", selector],
  ["secret/{{identity.entity.groups.names}}", selector],
  ["secret/{{ Identity.entity.id }}", selector],
  ["secret/{{identity.groups.names.ops}}", selector],
  ["secret/{{time.now.after.1h}}", selector],
  ["secret/{{identity.entity.id}}/{{user}}", selector],
])("the path %j has a defect", (written, must) => expect(pathDefect(written)?.must).toBe(must));

test.each([
  "*",
  "+",
  "+/*",
  "secret/*",
  "secret/a*",
  "secret/+/*",
  "secret/user+tag",
  "/secret/app",
  "secret/metadata/",
  "secret/{{identity.entity.id}}",
  "secret/{{ identity.entity.metadata.team.name }}/*",
  "secret/{{identity.entity.aliases.auth_oidc_1a2b.custom_metadata.a//b}}",
  "secret/{{identity.groups.ids.1234.name}}",
  "secret/{{identity.groups.names.ops.metadata.area}}",
  "secret/{{time.now.plus.1h30m}}",
])("the path %j has none", (written) => expect(pathDefect(written)).toBeUndefined());

const folder = path.join(__dirname, "../../../stacks/policies");

test.each(readdirSync(folder).filter((file) => file.endsWith(".hcl")))("everything in %s is heeded", (file) => {
  expect(found(readFileSync(path.join(folder, file), "utf8"))).toEqual([]);
});

test("whatever Vault accepts is read without failing", () => {
  const texts = fc.constantFrom(...accepted.map(([, text]) => text));
  fc.assert(
    fc.property(fc.array(texts, { maxLength: 4 }), (parts) => {
      const text = parts.filter((part) => !part.trimStart().startsWith("{")).join("\n");
      const { policy } = parsePolicy(text);
      if (policy !== undefined) unheeded(text, policy);
    }),
  );
});
