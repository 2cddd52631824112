import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { findProject } from "../../cli/project";
import { Refusal } from "../../problem/problem";
import { freshFolder } from "../toolchain/fake-programs";

function projectWith(pulumiYaml: string): string {
  const root = freshFolder();
  mkdirSync(path.join(root, "stacks"));
  writeFileSync(path.join(root, "Pulumi.yaml"), pulumiYaml);
  return root;
}

test("a project is found from any folder in it", () => {
  const root = projectWith("name: of-mine\nruntime: nodejs\n");
  expect(findProject(path.join(root, "stacks"))).toEqual({
    root,
    name: "of-mine",
    stacks: path.join(root, "stacks"),
    local: path.join(root, ".strongroom"),
    state: path.join(root, ".strongroom", "state"),
  });
});

const must = "be the project's name: up to 100 letters, digits, hyphens, underscores and periods";

test.each([
  ["is no YAML", "name: of-mine\nruntime: [\n", { place: "3:1" }],
  ["has no name", "runtime: nodejs\n", { place: "1:1", path: "name", must, found: "nothing" }],
  ["has a name that is none", "runtime: nodejs\nname: 3\n", { place: "2:7", path: "name", must, found: "3" }],
  ["has a name with a slash", "name: a/b\n", { place: "1:7", path: "name", must, found: '"a/b"' }],
  [
    "takes stack files from elsewhere",
    "name: a\nstackConfigDir: alt\n",
    {
      place: "2:17",
      path: "stackConfigDir",
      must: "be stacks, where the environments' files are",
      found: '"alt"',
    },
  ],
  [
    "configures every environment",
    "name: a\nconfig:\n  vault:x: 1\n  strongroom:tier: dev\n",
    { place: "4:20", path: "config.strongroom:tier" },
  ],
  [
    "configures it by the project's own namespace",
    "name: strongroom\nconfig:\n  tier: { value: dev }\n",
    { place: "3:9", path: "config.tier" },
  ],
  ["is empty", "", { place: "1:1", path: "name", must, found: "nothing" }],
])("a Pulumi.yaml that %s is refused with its place and exit code 2", (_, text, problem) => {
  const root = projectWith(text);
  let refusal: unknown;
  try {
    findProject(root);
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(Refusal);
  expect(refusal).toMatchObject({ exitCode: 2, problems: [{ subject: "Pulumi.yaml", ...problem }] });
});

test.each(["stackConfigDir: ./stacks/\n", "config: { 'vault:skipChildToken': true }\n", "config:\n"])(
  "a Pulumi.yaml may say %j",
  (text) => {
    expect(findProject(projectWith(`name: a\n${text}`)).name).toBe("a");
  },
);

test("a folder that is in no project is refused with exit code 2", () => {
  expect(() => findProject(freshFolder())).toThrow(/must be inside a Strongroom repository/);
});
