import type { Change, PlannedKind, PlannedOperation, ResourceInState } from "../../model/change";
import type { Resource } from "../../model/resource";
import { changeInStack } from "../../model/vault/change-in-stack";
import type { Example, ExampleResource } from "../example";
import { resourcesOf, stateOf } from "./example-resource";

/** One resource of an example, as it is written and as rules get it. */
interface Planned {
  readonly written: ExampleResource;
  readonly resource: Resource;
}

/**
 * What the engine would plan for a program that declares the example's `resources` where the state has what is `before`. Resources
 * with one type and one name are one resource.
 */
export function changeOf(example: Example): Change {
  const before = pair(example.before ?? [], stateOf(example));
  const after = pair(example.resources, resourcesOf(example));
  const declared = new Set(after.map(({ resource }) => resource.urn));
  const stated = new Map(before.map((planned) => [planned.resource.urn, planned]));
  const gone = before.filter(({ resource }) => !declared.has(resource.urn));
  return changeInStack({
    operations: [
      ...after.map((planned) => operationOf(stated.get(planned.resource.urn), planned, before)),
      ...gone.map((planned) => operationOf(planned, undefined, before)),
    ],
  });
}

function pair(written: readonly ExampleResource[], resources: readonly Resource[]): Planned[] {
  return resources.flatMap((resource, index) => {
    const each = written[index];
    return each === undefined ? [] : [{ written: each, resource }];
  });
}

function operationOf(
  before: Planned | undefined,
  after: Planned | undefined,
  state: readonly Planned[],
): PlannedOperation {
  const { urn = "", type = "" } = (after ?? before)?.resource ?? {};
  const changed = before === undefined || after === undefined ? [] : differing(before.written, after.written);
  return {
    kind: kindOf(before, after, changed),
    urn,
    type,
    ...(before === undefined ? {} : { before: inState(before, state) }),
    ...(after === undefined ? {} : { after: after.resource }),
    changed,
    isDeletedFirst: after?.written.replaced === "deleted first",
  };
}

function kindOf(before: Planned | undefined, after: Planned | undefined, changed: readonly string[]): PlannedKind {
  if (before === undefined) return "create";
  if (after === undefined) return "delete";
  if (after.written.replaced !== undefined) return "replace";
  return changed.length > 0 ? "update" : "same";
}

function differing({ props: before }: ExampleResource, { props: after }: ExampleResource): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

function inState({ written, resource }: Planned, state: readonly Planned[]): ResourceInState {
  const { protect = false, retainOnDelete = false, deletedWith } = written;
  const isOnServer = /^(?!strongroom:|pulumi:)/u.test(resource.type);
  return {
    resource,
    id: isOnServer ? resource.name : undefined,
    isProtected: protect,
    isRetained: retainOnDelete,
    deletedWith: state.find((other) => deletedWith !== undefined && other.resource.name === deletedWith)?.resource.urn,
  };
}
