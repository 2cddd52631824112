import { didYouMean, nearest } from "../../problem/suggestion";

describe("the word that was meant", () => {
  it.each([
    ["metod", ["method", "mount"], "method"],
    ["Method", ["method"], "method"],
    ["xyz", ["method", "mount"], undefined],
    ["a", ["b"], "b"],
    ["raed", ["read", "list"], "read"],
    ["anything", [], undefined],
  ])("for %s among %j is %s", (word, candidates, expected) => {
    expect(nearest(word, candidates)).toBe(expected);
  });

  it("is asked for in a sentence, or not at all", () => {
    expect([didYouMean("metod", ["method"]), didYouMean("xyz", ["method"])]).toEqual(['; did you mean "method"?', ""]);
  });
});
