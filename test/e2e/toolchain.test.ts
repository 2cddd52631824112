import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pulumiEnvironment, pulumiParts, shellExports } from "../../toolchain/environment";
import { provideParts } from "../../toolchain/provide";
import { freshFolder } from "../toolchain/fake-programs";

const everything = [...pulumiParts, "vault"] as const;
const provide = () => provideParts(everything, { progress: () => undefined, signal: new AbortController().signal });

const program = `
const vault = require("@pulumi/vault");
// Nobody listens there: a preview of new resources asks no server.
const provider = new vault.Provider("v", {
  address: "https://127.0.0.1:9", skipChildToken: true, skipGetVaultVersion: true, vaultVersionOverride: "1.21.0",
});
new vault.Policy("ci", { policy: 'path "a" { capabilities = ["read"] }' }, { provider });
new vault.approle.AuthBackendRole("role", { roleName: "role", tokenPolicies: ["ci"] }, { provider });
`;
const pack = `
const { PolicyPack } = require("@pulumi/policy");
new PolicyPack("tried", { policies: [{
  name: "no-role", description: "no role", enforcementLevel: process.env.TRIED_LEVEL,
  validateResource: ({ type }, report) => { if (type.endsWith(":AuthBackendRole")) report("there is a role"); },
}] });
`;

/** A project with a policy pack, in which only Pulumi's own things and the installed SDKs work. */
function project(): string {
  const folder = freshFolder();
  const write = (file: string, text: string) => writeFileSync(path.join(folder, file), text);
  mkdirSync(path.join(folder, "pack"));
  symlinkSync(path.join(__dirname, "../../node_modules"), path.join(folder, "node_modules"));
  write("Pulumi.yaml", "name: tried\nruntime: nodejs\n");
  write("package.json", '{ "main": "index.js" }');
  write("index.js", program);
  write("pack/PulumiPolicy.yaml", "runtime: nodejs\n");
  write("pack/package.json", '{ "version": "0.0.1", "main": "index.js" }');
  write("pack/index.js", pack);
  return folder;
}

describe("plain pulumi with the parts and the environment that the toolchain gives", () => {
  const folder = project();
  let environment: NodeJS.ProcessEnv;
  let exports: string;

  beforeAll(async () => {
    // An installation of this test's own, so that its processes can be told from others'.
    const own = { ...process.env, STRONGROOM_HOME: path.join(folder, "cache") };
    const additions = await pulumiEnvironment(await provide(), { state: path.join(folder, "state"), environment: own });
    environment = { ...process.env, ...additions };
    exports = shellExports(additions);
    execFileSync("pulumi", ["stack", "init", "dev"], { cwd: folder, env: environment });
  }, 1_200_000);

  const preview = (level: string) =>
    spawnSync("pulumi", ["preview", "--policy-pack", "pack", "--color", "never"], {
      cwd: folder,
      env: { ...environment, TRIED_LEVEL: level },
      encoding: "utf8",
    });

  test("previews a program through the provider and a policy pack, without a warning", () => {
    const { status, stdout, stderr } = preview("advisory");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("+ 4 to create");
    expect(stdout).toContain("there is a role");
    expect(stdout).not.toMatch(/warning|from \$PATH/i);
  }, 60_000);

  test("is stopped by a policy pack that says no", () => {
    const { status, stdout } = preview("mandatory");
    expect(status).not.toBe(0);
    expect(stdout).toContain("[mandatory]  no-role  (vault:appRole/authBackendRole:AuthBackendRole: role)");
  }, 60_000);

  test("leaves no provider, host or analyzer running", () => {
    const running = execFileSync("ps", ["-eo", "args"], { encoding: "utf8" }).split("\n");
    expect(running.filter((line) => line.includes(folder))).toEqual([]);
  });

  test("finds our programs and plugin in a shell that has evaluated the export lines", () => {
    const script = `${exports}command -v pulumi; pulumi plugin ls --json`;
    const output = execFileSync("/bin/sh", ["-c", script], { cwd: folder, encoding: "utf8" });
    expect(output.split("\n")[0]).toBe(path.join(environment["PATH"]?.split(":")[0] ?? "", "pulumi"));
    expect(output).toContain('"name": "vault"');
    expect(output).toContain('"version": "7.8.0"');
  });
});

test("when everything is there, providing it takes well under 0.3 seconds and starts nothing", async () => {
  await provide();
  const begun = performance.now();
  const parts = await provide();
  expect(performance.now() - begun).toBeLessThan(300);
  expect(Object.values(parts).map(({ from }) => from)).not.toContain("built");
}, 1_200_000);
