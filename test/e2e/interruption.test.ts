import type { ChildProcess } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { auditDevices } from "../../live/audit-device";
import {
  commitAll,
  createProject,
  edit,
  ended,
  mustSucceed,
  removeProject,
  startStrongroom,
  strongroom,
  type CommandResult,
  type TestProject,
} from "./project/project";
import { applyingPulumi, processesOf, until } from "./project/processes";
import { asDeployer } from "./project/vault";

jest.setTimeout(300_000);

let project: TestProject;

beforeAll(async () => {
  project = await createProject();
  // One test replaces an audit device, which the guard would not let happen.
  edit(
    project.root,
    "stacks/rules.yaml",
    (text) => `${text}environments:\n  dev:\n    audit-removal: { level: warn }\n`,
  );
  commitAll(project.root, "Let dev replace an audit device");
  await mustSucceed(project.root, "dev", "start");
});

afterAll(async () => {
  await removeProject(project);
});

const declared: string[] = [];

/**
 * Declares enough more for an apply to be caught in the middle: policies, which can be written twice, and mounts, which cannot. What
 * is declared stays so: the guard would refuse to remove mounts.
 */
function declareMore(kind: string): void {
  declared.push(kind);
  edit(project.root, "stacks/index.ts", (text) =>
    text.replace(/(?:const provider = )?realise\(declare\(environment\.values\)\);[^]*$/, () =>
      [
        "const provider = realise(declare(environment.values));",
        `for (const kind of ${JSON.stringify(declared)})`,
        "for (let n = 0; n < 30; n++) {",
        '  new vault.Policy(`${kind}-${n}`, { name: `${kind}-${n}`, policy: \'path "x" { capabilities = ["read"] }\' }, { provider });',
        '  if (n % 3 === 0) new vault.Mount(`${kind}-${n}`, { path: `${kind}-${n}`, type: "kv" }, { provider });',
        "}",
        'import * as vault from "@pulumi/vault";',
        "",
      ].join("\n"),
    ),
  );
}

/** How many resources the state names: the checkpoint is written while the apply goes on. */
function resourcesInState(): number {
  const file = path.join(project.root, ".strongroom", "state", ".pulumi", "stacks", "strongroom", "dev.json");
  return existsSync(file) ? readFileSync(file, "utf8").split('"urn": "').length - 1 : 0;
}

/** Whether the state says that something of this type is being created. */
function pendingInState(type: string): boolean {
  const file = path.join(project.root, ".strongroom", "state", ".pulumi", "stacks", "strongroom", "dev.json");
  return (readFileSync(file, "utf8").split('"pending_operations"')[1] ?? "").includes(type);
}

function vaultPid(): number {
  const server: unknown = JSON.parse(
    readFileSync(path.join(project.root, ".strongroom", "vault", "server.json"), "utf8"),
  );
  return z.object({ pid: z.number() }).parse(server).pid;
}

/** Waits until a condition holds while a command runs. @throws what the command said, where it ends before that */
async function untilMeanwhile(end: ReturnType<typeof ended>, what: string, holds: () => boolean): Promise<void> {
  let result: CommandResult | undefined;
  void end.then((ended) => (result = ended));
  await until(what, () => result !== undefined || holds(), 120);
  if (result !== undefined)
    throw new Error(`before ${what} the command ended: ${JSON.stringify(result, undefined, 2)}`);
}

/** Starts an apply of more resources and waits until some of them are in the state. */
async function inTheMiddleOfAnApply(kind: string): Promise<{ child: ChildProcess; end: ReturnType<typeof ended> }> {
  declareMore(kind);
  const before = resourcesInState();
  const child = startStrongroom(project.root, ["up", "dev", "--yes"]);
  const end = ended(child);
  await untilMeanwhile(end, "the apply's first ten resources", () => resourcesInState() > before + 10);
  return { child, end };
}

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error("the command was not started");
  return child.pid;
}

/** What the next run must do: take up what was begun, lose nothing, create nothing twice, and be as declared. */
async function nextRunFinishes(kind: string): Promise<void> {
  const { exitCode, stdout, stderr } = await strongroom(project.root, ["up", "dev", "--yes"]);
  expect({ exitCode, stdout, stderr }).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/read back: (\d+) of \1 as declared/) as string,
  });
  const policies = await asDeployer(project, (client) => client.request("LIST", "sys/policies/acl"));
  const { keys } = z.object({ data: z.object({ keys: z.array(z.string()) }) }).parse(policies).data;
  expect(keys.filter((name) => name.startsWith(`${kind}-`))).toHaveLength(30);
  expect(await strongroom(project.root, ["preview", "dev"])).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining("no changes") as string,
  });
}

