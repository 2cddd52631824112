import { printPlace } from "../../model/place";
import { namedValuesOf } from "../../model/named-values";
import { readResource } from "../../model/resource";
import { unknownMark } from "../../model/unknown-mark";

const wanted = new Set(["VAULT_SKIP_VERIFY", "skip", "tls-skip-verify", "keys"]);

function found(type: string, props: object) {
  const resource = readResource({ urn: "urn", type, name: "example", props });
  return namedValuesOf(resource, (name) => wanted.has(name)).map(({ name, value }) => {
    const text = value.kind === "known" && typeof value.value !== "object" ? String(value.value) : value.kind;
    return `${name} at ${printPlace(value.place)}: ${text}`;
  });
}

test.each([
  ["a field", { deep: [{ skip: true }] }, ["skip at deep[0].skip: true"]],
  ["a list", { keys: ["a", "b"] }, ["keys at keys[0]: a", "keys at keys[1]: b"]],
  ["a variable", { env: [{ name: "skip", value: "1" }] }, ["skip at env[0].value: 1"]],
  ["a field that is not known yet", { skip: unknownMark }, ["skip at skip: unknown"]],
  ["a script", { run: "export VAULT_SKIP_VERIFY=1; x" }, ["VAULT_SKIP_VERIFY at run: 1"]],
  ["a flag", { args: ["--tls-skip-verify=true"] }, ["tls-skip-verify at args[0]: true"]],
  ["HCL", { file: 'a = 1\nskip = "yes"\n' }, ["skip at file (line 2): yes"]],
  ["JSON", { file: '{"keys":["a","b"],"skip":true}' }, ["keys at file: a", "skip at file: true"]],
  ["JSON over several lines", { file: '{\n "keys": [\n  "a"\n ]\n}' }, ["keys at file (line 2): a"]],
  ["YAML", { file: "keys:\n  - a\nskip: 'b c'\n" }, ["keys at file (line 1): a", "skip at file (line 3): b c"]],
  ["a unit", { file: "[Service]\nEnvironment=VAULT_SKIP_VERIFY=1\n" }, ["VAULT_SKIP_VERIFY at file (line 2): 1"]],
  ["pairs in a text", { file: "- name: skip\n  value: x\n" }, ["skip at file (line 2): x"]],
  ["an empty assignment before another", { file: "skip=\nother=1\n" }, ["skip at file (line 1): "]],
  ["a value that is computed", { file: "skip=$(cat x)" }, ["skip at file: $"]],
  ["a comment", { file: "# skip = 1\n  // skip = 1\n" }, []],
  ["longer names", { file: "noskip=1 skip2=1 skip.x=1 my-skip=1" }, []],
])("%s", (_name, props, expected) => expect(found("example:index:Thing", props)).toEqual(expected));

test("a key of a Secret, in base64, and what its text says", () => {
  const data = { skip: base64("1"), file: base64("skip=2\n") };
  expect(found("kubernetes:core/v1:Secret", { metadata: { skip: "3" }, data })).toEqual([
    "skip at metadata.skip: 3",
    "skip at data.skip: secret",
    "skip at data.file (line 1): secret",
  ]);
});

test("a long text without an assignment takes no time", () => {
  const begun = performance.now();
  expect(found("example:index:Thing", { file: `${"a".repeat(1e6)} ${"b-".repeat(1e5)}` })).toEqual([]);
  expect(performance.now() - begun).toBeLessThan(2000);
});

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}
