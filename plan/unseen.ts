import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import { nameOf, type Operation } from "./operation";
import { refusedRemovalsIn } from "./refused-removal";
import type { StateFile, StateResource } from "./state-file";

/**
 * What a preview would do and does not say, because the engine refused to delete or replace something that is protected: then it leaves
 * out what it would have deleted after that, or ends.
 *
 * @param seen the resources of which its events say something
 */
export function unseenOperations(
  events: readonly EngineEvent[],
  seen: ReadonlySet<string>,
  state: StateFile,
): Operation[] {
  const refused = refusedRemovalsIn(events);
  const resources = (state.deployment?.resources ?? []).filter(({ urn }) => !seen.has(urn));
  const replaced = new Set(
    refused.filter(({ kind }) => kind === "replace").flatMap(({ urn, because = urn }) => [urn, because]),
  );
  // The program has said all that it declares when deletions begin.
  const isDeleting = refused.some(({ kind }) => kind === "delete");
  return resources.flatMap((resource) => {
    if (replaced.has(resource.urn)) return [operation("replace", resource)];
    return isDeleting && resource.external !== true ? [operation("delete", resource)] : [];
  });
}

function operation(kind: "delete" | "replace", { urn, type, custom = false }: StateResource): Operation {
  return { kind, urn, type, name: nameOf(urn), changed: [], custom };
}
