import path from "node:path";
import { exclusion } from "../../cli/exclusion";

const isExcluded = (pattern: string, name: string, named = name) =>
  exclusion([pattern])({ name, named, isFolder: name.endsWith("/") });

test.each([
  ["charts/", "charts/"],
  ["charts/", "deploy/charts/a.yaml"],
  ["*.example.yaml", "a/b.example.yaml"],
  ["/a.yaml", "a.yaml"],
  ["./deploy/charts", "deploy/charts/"],
  ["deploy/**/test", "deploy/a/b/test/c.yaml"],
  ["deploy", "./deploy/a.yaml"],
  ["deploy", path.resolve("deploy/a.yaml")],
])("%s leaves out %s", (pattern, name) => expect(isExcluded(pattern, name)).toBe(true));

test.each([
  ["charts/", "charts"],
  ["/a.yaml", "b/a.yaml"],
  ["deploy/charts", "charts/a.yaml"],
  ["", "a.yaml"],
  ["*", "./"],
  ["*", "../"],
])("%s does not leave out %s", (pattern, name) => expect(isExcluded(pattern, name)).toBe(false));

test("of what lies elsewhere, paths are seen from what was named", () => {
  expect(isExcluded("/a.yaml", "../other/a.yaml", "../other")).toBe(true);
  expect(isExcluded("other/", "../other/a.yaml", "../other")).toBe(false);
  expect(isExcluded("*.yaml", "../a.yaml", "../a.yaml")).toBe(true);
  expect(isExcluded("/a.yaml", "/srv/a.yaml", "/srv")).toBe(true);
});
