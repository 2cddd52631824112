import { readResource } from "../../../model/resource";
import { apiPaths, ownItems, withoutPath } from "../../../model/vault/api-paths";
import { mountOf } from "../../../model/vault/mount";
import { writeOf } from "../../../model/vault/write";
import { sdkSurface } from "../../toolchain/sdk-surface";

const surface = sdkSurface();

describe("where an object is in Vault's API", () => {
  it("is known of every type that the SDK has", () => {
    const unknownTypes = [...surface.keys()].filter((type) => {
      const resource = readResource({ urn: "urn", type, name: "example", props: {} });
      const isRead = mountOf(resource) !== undefined || writeOf(resource) !== undefined;
      return !isRead && !withoutPath.has(type) && !Object.hasOwn(apiPaths, type);
    });
    expect(unknownTypes).toEqual([]);
  });

  it.each(Object.entries(apiPaths))("is said in inputs of %s", (type, template) => {
    const names = [...template.matchAll(/\{(?<names>[^=}]+)/gu)].flatMap(({ groups }) => groups?.["names"]?.split(","));
    const items = ownItems[type];
    for (const name of items === undefined ? names : [...names, items, "exclusive"])
      expect(surface.get(type)).toContainEqual(expect.stringMatching(new RegExp(`^${name}: (?!.* output)`, "u")));
  });

  it("is said once of every type", () => {
    expect(Object.keys(apiPaths).filter((type) => withoutPath.has(type))).toEqual([]);
    expect([...withoutPath].filter((type) => !surface.has(type))).toEqual([]);
  });
});
