import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freshFolder } from "./fake-programs";

jest.setTimeout(30_000);

const guard = path.join(__dirname, "..", "..", "toolchain", "pulumi-guard");

/** The guard with a program that writes down what it is told, and how it is to end. */
interface Guarded {
  readonly guard: string;
  /** What the program has written so far: `started`, then `interrupted` for each interrupt. */
  readonly said: () => string[];
  readonly programPid: () => number;
}

/** @param ending what the program does on its first interrupt */
function guarded(ending: "ends with 7 after a while" | "goes on"): Guarded {
  const folder = freshFolder();
  const log = path.join(folder, "log");
  const end = ending === "goes on" ? "" : "setTimeout(() => process.exit(7), 500);";
  const program = `#!${process.execPath}
const { appendFileSync } = require("node:fs");
process.on("SIGINT", () => { appendFileSync(${JSON.stringify(log)}, "interrupted\\n"); ${end} });
appendFileSync(${JSON.stringify(log)}, "pid " + process.pid + "\\nstarted\\n");
setInterval(() => {}, 1000);
`;
  const place = path.join(folder, "pulumi");
  copyFileSync(guard, place);
  writeFileSync(`${place}.program`, program);
  chmodSync(`${place}.program`, 0o755);
  const lines = () => (existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : []);
  return {
    guard: place,
    said: () => lines().filter((line) => !line.startsWith("pid ")),
    programPid: () => Number(lines()[0]?.replace("pid ", "")),
  };
}

async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 20_000; !holds(); await sleep(20)) {
    if (Date.now() > end) throw new Error("did not come about within 20 s");
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once("exit", resolve));
}

async function started(program: Guarded): Promise<{ child: ChildProcess; exit: Promise<number | null> }> {
  const child = spawn(program.guard, [], { stdio: ["pipe", "ignore", "inherit"] });
  const exit = exitOf(child);
  await until(() => program.said().includes("started"));
  return { child, exit };
}

test("two interrupts, as Ctrl-C at a terminal makes them, are one to the program, which ends in its own time", async () => {
  const program = guarded("ends with 7 after a while");
  const { child, exit } = await started(program);
  child.kill("SIGINT");
  await until(() => program.said().includes("interrupted"));
  child.kill("SIGINT");
  expect(await exit).toBe(7);
  expect(program.said()).toEqual(["started", "interrupted"]);
});

test("an interrupt before the program is there reaches it, or ends it, and leaves nothing", async () => {
  const program = guarded("ends with 7 after a while");
  const child = spawn(program.guard, [], { stdio: ["pipe", "ignore", "inherit"] });
  const exit = exitOf(child);
  await sleep(5);
  child.kill("SIGINT");
  expect(await exit).not.toBe(0);
  if (program.said().length > 0) expect(isAlive(program.programPid())).toBe(false);
});

test("the end of standard input is one interrupt, also after another", async () => {
  const program = guarded("ends with 7 after a while");
  const { child, exit } = await started(program);
  child.kill("SIGINT");
  await until(() => program.said().includes("interrupted"));
  child.stdin?.end();
  expect(await exit).toBe(7);
  expect(program.said()).toEqual(["started", "interrupted"]);
});

test("a program that goes on after standard input has ended is killed", async () => {
  const program = guarded("goes on");
  const { child, exit } = await started(program);
  child.stdin?.end();
  expect(await exit).toBe(128 + 9);
  expect(program.said()).toEqual(["started", "interrupted"]);
  expect(isAlive(program.programPid())).toBe(false);
});

test("kill -9 of the starter ends the program by an interrupt", async () => {
  const program = guarded("ends with 7 after a while");
  const script = `require("node:child_process").spawn(process.argv[1], [], { stdio: ["pipe", "ignore", "ignore"] });`;
  const starter = spawn(process.execPath, ["-e", script, program.guard], { stdio: "ignore" });
  await until(() => program.said().includes("started"));
  starter.kill("SIGKILL");
  await until(() => !isAlive(program.programPid()));
  expect(program.said()).toEqual(["started", "interrupted"]);
});
