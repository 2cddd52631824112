import { manifestsNamed, manifestsOfKind } from "../../../model/platform/find-manifests";
import { readResource, type Resource } from "../../../model/resource";
import { secret } from "../../../model/secret";
import { unknownMark } from "../../../model/unknown-mark";
import { known } from "../../../model/value";

const place = { path: [] };

function object(type: string, name: string | undefined, namespace?: string): Resource {
  const metadata = { name, namespace };
  return readResource({ urn: `${type} ${name} ${namespace}`, type, name: "example", props: { metadata } });
}

const shop = object("kubernetes:core/v1:ConfigMap", "corporate-ca", "shop");
const vault = object("kubernetes:core/v1:ConfigMap", "corporate-ca", "vault");
const patch = object("kubernetes:core/v1:ConfigMapPatch", "corporate-ca", "login");
const other = object("kubernetes:core/v1:ConfigMap", "settings", "vault");
const undecided = object("kubernetes:core/v1:ConfigMap", unknownMark);
const unnamed = object("kubernetes:core/v1:ConfigMap", undefined);
const namesake = object("kubernetes:core/v1:Secret", "corporate-ca", "vault");
const elsewhere = object("vault:index/policy:Policy", "corporate-ca");
const resources = [shop, other, undecided, namesake, vault, unnamed, patch, elsewhere];

test("objects of one kind come in the stack's order, patches among them", () => {
  expect(manifestsOfKind("ConfigMap", resources)).toEqual([shop, other, undecided, vault, unnamed, patch]);
  expect(manifestsOfKind("Policy", resources)).toEqual([]);
});

test.each([
  ["a name", known("corporate-ca", place), [shop, vault, patch, undecided]],
  ["a name that is secret", secret("corporate-ca", place), [shop, vault, patch, undecided]],
  ["a name that none has", known("none", place), [undecided]],
  ["no name", known(undefined, place), [unnamed, undecided]],
] as const)("%s finds all that have it, and what could have it", (_, name, expected) => {
  expect(manifestsNamed("ConfigMap", name, resources)).toEqual(expected);
});
