import { createProject, ended, mustSucceed, removeProject, startStrongroom, type TestProject } from "./project/project";
import { processesOf, until } from "./project/processes";

jest.setTimeout(120_000);

let project: TestProject;

beforeAll(async () => {
  project = await createProject();
});

afterAll(() => removeProject(project));

async function isVaultRunning(): Promise<boolean> {
  const { stdout } = await mustSucceed(project.root, "dev", "status", "--json");
  return (JSON.parse(stdout) as { running: boolean }).running;
}

/** Interrupts a demo, as Ctrl-C at a terminal does, as soon as it has printed something. */
async function interruptedAfter(text: string): Promise<{ exitCode: number | null; stderr: string }> {
  const child = startStrongroom(project.root, ["demo"]);
  let printed = "";
  child.stdout?.on("data", (data: Buffer) => (printed += data.toString()));
  const end = ended(child);
  await until(`"${text}"`, () => printed.includes(text));
  if (child.pid === undefined) throw new Error("the demo was not started");
  process.kill(-child.pid, "SIGINT");
  return end;
}

test("a demo that is interrupted when its Vault is up says that this keeps running, and so it does", async () => {
  const { exitCode, stderr } = await interruptedAfter("bootstrap ");
  expect({ exitCode, stderr }).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining(
      "demo: interrupted by SIGINT. An embedded Vault that had come up keeps running; strongroom dev stop ends it.",
    ) as string,
  });
  expect(await isVaultRunning()).toBe(true);
  await until("the end of everything else", () => processesOf(project).length === 0, 30);
});
