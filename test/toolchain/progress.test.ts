import { duration, progressLine, type Activity } from "../../toolchain/progress";

/** A stream that keeps what is written to it. */
function stream(terminal: boolean, columns = 200) {
  const written: string[] = [];
  const fake = { isTTY: terminal, columns, write: (text: string) => written.push(text) > 0 };
  return { written, line: progressLine(fake) };
}

const building: Activity = { kind: "building", file: "vault", seconds: 75, expected: 180 };

test.each<[Activity, number, string]>([
  [building, 105, "toolchain   vault: building, 1 min 15 s of about 3 min 0 s; about 1 min 45 s left in all"],
  [
    { kind: "downloading", file: "pulumi", modules: 12, of: 227 },
    400,
    "toolchain   pulumi: fetching Go modules, 12 of at most 227; about 6 min 40 s left in all",
  ],
  [{ kind: "waiting", holder: undefined }, 0, "toolchain   waiting for another process that builds"],
])("%j is said in words", (activity, left, words) => {
  const { written, line } = stream(false);
  line.show(activity, left);
  expect(written).toEqual([`${words}\n`]);
});

test("waiting names the process and for how long it has been building", () => {
  const { written, line } = stream(false);
  line.show({ kind: "waiting", holder: { pid: 4711, since: new Date(Date.now() - 20_000) } }, 0);
  expect(written).toEqual(["toolchain   waiting for process 4711, which has been building for 20 s\n"]);
});

test("on a terminal one line is rewritten, never wider than the terminal, and taken away at the end", () => {
  const { written, line } = stream(true, 40);
  line.show(building, 105);
  line.show({ ...building, seconds: 76 }, 104);
  line.end();
  expect(written).toEqual([
    "\r\u001b[2Ktoolchain   vault: building, 1 min 15 s",
    "\r\u001b[2Ktoolchain   vault: building, 1 min 16 s",
    "\r\u001b[2K",
  ]);
});

test("elsewhere a line comes when something new begins and then every 15 seconds at most", () => {
  jest.useFakeTimers();
  const { written, line } = stream(false);
  for (let second = 0; second < 32; second += 1) {
    line.show({ kind: "building", file: second < 31 ? "vault" : "pulumi", seconds: second, expected: 60 }, 60 - second);
    jest.advanceTimersByTime(1000);
  }
  jest.useRealTimers();
  expect(written.map((text) => text.slice(0, 36))).toEqual([
    "toolchain   vault: building, 0 s of ",
    "toolchain   vault: building, 15 s of",
    "toolchain   vault: building, 30 s of",
    "toolchain   pulumi: building, 31 s o",
  ]);
});

test.each([
  [-3, "0 s"],
  [59.4, "59 s"],
  [59.6, "1 min 0 s"],
  [200, "3 min 20 s"],
])("%d seconds are %s", (seconds, words) => {
  expect(duration(seconds)).toBe(words);
});
