import { differences } from "../../stacks/difference";

describe("the difference between two values", () => {
  it.each([
    ["nothing between equal values", { a: [1, { b: "x" }] }, { a: [1, { b: "x" }] }, []],
    ["a value that differs, by its path", { a: { b: 1 } }, { a: { b: 2 } }, [{ path: "a.b", left: 1, right: 2 }]],
    ["what only the left has", { a: 1, b: 2 }, { a: 1 }, [{ path: "b", left: 2 }]],
    ["what only the right has", { a: 1 }, { a: 1, b: { c: 2 } }, [{ path: "b", right: { c: 2 } }]],
    [
      "things in a list by their names, wherever they stand",
      { a: [{ name: "x", at: 1 }, { name: "y" }] },
      { a: [{ name: "y" }, { name: "x", at: 2 }] },
      [{ path: "a[x].at", left: 1, right: 2 }],
    ],
    ["things without names by their place", { a: ["x", "y"] }, { a: ["x"] }, [{ path: "a[1]", left: "y" }]],
    [
      "things of one name by their place, so that none is lost",
      [{ name: "x" }, { name: "x" }],
      [{ name: "x" }],
      [{ path: "[1]", left: { name: "x" } }],
    ],
    ["a list where there was none", { a: {} }, { a: [] }, []],
    ["another kind of value", { a: ["x"] }, { a: "x" }, [{ path: "a", left: ["x"], right: "x" }]],
    ["an object that became empty", { a: { b: 1 } }, { a: {} }, [{ path: "a.b", left: 1 }]],
  ])("is %s", (_, left, right, expected) => {
    expect(differences(left, right)).toEqual(expected);
  });
});
