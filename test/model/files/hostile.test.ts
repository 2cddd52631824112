import fc from "fast-check";
import { readFile } from "../../../model/files/read-file";
import { readSafely } from "../../../model/files/read-safely";
import { decodeText } from "../../../model/files/text";
import { leaves } from "../../../model/value";
import { judgeScanned } from "../../../policy-pack/files";
import { placed, reading } from "./placed";

/** Longer than anybody waits, on a machine that does much else. */
const patience = 20_000;

const manifest = "apiVersion: v1\nkind: ConfigMap\n";
const bomb = (levels: number) =>
  `${manifest}a0: &a0 [x, x, x, x, x, x, x, x, x]\n` +
  Array.from({ length: levels }, (_, index) => {
    const all = Array.from({ length: 9 }, () => `*a${index}`).join(", ");
    return `a${index + 1}: &a${index + 1} [${all}]\n`;
  }).join("");

const deep = (opening: string, closing = "") => opening.repeat(30_000) + closing.repeat(30_000);

/** Texts that bring a careless reader down, each with the file that it claims to be, and what is said of it. */
const hostile: readonly (readonly [name: string, file: string, text: () => string, found: string])[] = [
  ["aliases of aliases", "a.yaml", () => bomb(9), "more"],
  ["an alias inside what it stands for", "a.yaml", () => `${manifest}a: &a\n  b: *a\n`, "one of nothing, or of itself"],
  ["an alias of nothing", "a.yaml", () => `${manifest}a: *nobody\n`, "one of nothing, or of itself"],
  ["lists in lists", "a.yaml", () => `${manifest}a: ${deep("[", "]")}\n`, "deeper"],
  ["lists without an end", "a.yaml", () => `${manifest}a: ${deep("[")}\n`, "deeper"],
  ["objects in objects", "a.yaml", () => `${manifest}a: ${deep("{a: ", "}")}\n`, "deeper"],
  ["dashes", "a.yaml", () => `${manifest}a:\n  ${"- ".repeat(20_000)}x\n`, "deeper"],
  ["a key twice", "a.yaml", () => `${manifest}kind: Secret\n`, "one twice"],
  ["a list for a key", "a.yaml", () => `${manifest}? [a]\n: b\n`, "a key that is none"],
  ["many values", "a.yaml", () => `${manifest}a: [${"1, ".repeat(600_000)}]\n`, "more"],
  ["JSON in JSON", "a.json", () => `{"apiVersion": "v1", "kind": "X", "a": ${deep("[", "]")}}`, "deeper"],
  ["JSON without an end", "a.json", () => '{"urn": "urn:pulumi:a::b::c::d", "a": "', "a text without an end"],
  ["JSON with a key twice", "a.json", () => '{\n"apiVersion": "v1",\n"kind": "A", "kind": "B"}', "one twice"],
  ["a policy that nests", "a.hcl", () => `listener "tcp" ${deep("{ a ", "}")}`, "a text that is none"],
];

describe("ends in time, with a problem", () => {
  test.each(hostile)(
    "%s",
    (_, file, text, found) => {
      const reading = readFile({ file, text: text() });
      expect("problems" in reading ? reading.problems.map((problem) => problem.found) : reading).toEqual([found]);
    },
    patience,
  );
});

describe("ends in time, whatever it says", () => {
  const long: readonly (readonly [string, string])[] = [
    ["a.yaml", "a: 1\n".repeat(50_000)],
    ["a.yaml", "{".repeat(50_000)],
    ["a.yaml", `a: "${"\\n".repeat(200_000)}"`],
    ["a.yaml", "---\n".repeat(30_000)],
    ["a.yaml", "\n".repeat(300_000)],
    ["a.yaml", "&a ".repeat(50_000)],
    ["a.yaml", "{{".repeat(50_000)],
    ["a.yaml", `${manifest}${Array.from({ length: 20_000 }, (_, index) => `k${index}: 1\n`).join("")}`],
    ["a.yaml", "a\n".repeat(50_000)],
    ["a.json", `"${'\\"'.repeat(300_000)}`],
    ["a.json", `["${"\\\\".repeat(300_000)}"]`],
    ["a.json", `[${"1,".repeat(200_000)}1]`],
    ["a.json", "[".repeat(300_000)],
    ["a.hcl", 'path "a" {}\n'.repeat(50_000)],
    ["a.hcl", '"'.repeat(300_000)],
    ["a.service", "[A]\nb=c\\\n".repeat(30_000)],
    ["a.service", `[A]\n${"b=c\n".repeat(50_000)}`],
    [".env", "A=1\n".repeat(50_000)],
    ["user-data", `Content-Type: multipart/mixed; boundary="b"\n\n${"--b\n".repeat(50_000)}`],
    ["user-data", `#cloud-config\nwrite_files:\n${"- {content: x, encoding: gz+b64}\n".repeat(3_000)}`],
  ];
  test.each(long.map(([file, text], index) => ({ file, text, begins: JSON.stringify(text.slice(0, 30)), index })))(
    "$file $index: $begins...",
    ({ file, text }) => {
      expect(["resources", "because"].filter((key) => key in readFile({ file, text }))).toHaveLength(1);
    },
    patience,
  );
});

