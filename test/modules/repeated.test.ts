import { repeated, repetitionProblems } from "../../modules/repeated";

test("names that are there more than once are found, each once", () => {
  expect(repeated(["b", "a", "b", "c", "b", "a"])).toEqual(["b", "a"]);
  expect(repeated([])).toEqual([]);
});

test("a list with a name twice is refused", () => {
  expect(repetitionProblems("engine", "keys", [{ name: "a" }, { name: "b" }, { name: "a" }])).toEqual([
    { subject: "engine", path: "keys", must: "have each name once", found: '"a" again', fix: "give each its own name" },
  ]);
});
