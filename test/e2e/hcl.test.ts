import { type ChildProcessByStdio, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import fc from "fast-check";
import { parseHcl } from "../../hcl/parse";
import type { Item, Key, LiteralValue, Place, Value } from "../../hcl/syntax";
import { SyntaxProblem } from "../../hcl/syntax";
import { accepted, refused } from "../hcl/cases";
import { anyText, wellFormedHcl } from "../hcl/texts";

/**
 * Our parser against the real one (github.com/hashicorp/hcl v1.0.1-vault-7), which a small Go program reads texts with. It needs
 * Go, as building Vault does; without it this test fails.
 */
let folder: string;
let reference: ChildProcessByStdio<Writable, Readable, null>;
let answers: AsyncIterator<string>;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "strongroom-hcl-"));
  const program = path.join(folder, "hcl");
  execFileSync("go", ["build", "-o", program, "."], { cwd: path.join(__dirname, "hcl"), stdio: "inherit" });
  reference = spawn(program, { stdio: ["pipe", "pipe", "inherit"] });
  answers = createInterface({ input: reference.stdout })[Symbol.asyncIterator]();
}, 300_000);

afterAll(() => {
  reference.stdin.end();
  rmSync(folder, { recursive: true });
});

async function theirAnswer(text: string): Promise<unknown> {
  reference.stdin.write(`${JSON.stringify(text)}\n`);
  const line = await answers.next();
  if (line.done === true) throw new Error("the reference program ended");
  const answer: unknown = JSON.parse(line.value, (name, value: unknown) =>
    // Bytes that are no UTF-8 become U+FFFD by the same decoder on both sides.
    name === "value" && typeof value === "string" ? Buffer.from(value, "base64").toString("utf8") : value,
  );
  return answer;
}

/** Our answer in the form of the Go program's. The JSON form has no places there. */
function ourAnswer(text: string): unknown {
  const show = (place: Place): { place?: string } =>
    /^\s*\{/.test(text) ? {} : { place: `${place.line}:${place.column}` };
  const key = ({ text: value, source, place }: Key) => ({ value, source, ...show(place) });
  const literal = ({ kind, text: value, source, place }: LiteralValue) =>
    kind === "null" ? { kind, value, ...show(place) } : { kind, value, source, ...show(place) };
  const item = ({ keys, assigned, value: inside }: Item) => ({ keys: keys.map(key), assigned, value: value(inside) });
  const value = (node: Value): unknown => {
    if (node.kind === "object") return { object: node.items.map(item), place: show(node.place).place ?? "" };
    if (node.kind === "list") return { list: node.items.map(value), place: show(node.place).place ?? "" };
    return literal(node);
  };
  try {
    return { tree: parseHcl(text).items.map(item) };
  } catch (problem) {
    if (!(problem instanceof SyntaxProblem)) throw problem;
    return { error: problem.message };
  }
}

const withoutMessage = (answer: unknown): unknown =>
  typeof answer === "object" && answer !== null && "error" in answer ? "refused" : answer;

test.each([
  ["generated texts", anyText],
  ["well-formed HCL", wellFormedHcl],
] as const)(
  "%s are accepted, refused and understood as by the real parser",
  async (_, texts) => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const theirs = withoutMessage(await theirAnswer(text));
        if (theirs === "refused") refused += 1;
        expect(withoutMessage(ourAnswer(text))).toEqual(theirs);
      }),
      { numRuns: 4000 },
    );
    // Neither side of the comparison may run dry.
    expect(refused).toBeGreaterThan(100);
    expect(refused).toBeLessThan(3900);
  },
  120_000,
);

test.each(accepted)("%s means the same to the real parser", async (_, text) => {
  expect(ourAnswer(text)).toEqual(await theirAnswer(text));
});

test.each(refused)("%s is refused by the real parser in the same words", async (_, text, _place, message) => {
  const error: unknown = Object.values(Object(await theirAnswer(text)) as object)[0];
  // Parts of the real parser put the place before it, not always ours: it counts columns on behind the end of the text.
  expect(String(error).replace(/^(At )?\d+:\d+: /, "")).toBe(message);
});
