import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { edit, freePort, repository } from "./project/project";

jest.setTimeout(300_000);

const folder = mkdtempSync(path.join(tmpdir(), "strongroom-clone-"));
const clone = path.join(folder, "strongroom");

function run(command: string, ...commandLine: string[]): string {
  return execFileSync(command, commandLine, { cwd: clone, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** What is in git, and what is about to be, as a repository of its own with ports of its own. */
beforeAll(async () => {
  execFileSync("git", ["clone", "--quiet", repository, clone]);
  const changes = execFileSync("git", ["diff", "HEAD", "--binary"], { cwd: repository });
  if (changes.length > 0) {
    writeFileSync(path.join(folder, "changes.patch"), changes);
    run("git", "apply", path.join(folder, "changes.patch"));
  }
  const [port, clusterPort] = await Promise.all([freePort(), freePort()]);
  edit(clone, "stacks/Pulumi.dev.yaml", (text) =>
    text.replaceAll("8210", String(port)).replaceAll("8211", String(clusterPort)),
  );
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
    const { audit } = JSON.parse(run("npx", "strongroom", "dev", "status", "--json")) as { audit?: unknown };
    expect(audit).toBeDefined();
    expect(run("git", "status", "--porcelain").trim()).toBe("M stacks/Pulumi.dev.yaml");
    expect(readFileSync(path.join(clone, "stacks/Pulumi.dev.yaml"), "utf8")).toContain("# yaml-language-server");
  });
});
