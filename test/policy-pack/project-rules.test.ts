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
    expect(projectAround(write(file, ""), "shop")).toBe(root);
  });

  it("is not another project, however near", () => {
    write("packs/Pulumi.yaml", "name: other\n");
    expect(projectAround(write("packs/vault/pack.js", ""), "shop")).toBe(root);
    expect(projectAround(root, "elsewhere")).toBeUndefined();
  });

  it("is none where its file is broken", () => {
    write("Pulumi.yaml", "name: [\n");
    expect(projectAround(root, "shop")).toBeUndefined();
  });
});

describe("what a project says", () => {
  it("is nothing where it has no files, or is not known", () => {
    const nothing = { settings: {}, waivers: [], problems: [] };
    expect(readProjectRules(root, circumstances)).toEqual(nothing);
    expect(readProjectRules(undefined, circumstances)).toEqual(nothing);
  });

  it("is what its files say for the environment", () => {
    write("stacks/rules.yaml", "environments: { production: { kv-versioned: { level: warn } } }\n");
    expect(readProjectRules(root, circumstances).settings).toEqual({ "kv-versioned": { level: "warn" } });
    expect(readProjectRules(root, { ...circumstances, environment: "staging" }).settings).toEqual({});
  });

  it("is a problem where a file cannot be read", () => {
    mkdirSync(path.join(root, "stacks/rules.yaml"));
    mkdirSync(path.join(root, "stacks/waivers.yaml"));
    expect(readProjectRules(root, circumstances).problems).toEqual(
      ["rules", "waivers"].map((name) => ({ subject: `stacks/${name}.yaml`, must: "be readable", found: "EISDIR" })),
    );
  });
});
