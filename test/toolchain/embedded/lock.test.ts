import { rmSync, utimesSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { withLock } from "../../../toolchain/embedded/lock";
import { removeTemporaryFolders, temporaryFolder } from "./embedded-folder";

afterAll(removeTemporaryFolders);

const never = new AbortController().signal;
const wait = { signal: never, onWait: () => undefined };

test("one command works at a time, and the one that waits is told so once", async () => {
  const folder = temporaryFolder();
  const seen: string[] = [];
  const work = (name: string) => async () => {
    seen.push(`${name} begins`);
    await sleep(300);
    seen.push(`${name} ends`);
  };
  const first = withLock(folder, wait, work("first"));
  await sleep(100);
  await Promise.all([
    first,
    withLock(folder, { signal: never, onWait: () => seen.push("second waits") }, work("second")),
  ]);
  expect(seen).toEqual(["first begins", "second waits", "first ends", "second begins", "second ends"]);
});

test("a command that fails gives the lock back", async () => {
  const folder = temporaryFolder();
  await expect(withLock(folder, wait, () => Promise.reject(new Error("failed")))).rejects.toThrow("failed");
  expect(await withLock(folder, wait, () => Promise.resolve("next"))).toBe("next");
});

test("waiting ends with Ctrl-C, and with patience", async () => {
  const folder = temporaryFolder();
  const interrupt = new AbortController();
  await withLock(folder, wait, async () => {
    const interrupted = withLock(folder, { ...wait, signal: interrupt.signal }, () => Promise.resolve());
    interrupt.abort(new Error("Ctrl-C"));
    await expect(interrupted).rejects.toThrow();
    await expect(withLock(folder, { ...wait, patience: 200 }, () => Promise.resolve())).rejects.toThrow(
      "embedded Vault must be free for this command, found another Strongroom command at work on it for more than 0.2 s",
    );
  });
});

test("a lock that its holder lost stops the holder's work", async () => {
  const folder = temporaryFolder();
  const work = withLock(folder, wait, async (signal) => {
    rmSync(folder.lock, { recursive: true });
    await sleep(10_000, undefined, { signal });
  });
  await expect(work).rejects.toThrow();
});

test("something else in the lock's place is refused with the way out", async () => {
  const folder = temporaryFolder();
  writeFileSync(folder.lock, "not a folder");
  utimesSync(folder.lock, 0, 0);
  await expect(withLock(folder, wait, () => Promise.resolve())).rejects.toThrow(`then remove ${folder.lock}`);
});
