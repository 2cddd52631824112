import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { readConfigurationText } from "../../model/server/text";
import { field, known } from "../../model/value";

/**
 * Our reading of settings against the decoder that Vault reads them with (github.com/hashicorp/hcl v1.0.1-vault-7, decoder.go), which a
 * small Go program calls. It needs Go, as building Vault does; without it this test fails.
 */
let folder: string;
let program: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "strongroom-hcl-"));
  program = path.join(folder, "hcl");
  execFileSync("go", ["build", "-o", program, "."], { cwd: path.join(__dirname, "hcl"), stdio: "inherit" });
}, 300_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const names = ["ui", "max_lease_ttl", "api_addr"] as const;

function theirs(texts: readonly string[]): unknown[] {
  const input = texts.map((text) => JSON.stringify(text)).join("\n");
  const output = execFileSync(program, ["decode"], { input, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  return output
    .trim()
    .split("\n")
    .map((line) => {
      const answer: unknown = JSON.parse(line);
      const settings: unknown = typeof answer === "object" && answer !== null && Reflect.get(answer, "settings");
      return typeof settings === "object" && settings !== null ? Object.values(settings) : "refused";
    });
}

/** What we make of them: a number that Vault refuses makes it refuse the whole. */
function ours(text: string): unknown {
  const tree = readConfigurationText(known(text, { path: [] }));
  if (tree === undefined || tree.kind === "unknown") return "refused";
  const values = names.map((name) => field(tree, name));
  if (values.some(({ kind }) => kind === "unknown")) return "refused";
  return values.map((value) => (value.kind === "known" ? (value.value ?? null) : value.kind));
}

const key = fc.constantFrom(
  "ui",
  "UI",
  '"Ui"',
  "max_lease_ttl",
  "Max_Lease_TTL",
  "maX_leaſe_ttl",
  "api_addr",
  "API_ADDR",
);
const values = {
  booleans: ["true", "false"],
  integers: ["0", "1", "7", "010", "0x1F", "08", "-3", "-010"],
  floats: ["1.5", "1e3", "1e", "-0.5"],
  texts: ['"a"', '""', '"1"', '"https://v:8200"', "<<END\nx\nEND\n"],
};

function settingsOf(texts: readonly string[]) {
  return fc
    .array(fc.tuple(key, fc.constantFrom(...texts)), { maxLength: 4 })
    .map((pairs) => `listener "tcp" {}\n${pairs.map(([name, text]) => `${name} = ${text}\n`).join("")}`);
}

const jsonKey = fc.constantFrom("ui", "UI", "max_lease_ttl", "Max_Lease_TTL", "api_addr", "Api_Addr");
const inJson = fc
  .array(fc.tuple(jsonKey, fc.constantFrom("x", "y")), { maxLength: 4 })
  .map((pairs) => ['"listener": {"tcp": {}}', ...pairs.map((pair) => pair.map((each) => `"${each}"`).join(": "))])
  .map((members) => `{${members.join(", ")}}`);

test.each([
  ["booleans", settingsOf(values.booleans)],
  ["integers", settingsOf(values.integers)],
  ["floats", settingsOf(values.floats)],
  ["texts", settingsOf(values.texts)],
  ["texts in JSON", inJson],
])("%s, given once or more, mean what they mean to Vault's decoder", (_kind, texts) => {
  const samples = fc.sample(texts, 1000);
  const expected = theirs(samples);
  expect(samples.map((text) => [text, ours(text)])).toEqual(samples.map((text, index) => [text, expected[index]]));
});

test("values of several kinds for one setting mean the same, or nothing", () => {
  const samples = fc.sample(settingsOf(Object.values(values).flat()), 3000);
  const expected = theirs(samples);
  const others = samples
    .map((text, index) => ({ text, ours: ours(text), theirs: expected[index] }))
    .filter(({ ours: own, theirs: real }) => own !== "refused" && JSON.stringify(own) !== JSON.stringify(real));
  expect(others).toEqual([]);
});
