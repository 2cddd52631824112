import { execFileSync, spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { companions } from "./project/companions";
import { until } from "./project/processes";
import { repository } from "./project/project";

/** The processes whose command line has this word. */
function processesWith(word: string): string[] {
  const listing = execFileSync("ps", ["-eo", "args"], { encoding: "utf8", maxBuffer: 1 << 28 });
  return listing.split("\n").filter((line) => line.includes(word) && !line.startsWith("ps "));
}

describe("programs that run beside a test", () => {
  test("end when they are stopped, and their folder goes", async () => {
    const programs = companions("tried");
    programs.start("sleep", "987651");
    await until("the program runs", () => processesWith("987651").length > 0);
    expect(readdirSync(programs.folder)).toEqual(["sleep.log"]);
    await programs.stop();
    expect(processesWith("987651")).toEqual([]);
    expect(existsSync(programs.folder)).toBe(false);
  });

  test("end when the test's process is killed, and their folder goes", async () => {
    const file = path.join(repository, "test/e2e/project/companions");
    const script = `
      const programs = require(${JSON.stringify(file)}).companions("tried");
      programs.start("sleep", "987652");
      console.log(programs.folder);`;
    const register = path.join(repository, "typescript.js");
    const child = spawn(process.execPath, ["--require", register, "--eval", script], { cwd: repository });
    const folder = await new Promise<string>((resolve) => {
      child.stdout.once("data", (printed: Buffer) => resolve(printed.toString().trim()));
    });
    await until("the program runs", () => processesWith("987652").length > 0);
    child.kill("SIGKILL");
    await until("the program has ended", () => processesWith("987652").length === 0, 20);
    await until("the folder is gone", () => !existsSync(folder), 20);
  });

  test("that end by themselves are named with what they printed", async () => {
    const programs = companions("tried");
    try {
      programs.start("sh", "-c", "echo no such option >&2; exit 3");
      const attempt = programs.ready("it answers", () => Promise.reject(new Error("nobody there")));
      await expect(attempt).rejects.toThrow(/^it answers: sh ended with 3\n.*nobody there\nsh\.log:\nno such option/);
    } finally {
      await programs.stop();
    }
  });
});
