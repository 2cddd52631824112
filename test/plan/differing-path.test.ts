import { differingPaths } from "../../plan/differing-path";

const settings = { ui: false, listeners: [{ address: "a", tlsMinVersion: "tls12" }] };

test.each([
  ["nothing, where both are the same", settings, structuredClone(settings), []],
  [
    "a value inside a list",
    settings,
    { ...settings, listeners: [{ address: "b", tlsMinVersion: "tls12" }] },
    ["listeners[0].address"],
  ],
  [
    "a property that is gone and one that is new",
    settings,
    { listeners: settings.listeners, seal: "awskms" },
    ["ui", "seal"],
  ],
  ["an item that is new", settings, { ...settings, listeners: [...settings.listeners, {}] }, ["listeners[1]"]],
  ["a value that became another kind", { a: [1] }, { a: { 0: 1 } }, ["a"]],
])("two values differ in %s", (_, before, after, paths) => {
  expect(differingPaths(before, after)).toEqual(paths);
});
