import fc from "fast-check";
import { readValue } from "../../../model/read";
import { setValues, typedValue } from "../../../model/server/set-values";
import { field, known, unknown } from "../../../model/value";
import { plain } from "../platform/chart/plain";

const top = { path: ["values"] };
const set = (values: object, ...settings: readonly (readonly [string, string])[]) =>
  plain(
    setValues(
      readValue(values, top),
      settings.map(([name, value]) => ({ name: known(name, top), value: known(value, top), isText: false })),
    ),
  );

test.each<[string, object, readonly (readonly [string, string])[], unknown]>([
  ["wins over what is given", { a: { b: 1, c: 2 } }, [["a.b", "3"]], { a: { b: 3, c: 2 } }],
  ["stands where nothing is given", {}, [["a.b", "x"]], { a: { b: "x" } }],
  ["takes the place of what is no object", { a: "x" }, [["a.b", "y"]], { a: { b: "y" } }],
  ["has dots in a key where they are escaped", {}, [[String.raw`a\.b.c`, "x"]], { "a.b": { c: "x" } }],
  ["is an item of a list", { a: ["x", "y"] }, [["a[1]", "z"]], { a: ["x", "z"] }],
  ["is a part of an item behind the last one", { a: ["x"] }, [["a[1].b", "z"]], { a: ["x", { b: "z" }] }],
  [
    "comes after the one before it",
    {},
    [
      ["a.b", "1"],
      ["a", "x"],
      ["a.c", "2"],
    ],
    { a: { c: 2 } },
  ],
])("a value that is set %s", (_name, values, settings, expected) => {
  expect(set(values, ...settings)).toEqual(expected);
});

test.each<[string, unknown]>([
  ["true", true],
  ["FALSE", false],
  ["0", 0],
  ["-12", -12],
  ["007", "007"],
  ["1.5", "1.5"],
  ["null", undefined],
  ["", ""],
  ["{a,1}", ["a", 1]],
  ["{}", []],
  [String.raw`a\,b`, "a,b"],
])("%j is what Helm takes it for", (text, expected) => {
  expect(plain(typedValue(known(text, top)))).toEqual(expected);
});

test.each(["a..b", ".a", "a.", "a[x]", "a=b", "", "a[99999]"])("%j is no name, and nothing is known then", (name) => {
  expect(set({ a: 1 }, [name, "x"])).toBe("(unknown)");
});

test("a value is secret by the end of its name", () => {
  const values = setValues(known(undefined, top), [
    { name: known("server.extraEnvironmentVars.VAULT_TOKEN", top), value: known("x", top), isText: true },
  ]);
  expect(field(values, "server", "extraEnvironmentVars", "VAULT_TOKEN").kind).toBe("secret");
});

test("what is not known stays so for itself alone", () => {
  const values = setValues(readValue({ a: { b: 1, c: 2 } }, top), [
    { name: known("a.b", top), value: unknown("is elsewhere", top), isText: false },
  ]);
  expect(plain(values)).toEqual({ a: { b: "(unknown)", c: 2 } });
});

test("any name is read or refused", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (name, value) => {
      expect(() => set({ a: [1] }, [name, value])).not.toThrow();
    }),
  );
});
