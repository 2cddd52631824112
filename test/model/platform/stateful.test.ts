import { heldInCluster } from "../../../model/platform/stateful";
import { readResource } from "../../../model/resource";
import { isHeld } from "../../../model/stateful";
import { unknownMark } from "../../../model/unknown-mark";

const release = "kubernetes:helm.sh/v3:Release";
const chart = (server: object) => ({
  chart: "vault",
  repositoryOpts: { repo: "https://helm.releases.hashicorp.com" },
  values: { server },
});
const whenDeleted = (policy: string) => ({ persistentVolumeClaimRetentionPolicy: { whenDeleted: policy } });

/** What is lost with an object; undefined for nothing. */
function lostWith(kind: string, props: object): string | undefined {
  const held = heldInCluster(readResource({ urn: "urn", type: kind, name: "example", props }));
  if (held === undefined) return undefined;
  return isHeld(held) ? held.holds : "not known";
}

test.each([
  ["a StatefulSet that deletes its claims", "kubernetes:apps/v1:StatefulSet", { spec: whenDeleted("Delete") }],
  ["a release of the chart that does", release, chart(whenDeleted("Delete"))],
])("with %s goes the data on its volumes", (_, kind, props) => {
  expect(lostWith(kind, props)).toBe("the data on its volumes");
});

test("with the definition of a kind go all objects of it", () => {
  const kind = "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition";
  expect(lostWith(kind, { spec: { group: "cert-manager.io" } })).toBe("every object of its kind");
});

test.each([
  ["a release that keeps its claims", release, chart(whenDeleted("Retain"))],
  ["a release that says nothing of them", release, chart({})],
  ["a release of another chart", release, { ...chart(whenDeleted("Delete")), chart: "postgresql" }],
  ["a patch of a definition", "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinitionPatch", {}],
])("with %s goes nothing", (_, kind, props) => {
  expect(lostWith(kind, props)).toBeUndefined();
});

test("where the chart's policy is not known, neither is the loss", () => {
  expect(lostWith(release, chart(whenDeleted(unknownMark)))).toBe("not known");
});
