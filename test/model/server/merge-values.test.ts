import { readValue } from "../../../model/read";
import { mergeValues } from "../../../model/server/merge-values";
import { plain } from "../platform/chart/plain";
import { field, isFields } from "../../../model/value";

const value = (data: unknown, name: string) => readValue(data, { path: [name] });

test.each<[string, unknown, unknown, unknown]>([
  ["objects are one", { a: { b: 1 }, c: 2 }, { a: { d: 3 } }, { a: { b: 1, d: 3 }, c: 2 }],
  ["lists win as a whole", { a: [1, 2] }, { a: [3] }, { a: [3] }],
  ["what is no object takes one away", { a: { b: 1 } }, { a: "x" }, { a: "x" }],
  ["nothing leaves everything", { a: 1 }, undefined, { a: 1 }],
  ["over nothing, everything counts", undefined, { a: 1 }, { a: 1 }],
])("merged as Helm does: %s", (_name, base, over, expected) => {
  expect(plain(mergeValues(value(base, "base"), value(over, "over")))).toEqual(expected);
});

test("a null stays, so that it takes the chart's own away", () => {
  const merged = mergeValues(value({ a: { b: 1 } }, "base"), value({ a: null }, "over"));
  expect(merged.kind === "known" && isFields(merged.value) && merged.value.has("a")).toBe(true);
});

test("every value stands where it was written", () => {
  const merged = mergeValues(value({ a: { b: 1 } }, "base"), value({ a: { c: 2 } }, "over"));
  expect(["b", "c"].map((name) => field(merged, "a", name).place.path)).toEqual([
    ["base", "a", "b"],
    ["over", "a", "c"],
  ]);
});
