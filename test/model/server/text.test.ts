import fc from "fast-check";
import { printPlace } from "../../../model/place";
import { secret } from "../../../model/secret";
import { readEmbedded } from "../../../model/server/embedded";
import { readConfigurationText } from "../../../model/server/text";
import { field, isFields, isList, known, type Value } from "../../../model/value";
import { anyText, wellFormedHcl } from "../../hcl/texts";

const top = { path: ["text"] };
const read = (text: string) => readConfigurationText(known(text, top));
const block = 'listener "tcp" {}\n';

/** A model value as plain data. */
function plain(value: Value | undefined): unknown {
  if (value === undefined) return "no configuration";
  if (value.kind === "unknown") return `unknown: ${value.why}`;
  if (value.kind === "secret") return "secret";
  const content = value.value;
  if (isList(content)) return content.map(plain);
  return isFields(content) ? Object.fromEntries([...content].map(([name, each]) => [name, plain(each)])) : content;
}

test.each([
  ["keys whatever their case", `${block}UI = true`, { ui: true }],
  ["a letter that Go takes for a case variant", `${block}diſable_mlock = true`, { disable_mlock: true }],
  ["the last of several values, where their case differs", `${block}ui = true\nUI = false`, { ui: false }],
  ["the last of several values in JSON", '{"listener":{},"api_addr":"a","api_addr":"b"}', { api_addr: "b" }],
  ["blocks of one name in HCL", 'seal "awskms" {}\nseal "b" {}', { seal: [{ awskms: {} }, { b: {} }] }],
  ["blocks of one name in JSON", '{"seal":[{"awskms":{}},{"b":{"c":1}}]}', { seal: [{ awskms: {} }, { b: { c: 1 } }] }],
  ["comments", '# ui = 1\n// ui = 2\n/* ui = 3 */ api_addr = "x" # y', { api_addr: "x" }],
  ["a here-document without its indentation", "api_addr = <<-END\n    x\n    END\n", { api_addr: "x\n" }],
  ["hexadecimal numbers", "max_lease_ttl = 0x10", { max_lease_ttl: 16 }],
  ["octal numbers", "max_lease_ttl = 010", { max_lease_ttl: 8 }],
  ["a number that Go refuses", "max_lease_ttl = 08", { max_lease_ttl: "unknown: is a number that Vault refuses" }],
  ["null as nothing", '{"listener":{},"ui":null}', { ui: undefined }],
  ["a part of a configuration by a key of its own", "raw_storage_endpoint = true", { raw_storage_endpoint: true }],
])("as Vault reads %s", (_name, text, expected) => {
  expect(plain(read(text))).toMatchObject(expected);
});

test.each([
  ['ui = true\nui = false\nstorage "raft" {}', "cannot be read: Vault refuses it, because ui is set twice", 2],
  ['storage "raft" {\n  path = "hvs.CAESIJ1wv8abcdef', "cannot be read: it is not valid HCL", 2],
])("%j is refused, with the line and without a value", (text, why, line) => {
  const refused = read(text);
  expect(refused).toMatchObject({ kind: "unknown", why });
  expect(refused?.place.line).toBe(line);
});

test("a text about something else is no configuration", () => {
  expect(read("server { listen 80; }")).toBeUndefined();
  expect(read('{"kind":"Deployment","spec":{"storage":1}}')).toBeUndefined();
  expect(read('{"storage":{"type":"disk","path":"/data"},"telemetry":{}}')).toBeUndefined();
  expect(read('disable_mlock = true\ncontroller { name = "boundary" }\nlistener "tcp" {}')).toBeUndefined();
});

test("what stands in a secret text is secret, and its shape is not", () => {
  const tree = readConfigurationText(secret('listener "tcp" { address = "10.0.0.1:8200" }', top));
  expect(plain(tree)).toEqual({ listener: { tcp: { address: "secret" } } });
});

test("every value has the line that it stands on", () => {
  const tree = read(`${block}storage "raft" {\n  path = "/vault/data"\n}\n`) ?? known(undefined, top);
  expect(printPlace(field(tree, "storage", "raft", "path").place)).toBe("text.storage.raft.path (line 3)");
});

test("a machine's first script gives one configuration, with the lines of the script", () => {
  const script = `#!/bin/sh
# seal "transit" { token = "x" }
cat > /etc/vault.d/vault.hcl <<END
api_addr = "https://$HOST:8200"
storage "raft" {
  path = "/data"
}
END
systemctl start vault
`;
  const [tree = known(undefined, top), ...others] = readEmbedded(known(script, top));
  expect(others).toEqual([]);
  expect(plain(tree)).toEqual({ api_addr: "https://$HOST:8200", storage: { raft: { path: "/data" } } });
  expect(printPlace(field(tree, "storage", "raft", "path").place)).toBe("text.storage.raft.path (line 6)");
});

test.each([
  ["any text", anyText],
  ["well-formed HCL", wellFormedHcl],
])("%s is read or refused, and never an error", (_name, texts) => {
  fc.assert(
    fc.property(texts, fc.constantFrom("", block), (text, start) => {
      const tree = readConfigurationText(known(start + text, top));
      expect(["known", "unknown", undefined]).toContain(tree?.kind);
      expect(readEmbedded(known(start + text, top)).length).toBeLessThan(2);
    }),
    { numRuns: 2000 },
  );
});

const times = 30_000;

test.each([
  ["blocks beside each other", block.repeat(times)],
  ["blocks inside each other", "listener {".repeat(times)],
  ["objects inside each other in JSON", '{"listener":'.repeat(times)],
  ["labels", `listener ${"a ".repeat(times)}{}`],
  ["keys before a colon in JSON", `{"listener"${' "a"'.repeat(times)}: 1}`],
  ["blanks behind a key", `listener${" ".repeat(times)}!`],
  ["keys and blanks", "listener    ".repeat(times)],
  ["settings far inside", `${"listener {".repeat(150)}${"a {}\n".repeat(times)}${"}".repeat(150)}`],
  ["lists inside each other", `listener = ${"[".repeat(times)}`],
  ["blocks in a script", `echo "\n${block.repeat(times)}`],
  ["blocks that do not end, in a script", `echo "\n${'listener "tcp" {\n'.repeat(times)}`],
  ["stars in a comment that does not end", `${block}/*${"*".repeat(times)}`],
  ["blocks, more than can be read", block.repeat(10 * times)],
])("takes little time for many %s", (_name, text) => {
  const start = performance.now();
  readConfigurationText(known(text, top));
  readEmbedded(known(text, top));
  expect(performance.now() - start).toBeLessThan(5000);
});
