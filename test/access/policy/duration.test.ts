import { parseDuration } from "../../../access/policy/duration";

test.each([
  ["", 0n],
  ["60", 60_000_000_000n],
  ["+5", 5_000_000_000n],
  ["-5", -5_000_000_000n],
  ["2d", 172_800_000_000_000n],
  ["1h30m", 5_400_000_000_000n],
  ["1.5h", 5_400_000_000_000n],
  [".5s", 500_000_000n],
  ["1.s", 1_000_000_000n],
  ["-1m", -60_000_000_000n],
  ["0", 0n],
  ["-0", 0n],
  ["1µs", 1_000n],
  ["1μs1ns", 1_001n],
])("%j is as long as Go says", (text, nanoseconds) => {
  expect(parseDuration(text)).toEqual({ nanoseconds });
});

test.each([
  ["d", 'strconv.ParseInt: parsing "": invalid syntax'],
  ["1h1d", 'strconv.ParseInt: parsing "1h1": invalid syntax'],
  ["x", 'time: invalid duration "x"'],
  ["-", 'time: invalid duration "-"'],
  [".", 'time: invalid duration "."'],
  ["1.5", 'time: missing unit in duration "1.5"'],
  ["1w", 'time: unknown unit "w" in duration "1w"'],
  ["9999999999", "multiplication of durations resulted in overflow, one operand may be too large"],
  ["9999999999h", 'time: invalid duration "9999999999h"'],
])("%j is refused in Go's words", (text, refusal) => {
  expect(parseDuration(text)).toEqual({ refusal });
});
