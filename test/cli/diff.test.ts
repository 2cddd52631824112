import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { diff } from "../../cli/commands/diff";
import type { Io } from "../../cli/io";
import { Refusal } from "../../problem/problem";
import { freshFolder } from "../toolchain/fake-programs";

const stacks = path.join(__dirname, "..", "..", "stacks");
let printed = "";
const io: Io = {
  out: (text) => void (printed += text),
  err: () => undefined,
  env: {},
  signal: new AbortController().signal,
  isTerminal: { in: false, out: false, err: false },
};

beforeAll(() => {
  const root = freshFolder();
  mkdirSync(path.join(root, "stacks"));
  writeFileSync(path.join(root, "Pulumi.yaml"), "name: mine\nruntime: nodejs\n");
  for (const name of ["dev", "staging"]) {
    cpSync(path.join(stacks, `Pulumi.${name}.yaml`), path.join(root, "stacks", `Pulumi.${name}.yaml`));
  }
  for (const name of ["empty", "void"]) writeFileSync(path.join(root, "stacks", `Pulumi.${name}.yaml`), "config: {}\n");
  jest.spyOn(process, "cwd").mockReturnValue(root);
});
afterAll(() => jest.restoreAllMocks());
beforeEach(() => (printed = ""));

/** The files that are said to be broken. */
function brokenFiles(left: string, right: string): readonly string[] {
  try {
    void diff({ left, right, json: true }, io);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error).toMatchObject({ exitCode: 2, summary: expect.stringContaining("Nothing was run.") as string });
    return [...new Set(error.problems.map(({ subject }) => path.basename(subject)))];
  }
}

test("two environments are compared, the tier too", async () => {
  await diff({ left: "dev", right: "staging", json: true }, io);
  expect(JSON.parse(printed)).toMatchObject({
    left: "dev",
    right: "staging",
    differences: expect.arrayContaining([expect.objectContaining({ path: "tier" })]) as unknown,
  });
});

test.each([
  ["dev", "void", ["Pulumi.void.yaml"]],
  ["empty", "staging", ["Pulumi.empty.yaml"]],
  ["empty", "void", ["Pulumi.empty.yaml", "Pulumi.void.yaml"]],
  ["void", "void", ["Pulumi.void.yaml"]],
])("the problems of %s and %s are told at once", (left, right, files) => {
  expect(brokenFiles(left, right)).toEqual(files);
});
