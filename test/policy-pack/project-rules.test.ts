import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { projectAround, readProjectRules } from "../../policy-pack/project-rules";
import { rules } from "../../policy-pack/rules/index";

const circumstances = { rules, environment: "production", today: "2026-06-01" };
let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), "strongroom-project-")));
  write("Pulumi.yaml", "name: shop\nruntime: nodejs\n");
  write("stacks/Pulumi.production.yaml", "");
});
afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, text: string): string {
  const place = path.join(root, file);
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, text);
  return path.dirname(place);
}

describe("the project that a pack lies in", () => {
  it.each([
    ["beside the stacks", "policy-pack/pack.js"],
    ["deeper", "packs/vault/pack.js"],
    ["among installed packages", "node_modules/strongroom/policy-pack/pack.js"],
  ])("is found for a pack %s", (_, file) => {
    write("node_modules/strongroom/Pulumi.yaml", "name: shop\n");
    expect(projectAround(write(file, ""), "shop")).toEqual({ folder: root });
  });

  it("is not another project, however near", () => {
    write("packs/Pulumi.yaml", "name: other\n");
    expect(projectAround(write("packs/vault/pack.js", ""), "shop")).toEqual({ folder: root });
  });

  it("is not the pack itself, whose Pulumi.yaml would bring other rules", () => {
    const pack = write("policy-pack/Pulumi.yaml", "name: shop\n");
    write("policy-pack/stacks/rules.yaml", "all: { kv-versioned: { level: off } }\n");
    expect(projectAround(pack, "shop")).toEqual({ folder: root });
  });

  it("is the nearest one in a work tree inside another", () => {
    write("trees/a/.git", "gitdir: elsewhere\n");
    const tree = write("trees/a/Pulumi.yaml", "name: shop\n");
    expect(projectAround(write("trees/a/policy-pack/pack.js", ""), "shop")).toEqual({ folder: tree });
  });

  it.each([
    ["there is none of that name", () => root, "elsewhere", /no such Pulumi\.yaml/],
    ["its file is broken", () => write("Pulumi.yaml", "name: [\n"), "shop", /no such Pulumi\.yaml/],
    ["there are two", () => write("packs/Pulumi.yaml", "name: shop\n"), "shop", /several Pulumi\.yaml/],
  ])("is not known where %s, and that is a problem of its files", (_, folder, name, found) => {
    const project = projectAround(path.join(folder(), "pack"), name);
    const { settings, waivers, problems } = readProjectRules(project, circumstances);
    expect({ settings, waivers }).toEqual({ settings: {}, waivers: [] });
    expect(problems).toMatchObject([{ subject: "stacks/rules.yaml", found: expect.stringMatching(found) as unknown }]);
  });
});

describe("what a project says", () => {
  it("is nothing where it has no files", () => {
    const nothing = { settings: {}, waivers: [], problems: [] };
    expect(readProjectRules({ folder: root }, circumstances)).toEqual(nothing);
  });

  it("is what its files say for the environment", () => {
    write("stacks/rules.yaml", "environments: { production: { kv-versioned: { level: warn } } }\n");
    expect(readProjectRules({ folder: root }, circumstances).settings).toEqual({ "kv-versioned": { level: "warn" } });
    expect(readProjectRules({ folder: root }, { ...circumstances, environment: "staging" }).settings).toEqual({});
  });

  it("is a problem where a file cannot be read", () => {
    mkdirSync(path.join(root, "stacks/rules.yaml"));
    mkdirSync(path.join(root, "stacks/waivers.yaml"));
    expect(readProjectRules({ folder: root }, circumstances).problems).toEqual(
      ["rules", "waivers"].map((name) => ({ subject: `stacks/${name}.yaml`, must: "be readable", found: "EISDIR" })),
    );
  });
});
