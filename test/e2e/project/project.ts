import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePorts } from "../../toolchain/embedded/free-ports";

export const repository = path.join(__dirname, "..", "..", "..");

/** A checkout of its own in a temporary folder, whose embedded Vault listens on ports of its own. */
export interface TestProject {
  readonly root: string;
  readonly address: string;
}

/** What one command printed and ended with. */
export interface CommandResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A fresh folder with everything but the tests, its dependencies linked; a repository of its own, on its default branch. */
export async function createProject(): Promise<TestProject> {
  const root = mkdtempSync(path.join(tmpdir(), "strongroom-e2e-"));
  copyTree(root, (file) => !file.startsWith("test/"));
  symlinkSync(path.join(repository, "node_modules"), path.join(root, "node_modules"));
  const address = await useFreePorts(root);
  git(root, "init", "--quiet", "--initial-branch", "main");
  commitAll(root, "Declare a Vault");
  return { root, address };
}

/** Commits whatever is in the project. */
export function commitAll(root: string, message: string): void {
  git(root, "add", "--all", "--", ".", ":!node_modules");
  git(root, "-c", "user.name=e2e", "-c", "user.email=e2e@example.com", "commit", "--quiet", "--message", message);
}

/** Runs git in the project, whatever the developer's own settings are. @returns what it prints */
export function git(root: string, ...parameters: string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
  return execFileSync("git", parameters, { cwd: root, env, encoding: "utf8" });
}

/** Copies what is in git, and what is about to be. */
export function copyTree(root: string, wanted: (file: string) => boolean = () => true): void {
  const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: repository,
    encoding: "utf8",
  });
  for (const file of files.split("\0").filter((name) => existsSync(path.join(repository, name)) && wanted(name))) {
    if (file === "") continue;
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    cpSync(path.join(repository, file), path.join(root, file));
  }
}

/** Lets the project's embedded Vault listen on ports of its own. @returns its address */
export async function useFreePorts(root: string): Promise<string> {
  const { port, clusterPort } = await freePorts("port", "clusterPort");
  edit(root, "stacks/Pulumi.dev.yaml", (text) =>
    text.replaceAll("8210", String(port)).replaceAll("8211", String(clusterPort)),
  );
  return `https://127.0.0.1:${port}`;
}

/** Ends what runs in the project and removes it. */
export async function removeProject({ root }: TestProject): Promise<void> {
  await mustSucceed(root, "dev", "stop");
  rmSync(root, { recursive: true, force: true });
}

/** Changes one file of the project. Fails where the change changes nothing, so that no test passes by missing its place. */
export function edit(root: string, file: string, change: (text: string) => string): void {
  const before = readFileSync(path.join(root, file), "utf8");
  const after = change(before);
  if (after === before) throw new Error(`${file}: the edit changed nothing`);
  writeFileSync(path.join(root, file), after);
}

/** Starts a command of the project's own `strongroom` in a process group of its own. */
export function startStrongroom(
  root: string,
  commandLine: readonly string[],
  env: NodeJS.ProcessEnv = {},
): ChildProcess {
  return spawn(process.execPath, ["cli/strongroom.js", ...commandLine], {
    cwd: root,
    env: { ...withoutVault(process.env), ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
}

/** Runs a command to its end. */
export function strongroom(
  root: string,
  commandLine: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<CommandResult> {
  return ended(startStrongroom(root, commandLine, env));
}

/** Runs a command that must end with 0, for what a test stands on. */
export async function mustSucceed(root: string, ...commandLine: string[]): Promise<CommandResult> {
  const result = await strongroom(root, commandLine);
  if (result.exitCode === 0) return result;
  throw new Error(
    `strongroom ${commandLine.join(" ")} ended with ${String(result.exitCode)}:\n${result.stderr}\n${result.stdout}`,
  );
}

/** What a started command printed by the time it ended. */
export function ended(child: ChildProcess): Promise<CommandResult> {
  const output = { stdout: "", stderr: "" };
  child.stdout?.on("data", (data: Buffer) => (output.stdout += data.toString()));
  child.stderr?.on("data", (data: Buffer) => (output.stderr += data.toString()));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({ exitCode, ...output }));
  });
}

/** A developer's own Vault settings must not reach a test. */
function withoutVault(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const foreign = /^(VAULT_|PULUMI_|TERRAFORM_VAULT_)/;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !foreign.test(name)));
}
