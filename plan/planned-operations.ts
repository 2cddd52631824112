import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import type { Change, PlannedOperation, ResourceInState } from "../model/change";
import { readResource, type RawResource, type Resource } from "../model/resource";
import { changeInStack } from "../model/vault/change-in-stack";
import { hideSecrets } from "./hidden-text";
import { nameOf, type Operation } from "./operation";
import { isDeletedFirst, isOnlyRead, stateAfter, stateBefore, stepsOf } from "./steps";
import type { StateFile } from "./state-file";

/** A resource in an event or in a state file. */
interface Stated {
  readonly urn: string;
  readonly type: string;
  readonly id?: string | undefined;
  readonly protect?: boolean | undefined;
  readonly retainOnDelete?: boolean | undefined;
  /** The provider's URN and id. */
  readonly provider?: string | undefined;
  readonly inputs?: Readonly<Record<string, unknown>> | undefined;
  readonly outputs?: Readonly<Record<string, unknown>> | undefined;
}
type Lookup = (urn: string) => Stated | undefined;

/**
 * What a preview plans, with each resource as the state has it and as the program declares it. The events say most of it; the state
 * says what goes with what, and what the preview did not get to.
 */
export function plannedChange(
  events: readonly EngineEvent[],
  operations: readonly Operation[],
  state: StateFile | undefined,
): Change {
  const stepsByUrn = new Map(stepsOf(events).map((each) => [each.urn, each]));
  const stated = new Map((state?.deployment?.resources ?? []).map((resource) => [resource.urn, resource]));
  const before: Lookup = (urn) => {
    const steps = stepsByUrn.get(urn);
    return (steps === undefined ? undefined : stateBefore(steps)) ?? stated.get(urn);
  };
  const after: Lookup = (urn) => {
    const steps = stepsByUrn.get(urn);
    return steps === undefined ? undefined : stateAfter(steps);
  };
  return changeInStack({
    operations: operations.map(({ kind, urn, type, changed }): PlannedOperation => {
      const steps = stepsByUrn.get(urn);
      const was = before(urn);
      const is = kind === "delete" ? undefined : after(urn);
      return {
        kind: steps !== undefined && isOnlyRead(steps) ? "read" : kind,
        urn,
        type,
        ...(was === undefined ? {} : { before: inState(was, stated.get(urn)?.deletedWith, before) }),
        ...(is === undefined ? {} : { after: read(is, after) }),
        changed,
        isDeletedFirst: steps !== undefined && isDeletedFirst(steps),
      };
    }),
  });
}

function inState(stated: Stated, deletedWith: string | undefined, providers: Lookup): ResourceInState {
  const { id = "", protect = false, retainOnDelete = false, outputs } = stated;
  return {
    resource: read(stated, providers),
    ...(outputs === undefined ? {} : { outputs: readResource(raw({ ...stated, inputs: outputs })).inputs }),
    id: id === "" ? undefined : id,
    isProtected: protect,
    isRetained: retainOnDelete,
    deletedWith: deletedWith === "" ? undefined : deletedWith,
  };
}

function read(stated: Stated, providers: Lookup): Resource {
  const { provider: reference = "" } = stated;
  const provider = providers(reference.slice(0, reference.lastIndexOf("::")));
  return readResource({ ...raw(stated), ...(provider === undefined ? {} : { provider: raw(provider) }) });
}

function raw({ urn, type, protect = false, inputs = {} }: Stated): RawResource {
  return { urn, type, name: nameOf(urn), props: hideSecrets(inputs), options: { protect } };
}
