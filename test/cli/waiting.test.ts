import { setTimeout as sleep } from "node:timers/promises";
import { waiting } from "../../cli/waiting";

async function shown(isTerminal: { in: boolean; out: boolean; err: boolean }): Promise<string> {
  let text = "";
  const io = { err: (more: string) => void (text += more), isTerminal };
  await waiting(io, "previewing dev", async (detail) => {
    detail("12 resources");
    await sleep(1_100);
  });
  return text;
}

test("on a terminal one line says what is waited for, and goes away, wherever the answer goes", async () => {
  const text = await shown({ in: true, out: false, err: true });
  expect(text).toBe("\r\u001b[2K  previewing dev, 12 resources, 1 s\r\u001b[2K");
});

test("where progress goes to a file, nothing rewrites lines, although the answer goes to a terminal", async () => {
  expect(await shown({ in: true, out: true, err: false })).toBe("");
});
