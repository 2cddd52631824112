import { isOpen } from "../../model/certainty";
import { readResource, type Resource } from "../../model/resource";
import { isSameObject } from "../../model/same-object";
import { unknownMark } from "../../model/unknown-mark";

function resource(type: string, props: object): Resource {
  return readResource({ urn: "urn", type, name: "example", props });
}

const [role, endpoint, claim] = [
  "vault:appRole/authBackendRole:AuthBackendRole",
  "vault:generic/endpoint:Endpoint",
  "kubernetes:core/v1:PersistentVolumeClaim",
];

describe("two resources are one object", () => {
  it.each<[string, string, object, string, object, unknown]>([
    ["by backend and name", role, { backend: "a", roleName: "b" }, role, { backend: "a", roleName: "b", x: 1 }, true],
    ["not at another mount", role, { backend: "a", roleName: "b" }, role, { backend: "c", roleName: "b" }, false],
    [
      "not where one says what the other does not",
      role,
      { roleName: "b" },
      role,
      { backend: "c", roleName: "b" },
      false,
    ],
    ["not of another type", role, { path: "a" }, endpoint, { path: "a" }, false],
    ["not where nothing names them", role, {}, role, {}, false],
    ["by namespace and name", claim, named("vault", "a"), claim, named("vault", "a"), true],
    ["not in another namespace", claim, named("vault", "a"), claim, named("shop", "a"), false],
    ["perhaps, where the name is not known", endpoint, { path: "a" }, endpoint, { path: unknownMark }, "not known"],
    [
      "not where another name decides",
      role,
      { backend: "a", roleName: "b" },
      role,
      { backend: unknownMark, roleName: "c" },
      false,
    ],
  ])("%s", (_, type, props, otherType, otherProps, expected) => {
    const same = isSameObject(resource(type, props), resource(otherType, otherProps));
    expect(isOpen(same) ? "not known" : same).toBe(expected);
  });
});

function named(namespace: string, name: string): object {
  return { metadata: { namespace, name } };
}
