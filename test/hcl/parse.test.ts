import fc from "fast-check";
import { parseHcl } from "../../hcl/parse";
import type { Item, ObjectValue, Value } from "../../hcl/syntax";
import { depthLimit, SyntaxProblem } from "../../hcl/syntax";
import { accepted, refused } from "./cases";
import { anyText } from "./texts";

function show(value: Value): string {
  if (value.kind === "object") return `{ ${items(value)} }`;
  if (value.kind === "list") return `[${value.items.map(show).join(", ")}]`;
  return value.kind === "string" ? JSON.stringify(value.text) : value.kind === "null" ? "null" : value.text;
}

const items = (object: ObjectValue): string => object.items.map(item).join("; ");

function item({ keys, assigned, value }: Item): string {
  return `${keys.map(({ source }) => source).join(" ")} ${assigned ? "= " : ""}${show(value)}`;
}

function problemOf(text: string): unknown {
  try {
    return parseHcl(text);
  } catch (problem) {
    if (!(problem instanceof SyntaxProblem)) throw problem;
    return [`${problem.place.line}:${problem.place.column}`, problem.message];
  }
}

test.each(accepted)("%s is understood", (_, text, tree) => {
  expect(items(parseHcl(text))).toBe(tree);
});

test.each(refused)("%s is refused with its place", (_, text, place, message) => {
  expect(problemOf(text)).toEqual([place, message]);
});

test("keys and values know their places, counted in characters", () => {
  const [first, second] = parseHcl('"𝔘" = 1\npath "é" { a = [2] }').items;
  expect(first).toEqual({
    keys: [{ text: "𝔘", source: '"𝔘"', place: { line: 1, column: 1 } }],
    assigned: true,
    value: { kind: "number", text: "1", source: "1", place: { line: 1, column: 7 } },
    place: { line: 1, column: 1 },
  });
  expect(second?.value.place).toEqual({ line: 2, column: 10 });
});

test("any text is parsed or refused with a SyntaxProblem, and nothing else", () => {
  fc.assert(fc.property(anyText, (text) => void problemOf(text)));
});

test.each([
  ["blocks", (depth: number) => "a {".repeat(depth) + "}".repeat(depth)],
  ["lists", (depth: number) => "a = " + "[".repeat(depth) + "]".repeat(depth)],
  ["JSON objects", (depth: number) => '{"a":'.repeat(depth) + "1" + "}".repeat(depth)],
])("%s nested as deep as allowed are parsed, and deeper ones refused", (_, nested) => {
  expect(() => parseHcl(nested(depthLimit))).not.toThrow();
  expect(() => parseHcl(nested(depthLimit + 1))).toThrow(
    new SyntaxProblem(`nested deeper than ${depthLimit} levels`, { line: 1, column: 1 }),
  );
  expect(() => parseHcl(nested(1_000_000))).toThrow(SyntaxProblem);
});

test.each([
  ["stanzas", 'path "secret/data/x" { capabilities = ["read", "list"] } # why\n'],
  ["heredocs", "a { b = <<-EOF\n  text\n  EOF\n}\n"],
  ["escapes", 'a { b = "\\u00e9${x}\\n" }\n'],
  ["comments", "/* note */ # and\n"],
])("time grows in proportion to the number of %s", (_, line) => {
  const seconds = (count: number): number => {
    const text = line.repeat(count);
    const start = process.hrtime.bigint();
    parseHcl(text);
    return Number(process.hrtime.bigint() - start) / 1e9;
  };
  seconds(2_000);
  const small = Math.min(seconds(2_000), seconds(2_000), seconds(2_000));
  const large = Math.min(seconds(20_000), seconds(20_000));
  // Ten times the text; a quadratic parser would take a hundred times as long.
  expect(large / small).toBeLessThan(40);
});
