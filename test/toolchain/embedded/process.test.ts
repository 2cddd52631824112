import { spawn, type ChildProcess } from "node:child_process";
import { endProcess, isAlive, processesWithWords, processIdentity } from "../../../toolchain/embedded/process";

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

function begin(script: string, ...parameters: string[]): { pid: number; exit: Promise<NodeJS.Signals | null> } {
  const child = spawn(process.execPath, ["-e", script, ...parameters], { stdio: ["ignore", "pipe", "ignore"] });
  children.push(child);
  if (child.pid === undefined) throw new Error("no process");
  return { pid: child.pid, exit: new Promise((resolve) => child.once("exit", (_, signal) => resolve(signal))) };
}

/** Until the script has run as far as its first output. */
function untilReady(): Promise<unknown> {
  const child = children.at(-1);
  return new Promise((resolve) => child?.stdout?.once("data", resolve));
}

const waits = 'setInterval(() => undefined, 1000); console.log("ready")';

async function known(pid: number): Promise<{ pid: number; identity: string }> {
  const identity = await processIdentity(pid);
  if (identity === undefined) throw new Error(`no process ${pid}`);
  return { pid, identity };
}

test("a process keeps its identity while it lives and has none afterwards", async () => {
  const { pid, exit } = begin(waits);
  const first = await known(pid);
  expect(await processIdentity(pid)).toBe(first.identity);
  process.kill(pid, "SIGKILL");
  await exit;
  expect(await processIdentity(pid)).toBeUndefined();
  expect(await isAlive(first)).toBe(false);
});

test("a process that leaves when asked is ended", async () => {
  const { pid, exit } = begin(waits);
  await untilReady();
  expect(await endProcess(await known(pid), 5_000)).toBe("ended");
  expect(await exit).toBe("SIGTERM");
});

test("a process that does not leave is killed", async () => {
  const { pid, exit } = begin(`process.on("SIGTERM", () => undefined); ${waits}`);
  await untilReady();
  expect(await endProcess(await known(pid), 200)).toBe("killed");
  expect(await exit).toBe("SIGKILL");
});

test("a stranger that has the number now is left alone", async () => {
  const { pid } = begin(waits);
  const stranger = await known(pid);
  expect(await endProcess({ pid, identity: "of-another-boot:1" }, 100)).toBe("gone");
  expect(await isAlive(stranger)).toBe(true);
});

test("a process is found by words that stand together in its command line", async () => {
  const { pid } = begin(waits, "server", "-config=/some place/a.json");
  await untilReady();
  expect(await processesWithWords(["server", "-config=/some place/a.json"])).toEqual([pid]);
  expect(await processesWithWords(["server", "-config=/some place/a"])).toEqual([]);
  expect(await processesWithWords(["-config=/some place/a.json", "server"])).toEqual([]);
});
