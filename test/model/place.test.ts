import { positionOf, printPlace, within, type Place } from "../../model/place";

const place: Place = { path: ["policy"], line: 4, block: 'path "sys/*"' };
const position = { file: "ci.hcl", line: 1, column: 1, textLine: 10 };

test.each<[Place, string]>([
  [{ path: [] }, ""],
  [{ path: ["listeners", 0, "tlsDisable"] }, "listeners[0].tlsDisable"],
  [{ path: ["data", "vault.hcl", "listener"], line: 3 }, 'data["vault.hcl"].listener (line 3)'],
  [place, 'policy path "sys/*" (line 4)'],
  [{ path: ["policy"], block: 'path "sys/*"' }, 'policy path "sys/*"'],
])("%j is printed as %s", (each, printed) => {
  expect(printPlace(each)).toBe(printed);
});

test("the block of a text does not change where it stands in a file, and stays with what is inside", () => {
  const inFile = { ...place, position };
  expect(positionOf(inFile)).toEqual({ file: "ci.hcl", line: 13, column: 1 });
  expect(within(inFile, "a")).toEqual({ ...inFile, path: ["policy", "a"] });
});

test("what stands in a text has its own column in the file, which is that of the text and its own in it", () => {
  const inText = { path: [], line: 2, column: 5 };
  expect(positionOf({ ...inText, position })).toEqual({ file: "ci.hcl", line: 11, column: 5 });
  expect(positionOf({ ...inText, position: { ...position, textColumn: 7 } })).toMatchObject({ line: 11, column: 11 });
  // Its lines are not the file's.
  expect(positionOf({ ...inText, position: { file: "a.json", line: 3, column: 9 } })).toMatchObject({
    line: 3,
    column: 9,
  });
});