describe("an apply that is interrupted in the middle", () => {
  it("by Ctrl-C finishes its step, says so, leaves no process, and the next run finishes the rest", async () => {
    const { child, end } = await inTheMiddleOfAnApply("interrupted");
    // As a terminal does: to the whole foreground group.
    process.kill(-pidOf(child), "SIGINT");
    const { exitCode, stderr } = await end;
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("interrupted by SIGINT") as string,
    });
    expect(processesOf(project)).toEqual([]);
    await nextRunFinishes("interrupted");
  });

  it("by kill -9 of the command ends Pulumi and its provider, and the next run finishes the rest", async () => {
    const { child, end } = await inTheMiddleOfAnApply("killed");
    process.kill(pidOf(child), "SIGKILL");
    await end;
    await until("the end of everything that was started", () => processesOf(project).length === 0, 30);
    await nextRunFinishes("killed");
  });

  it("by kill -9 of Pulumi is reported, leaves no provider, and the next run finishes the rest", async () => {
    const { end } = await inTheMiddleOfAnApply("engine");
    const pulumi = applyingPulumi(project);
    if (pulumi === undefined) throw new Error("the apply was over before Pulumi could be killed");
    process.kill(pulumi, "SIGKILL");
    const { exitCode, stdout } = await end;
    expect({ exitCode, stdout }).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining("ended by signal 9") as string,
    });
    await until("the end of everything that was started", () => processesOf(project).length === 0, 30);
    await nextRunFinishes("engine");
  });
});

describe("an audit device that is replaced when Pulumi is killed", () => {
  it("is settled by the next run, which waits for a server that answers, and two devices are there", async () => {
    edit(project.root, "stacks/Pulumi.dev.yaml", (text) => text.replace("audit/b.log", "audit/d.log"));
    const vault = vaultPid();
    // A server that does not answer holds the apply where the new device is begun and the old one is still there.
    process.kill(vault, "SIGSTOP");
    const child = startStrongroom(project.root, ["up", "dev", "--yes"]);
    const end = ended(child);
    await untilMeanwhile(end, "the new device's beginning", () => pendingInState("vault:index/audit:Audit"));
    const pulumi = applyingPulumi(project);
    if (pulumi === undefined) throw new Error("there is no Pulumi to be killed");
    process.kill(pulumi, "SIGKILL");
    expect(await end).toMatchObject({ exitCode: 1 });

    process.kill(vault, "SIGKILL");
    const unanswered = await strongroom(project.root, ["up", "dev", "--yes"]);
    expect(unanswered).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(
        /interrupted apply must be settled by reading the server[^]*run this again/,
      ) as string,
    });

    await mustSucceed(project.root, "dev", "start");
    const { stdout, stderr } = await mustSucceed(project.root, "up", "dev", "--yes");
    expect({ stdout, stderr }).toMatchObject({
      stdout: expect.stringMatching(/read back: (\d+) of \1 as declared/) as string,
    });
    const devices = await asDeployer(project, auditDevices);
    expect(devices.map(({ options }) => options["file_path"]).sort()).toEqual([
      ".strongroom/vault/audit/a.log",
      ".strongroom/vault/audit/d.log",
    ]);
  });
});

describe("a preview that is interrupted", () => {
  it("by Ctrl-C ends with nothing touched and no process left", async () => {
    expect(processesOf(project)).toEqual([]);
    const child = startStrongroom(project.root, ["preview", "dev"]);
    const end = ended(child);
    await until("Pulumi's start", () => processesOf(project).length > 0);
    process.kill(-pidOf(child), "SIGINT");
    expect(await end).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("interrupted by SIGINT") as string,
    });
    await until("the end of everything that was started", () => processesOf(project).length === 0, 30);
  });
});

describe("while another apply runs", () => {
  it("a second one is refused with who holds the stack", async () => {
    declareMore("concurrent");
    const vault = vaultPid();
    process.kill(vault, "SIGSTOP");
    const first = ended(startStrongroom(project.root, ["up", "dev", "--yes"]));
    await untilMeanwhile(first, "the first one's apply", () => pendingInState("vault:index/"));
    const second = await strongroom(project.root, ["up", "dev", "--yes"]);
    process.kill(vault, "SIGCONT");
    expect(await first).toMatchObject({ exitCode: 0 });
    expect(second).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/must be free.*found process \d+/) as string,
    });
  });
});

describe("a first dev start that is killed while Pulumi imports", () => {
  it("is finished by the next one, and the first up finds what the bootstrap created", async () => {
    const fresh = await createProject();
    try {
      const child = startStrongroom(fresh.root, ["dev", "start"]);
      const end = ended(child);
      const state = path.join(fresh.root, ".strongroom", "state", ".pulumi", "stacks", "strongroom", "dev.json");
      await until(
        "the first imported resource",
        () => existsSync(state) && readFileSync(state, "utf8").includes("vault:index/"),
        120,
      );
      process.kill(pidOf(child), "SIGKILL");
      await end;
      await until("the end of everything that was started", () => processesOf(fresh).length === 0, 30);
      await mustSucceed(fresh.root, "dev", "start");
      const { stdout } = await mustSucceed(fresh.root, "up", "dev", "--yes");
      expect(stdout).toMatch(/read back: (\d+) of \1 as declared/);
      expect(stdout).not.toMatch(/audit device/);
    } finally {
      await removeProject(fresh);
    }
  });
});
