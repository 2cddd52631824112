import { execFileSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import type { TestProject } from "./project";

/** Processes that were started for the project by any command of it, other than its Vault, which is meant to stay. */
export function processesOf({ root }: TestProject): string[] {
  const listing = execFileSync("ps", ["axeww", "-o", "pid=,command="], { encoding: "utf8", maxBuffer: 1 << 28 });
  return listing
    .split("\n")
    .filter((line) => line.includes(root) && line.includes("STRONGROOM_RUN="))
    .map((line) => line.slice(0, 100));
}

/** Waits until a condition holds; fails, saying which, when it does not come about. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, seconds = 60): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`${what} did not come about within ${seconds} s`);
    await sleep(20);
  }
}

/** The process id of the project's Pulumi that applies, or undefined. */
export function applyingPulumi({ root }: TestProject): number | undefined {
  const listing = execFileSync("ps", ["axeww", "-o", "pid=,command="], { encoding: "utf8", maxBuffer: 1 << 28 });
  const line = listing.split("\n").find((each) => each.includes("pulumi.program up") && each.includes(root));
  return line === undefined ? undefined : Number.parseInt(line.trim(), 10);
}
