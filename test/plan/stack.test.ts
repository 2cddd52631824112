import { mkdirSync } from "node:fs";
import path from "node:path";
import { policyPack } from "../../plan/stack";
import { freshFolder } from "../toolchain/fake-programs";

test("a project without a pack of its own is judged by ours, wherever it is", () => {
  expect(policyPack(freshFolder())).toBe(path.join(__dirname, "..", "..", "policy-pack"));
});

test("a project with a pack of its own, which may wrap ours, is judged by that", () => {
  const root = freshFolder();
  mkdirSync(path.join(root, "policy-pack"));
  expect(policyPack(root)).toBe(path.join(root, "policy-pack"));
});
