import { readValue } from "../../model/read";
import { asBoolean, asCount, asNames, asSeconds, asText } from "../../model/scalars";
import { secret } from "../../model/secret";
import type { Value } from "../../model/value";

const place = { path: ["field"] };
const shown = (value: Value<unknown>) => (value.kind === "known" ? value.value : value.kind);

test.each([
  [0, 0],
  ["90", 90],
  ["", 0],
  ["1h30m", 5400],
  ["7d", 604_800],
  ["1.5h", 5400],
  ["-1m", -60],
  ["500ms", 0.5],
  [undefined, undefined],
  ["1w", "unknown"],
  ["1d12h", "unknown"],
  ["h", "unknown"],
  [true, "unknown"],
])("as a duration, %j is %j seconds", (data, seconds) => {
  expect(shown(asSeconds(readValue(data, place)))).toBe(seconds);
});

test.each([
  [10, 10],
  ["10", 10],
  ["-1", -1],
  ["1.5", "unknown"],
  ["ten", "unknown"],
  [undefined, undefined],
])("as a count, %j is %j", (data, count) => {
  expect(shown(asCount(readValue(data, place)))).toBe(count);
});

test.each([
  ["a, b,,c", ["a", "b", "c"]],
  [
    ["a", "b,c"],
    ["a", "b", "c"],
  ],
  [undefined, []],
])("as names, %j are %j", (data, names) => {
  const read = asNames(readValue(data, place));
  expect(read.kind === "known" ? read.value.map(shown) : read.kind).toEqual(names);
});

test("a number and a boolean are texts as Vault writes them; a list is none", () => {
  expect([8200, true, false, ["a"]].map((data) => shown(asText(readValue(data, place))))).toEqual([
    "8200",
    "1",
    "0",
    "unknown",
  ]);
});

test("what a secret means can be asked, and texts in it stay secret", () => {
  expect(shown(asBoolean(secret("T", place)))).toBe(true);
  expect(shown(asSeconds(secret("2h", place)))).toBe(7200);
  expect(shown(asText(secret("a", place)))).toBe("secret");
  const names = asNames(secret("root, dev", place));
  expect(names.kind === "known" && names.value.map(shown)).toEqual(["secret", "secret"]);
});
