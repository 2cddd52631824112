import type { Change } from "../change";
import type { Resource } from "../resource";
import { inStack } from "./in-stack";

/** The same change, in which each write below a mount knows its stack: as the state has it, and as the program declares it. */
export function changeInStack({ operations }: Change): Change {
  const before = byUrn(operations.flatMap((each) => each.before?.resource ?? []));
  const after = byUrn(operations.flatMap((each) => each.after ?? []));
  return {
    operations: operations.map((operation) => {
      const [was, is] = [before.get(operation.urn), after.get(operation.urn)];
      return {
        ...operation,
        ...(was === undefined || operation.before === undefined
          ? {}
          : { before: { ...operation.before, resource: was } }),
        ...(is === undefined ? {} : { after: is }),
      };
    }),
  };
}

function byUrn(resources: readonly Resource[]): ReadonlyMap<string, Resource> {
  return new Map(inStack(resources).map((resource) => [resource.urn, resource]));
}
