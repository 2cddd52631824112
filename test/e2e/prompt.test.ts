import { execFileSync, spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { createProject, removeProject, type TestProject } from "./project/project";

jest.setTimeout(120_000);

let project: TestProject;

beforeAll(async () => {
  // Without `script` (util-linux) nothing here has a terminal, and nothing would be tested.
  execFileSync("script", ["--version"]);
  project = await createProject();
});

afterAll(() => removeProject(project));

interface AtTerminal {
  readonly exitCode: number | null;
  /** All that the terminal showed, with its own line ends. */
  readonly shown: string;
}

const question = 'Only "yes" does.';

/** Runs a shell's command line at a terminal of its own, and types something as soon as it is asked. */
function atTerminal(command: string, typed = ""): Promise<AtTerminal> {
  const child = spawn("script", ["--quiet", "--return", "--command", command, "/dev/null"], {
    cwd: project.root,
    stdio: ["pipe", "pipe", "inherit"],
  });
  let shown = "";
  child.stdout.on("data", (data: Buffer) => {
    const asked = shown.includes(question);
    shown += data.toString();
    if (!asked && shown.includes(question)) child.stdin.write(typed);
  });
  return new Promise((resolve) => child.once("close", (exitCode) => resolve({ exitCode, shown })));
}

// `exec`, so that the shell that `script` starts is not there to end of a Ctrl-C of its own, as dash does.
const up = "exec node cli/strongroom.js up dev";

function expectNoPlanLeft(): void {
  expect(readdirSync(path.join(project.root, ".strongroom")).filter((name) => name.startsWith("plan-"))).toEqual([]);
}

describe("up, when it asks", () => {
  it.each([
    ["no", "no\n"],
    ["an empty line", "\n"],
    ["Ctrl-D", "\u0004"],
  ])("takes %s for a no: nothing is touched, and the exit code says that nothing was applied", async (_, typed) => {
    const { exitCode, shown } = await atTerminal(up, typed);
    expect({ exitCode, shown }).toMatchObject({
      exitCode: 1,
      shown: expect.stringContaining("Nothing was touched.") as string,
    });
    expectNoPlanLeft();
  });

  it("takes Ctrl-C for what it is at any other time", async () => {
    const { exitCode, shown } = await atTerminal(up, "\u0003");
    expect({ exitCode, shown }).toMatchObject({
      exitCode: 1,
      shown: expect.stringContaining("up: interrupted by SIGINT.") as string,
    });
    expectNoPlanLeft();
  });

  it("goes on after yes", async () => {
    // There is no Vault to apply it to.
    const { exitCode, shown } = await atTerminal(up, "yes\n");
    expect(exitCode).toBe(1);
    expect(shown).toContain("Apply to dev failed");
    expectNoPlanLeft();
  });

  it.each([
    ["an answer", "</dev/null"],
    ["a reader of the question", "2>/dev/null"],
    ["a reader of the plan", "| cat; exit ${PIPESTATUS[0]}"],
  ])("refuses to where there is no terminal for %s", async (_, redirection) => {
    const { exitCode, shown } = await atTerminal(`exec bash -c '${up} ${redirection}'`);
    expect(exitCode).toBe(2);
    expect(shown).not.toContain(question);
    if (!redirection.startsWith("2>")) expect(shown).toContain("pass --yes");
    expectNoPlanLeft();
  });
});

test("progress is rewritten where standard error is a terminal, although the answer goes elsewhere", async () => {
  const rewritten = "\r\u001b[2K  previewing dev";
  expect((await atTerminal("node cli/strongroom.js preview dev >/dev/null")).shown).toContain(rewritten);
  expect((await atTerminal("node cli/strongroom.js preview dev 2>/dev/null")).shown).not.toContain(rewritten);
});
