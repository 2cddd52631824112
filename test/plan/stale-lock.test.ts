import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { removeStaleLocks } from "../../plan/stale-lock";

let state: string;
let folder: string;

beforeEach(() => {
  state = mkdtempSync(path.join(tmpdir(), "strongroom-locks-"));
  folder = path.join(state, ".pulumi", "locks", "organization", "strongroom", "dev");
  mkdirSync(folder, { recursive: true });
});

afterEach(() => {
  rmSync(state, { recursive: true, force: true });
});

function lock(pid: number, host = hostname(), taken = new Date()): void {
  const content = { pid, username: "someone", hostname: host, timestamp: taken.toISOString() };
  writeFileSync(path.join(folder, `${pid}.json`), JSON.stringify(content));
}

/** The number of a process that has just ended. */
function deadPid(): number {
  return spawnSync(process.execPath, ["--version"]).pid;
}

describe("the locks of a stack", () => {
  it("of a process that is gone are removed, and named", async () => {
    const pid = deadPid();
    lock(pid);
    expect(await removeStaleLocks(state, "strongroom", "dev")).toEqual([expect.objectContaining({ pid })]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("of a process that is gone are removed, whoever has its number now", async () => {
    lock(process.pid, hostname(), new Date(Date.now() - 365 * 24 * 3600 * 1000));
    expect(await removeStaleLocks(state, "strongroom", "dev")).toHaveLength(1);
  });

  it.each([
    ["a process that runs", () => lock(process.pid)],
    ["a process of another machine, which nobody here can know of", () => lock(deadPid(), "elsewhere")],
  ])("of %s are left alone, and the apply is refused", async (_, given) => {
    given();
    await expect(removeStaleLocks(state, "strongroom", "dev")).rejects.toThrow(/must be free.*found process \d+/);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it("are all left where one of them is held", async () => {
    lock(deadPid());
    lock(process.pid);
    await expect(removeStaleLocks(state, "strongroom", "dev")).rejects.toThrow(/must be free/);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it("may be absent, as in a state that nobody has applied to", async () => {
    expect(await removeStaleLocks(path.join(state, "elsewhere"), "strongroom", "dev")).toEqual([]);
  });
});