const files = ["a.yaml", "a.json", "a.hcl", "a.service", ".env", "user-data", "compose.yaml", "values.yaml", "stdin"];
const words = fc.constantFrom(
  ...[
    "apiVersion: v1\n",
    "kind: Secret\n",
    "data:\n",
    "  a: ",
    "- ",
    "&a ",
    "*a",
    "<<: ",
    "|\n",
    ">-\n",
    "'",
    '"',
    "{",
    "}",
    "[",
    "]",
    ",",
  ],
  ...[
    "\n",
    "  ",
    "\t",
    "#cloud-config\n",
    "write_files:\n",
    "encoding: b64\n",
    "content: ",
    "server:\n",
    "{{ ",
    " }}",
    "---\n",
    "...\n",
  ],
  ...[
    'listener "tcp" {\n',
    'path "a" {\n',
    "= 1\n",
    "[Service]\n",
    "ExecStart=x \\\n",
    "\0",
    "\u{feff}",
    "!!binary ",
    "!!set ",
    "? ",
    ": ",
  ],
  ...[
    '{"version": 3, "deployment": {"resources": [',
    '"urn": "urn:pulumi:a::b::c::d"',
    "Content-Type: multipart/mixed; boundary=b\n\n",
    "--b\n",
  ],
  ...["constructor", "__proto__", "toString", "hasOwnProperty", "kind: constructor\n", "encoding: __proto__\n"],
);

test("never throws, and reads every value that it finds", () => {
  const text = fc
    .array(fc.oneof({ weight: 4, arbitrary: words }, { weight: 1, arbitrary: fc.string() }))
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(fc.constantFrom(...files), text, (file, written) => {
      const reading = readFile({ file, text: written });
      const resources = "resources" in reading ? reading.resources : [];
      const places = resources.flatMap(({ inputs }) => [...leaves(inputs)]).map(({ place }) => place.position);
      expect(places.filter((position) => position?.file !== file)).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

/** What every object of JavaScript has, whatever it was made for. */
const inherited = ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf"];

describe.each(inherited)("a thing called %s is like any other", (name) => {
  const state = (type: string) =>
    JSON.stringify({ version: 3, deployment: { resources: [{ urn: `urn:pulumi:a::b::${type}::c`, type }] } });
  const write = `#cloud-config\nwrite_files:\n- {path: /a, encoding: ${name}, content: seen}\n`;
  test.each([
    ["a block", "a.hcl", `${name} "x" {}\napi_addr = "https://a"\n`],
    ["a listener's kind", "a.hcl", `listener "${name}" {}\nstorage "raft" {\n  ${name} = 1\n}\n`],
    ["a seal's kind", "a.hcl", `seal "${name}" {\n  ${name} = 1\n}\nstorage "raft" {}\n`],
    ["a kind of Kubernetes", "a.yaml", `apiVersion: v1\nkind: ${name}\nmetadata: {name: a}\n`],
    ["a workload", "a.yaml", `apiVersion: apps/v1\nkind: ${name}\nspec: {template: {}}\n`],
    ["a chart's value", "vault.yaml", `server: {${name}: {${name}: a}}\n`],
    ["a type in a state", "a.json", state(name)],
    ["a type of Vault's in a state", "a.json", state(`vault:index/${name}:${name}`)],
    ["a plugin", "a.json", state("vault:index/mount:Mount").replace('"type"', `"inputs":{"type":"${name}"},"type"`)],
    ["an encoding", "user-data", write],
  ])("as %s", (_, file, text) => {
    const { resources, kind } = reading(file, text);
    expect(kind).not.toBe("skipped");
    const scanned = { resources, judged: "stack", stack: "a" } as const;
    const verdicts = judgeScanned(scanned, { tier: "production" }).map(({ verdict }) => verdict);
    expect(verdicts).not.toContain("crash");
  });

  test("an encoding that cloud-init does not know is none", () => {
    expect(reading("user-data", write).resources.flatMap(placed)).toContainEqual(
      expect.stringMatching(/^write_files\[0\]\.content .*"seen"$/u),
    );
  });
});

test("a reader that throws is a defect of ours, and the file is one that nobody has read", () => {
  const read = () => {
    throw new TypeError("what stands in the file");
  };
  expect(readSafely({ file: "a.hcl", text: "" }, read)).toMatchObject({
    must: "be read or refused, whatever stands in it: that it is not is a defect of strongroom",
    found: "a TypeError",
    place: "1:1",
  });
});

test("never throws on bytes", () => {
  fc.assert(
    fc.property(fc.constantFrom(...files), fc.uint8Array({ maxLength: 200 }), (file, bytes) => {
      const source = decodeText(file, bytes);
      if ("text" in source) readFile(source);
    }),
    { numRuns: 500 },
  );
});
