import { setTimeout as sleep } from "node:timers/promises";
import { runTimed } from "../../bench/timed-command";
import { processIdentity } from "../../toolchain/embedded/process";

const shell = (script: string) => ({
  program: "/bin/sh",
  arguments: ["-c", script],
  folder: "/",
  environment: process.env,
});
const never = new AbortController().signal;

test("a command's outputs, exit code, first output and whole time are told", async () => {
  const ended = await runTimed(shell("sleep 0.2; echo a; sleep 0.3; echo b >&2; exit 3"), never);
  expect({ out: ended.out, err: ended.err, code: ended.code }).toEqual({ out: "a\n", err: "b\n", code: 3 });
  expect(ended.firstOutput).toBeGreaterThan(0.19);
  expect(ended.seconds).toBeGreaterThan(ended.firstOutput + 0.29);
});

test("a command that says nothing gives its first sign of life when it ends", async () => {
  const ended = await runTimed(shell("exit 0"), never);
  expect(ended.firstOutput).toBe(ended.seconds);
});

test("what a command leaves running in its group is ended with it", async () => {
  const { out } = await runTimed(shell("sleep 600 >/dev/null 2>&1 & echo $!"), never);
  expect(await isGone(Number(out))).toBe(true);
});

test("an interrupted command gets Ctrl-C with all it started, and the reason is thrown once they are gone", async () => {
  const interrupted = new AbortController();
  const started = Date.now();
  const run = runTimed(shell("trap 'exit 130' INT; sleep 600 & wait"), interrupted.signal);
  await sleep(200);
  interrupted.abort(new Error("Ctrl-C"));
  await expect(run).rejects.toThrow("Ctrl-C");
  expect(Date.now() - started).toBeLessThan(5_000);
});

test("nothing is started after Ctrl-C", async () => {
  await expect(runTimed(shell("exit 0"), AbortSignal.abort(new Error("Ctrl-C")))).rejects.toThrow("Ctrl-C");
});

test("a program that is not there is said to be missing", async () => {
  await expect(runTimed({ ...shell(""), program: "/nowhere/tool" }, never)).rejects.toThrow("ENOENT");
});

async function isGone(pid: number): Promise<boolean> {
  for (let attempt = 0; attempt < 40; attempt++) {
    if ((await processIdentity(pid)) === undefined) return true;
    await sleep(25);
  }
  return false;
}
