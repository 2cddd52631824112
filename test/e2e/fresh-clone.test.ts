import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { commitAll, copyTree, git, useFreePorts } from "./project/project";

jest.setTimeout(300_000);

const folder = mkdtempSync(path.join(tmpdir(), "strongroom-clone-"));
const clone = path.join(folder, "strongroom");

function run(command: string, ...commandLine: string[]): string {
  return execFileSync(command, commandLine, { cwd: clone, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/**
 * What a clone has, with what is about to be committed as well, and with ports of its own. It is no clone of this checkout: a CI system's
 * has whatever branches that system fetched, and the demo compares its rules with the default one's.
 */
beforeAll(async () => {
  mkdirSync(clone);
  copyTree(clone);
  await useFreePorts(clone);
  git(clone, "init", "--quiet", "--initial-branch", "main");
  commitAll(clone, "Declare a Vault");
});

afterAll(() => {
  run("npm", "run", "--silent", "strongroom", "--", "dev", "stop");
  rmSync(folder, { recursive: true, force: true });
});

describe("npm run demo on a fresh clone", () => {
  it("installs what it needs, brings a real Vault up and shows a bad change blocked", () => {
    const output = run("npm", "run", "--silent", "demo");
    expect(output).toMatch(/bootstrap {3}initialised, deployer login ready, root token revoked \(checked: refused\)/);
    expect(output).toMatch(/Applied to dev[^]*server read back: (\d+) of \1 as declared/);
    for (const rule of ["audit-redundancy", "tls-listener-required", "no-root-policy-grant"]) {
      expect(output).toMatch(new RegExp(`Now a bad change[^]*critical ${rule}`));
    }
    expect(output).toMatch(/Next: .*dev stop/);
  });

  it("works again, and finds nothing to do", () => {
    expect(run("npm", "run", "--silent", "demo")).toMatch(/Preview of dev.*\n {2}no changes/);
  });

  it("left the bad change's objects uncreated and the checkout as it was", () => {
    expect(JSON.parse(run("npx", "strongroom", "dev", "status", "--json"))).toMatchObject({
      running: true,
      auditDevices: 2,
    });
    expect(run("git", "diff", "--name-only")).toBe("");
    expect(run("git", "ls-files", "--others", "--exclude-standard")).toBe("");
    expect(readFileSync(path.join(clone, "stacks/Pulumi.dev.yaml"), "utf8")).toContain("# yaml-language-server");
  });
});
