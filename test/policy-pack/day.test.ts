import { dayOf, daysBetween, isDay } from "../../policy-pack/day";

test.each([
  ["2026-02-28", true],
  ["2028-02-29", true],
  ["2026-02-29", false],
  ["2026-06-31", false],
  ["2026-13-01", false],
  ["2026-6-1", false],
  ["2026-06-01T00:00:00Z", false],
  ["31.12.2026", false],
  ["", false],
])("%j is a day: %s", (text, expected) => expect(isDay(text)).toBe(expected));

test.each([
  ["2026-06-01", "2026-06-01", 0],
  ["2026-06-01", "2026-05-31", -1],
  ["2026-03-01", "2026-04-01", 31],
  ["2026-10-01", "2026-11-01", 31],
])("from %s to %s it is %s days", (first, second, days) => expect(daysBetween(first, second)).toBe(days));

test("a day begins and ends in UTC", () => {
  expect(dayOf(new Date("2026-06-01T23:59:59Z"))).toBe("2026-06-01");
});
