import { median, ratio } from "../../bench/result";

test.each([
  [[3], 3],
  [[5, 1, 3], 3],
  [[4, 1, 3, 2], 2.5],
  [[], undefined],
])("the median of %j is %p", (numbers, expected) => {
  expect(median(numbers)).toBe(expected);
});

test("a ratio is Strongroom's median over the other's", () => {
  const row = { kind: "apply", objects: 1, seconds: { strongroom: [9, 3, 4], pulumi: [2, 2, 50] } } as const;
  expect([ratio(row, "pulumi"), ratio(row, "terraform")]).toEqual([2, undefined]);
});
