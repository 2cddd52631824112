import type { Place } from "../../hcl/syntax";
import { decodeAny, type Placed } from "./any-value";
import {
  decodeInteger,
  decodeMap,
  decodeString,
  decodeStrings,
  type Entry,
  entriesOf,
  field,
  type Node,
  ShapeProblem,
  typeInGo,
} from "./decode";
import type { ControlGroup, ControlGroupFactor } from "./policy";
import type { Findings } from "./problem";
import { nanoseconds, seconds } from "./wrapping-ttl";

/** A control group as decoded: several blocks of the same name are laid over each other. */
export interface ControlGroupDraft {
  readonly place: Place;
  ttl?: Placed;
  readonly factors: Map<string, FactorDraft>;
}

interface FactorDraft {
  readonly place: Place;
  identity?: { groupIds: string[]; groupNames: string[]; approvals: bigint };
  readonly controlledCapabilities: string[];
}

/** Unknown keys are passed over here, and known ones found in any case. Throws ShapeProblem. */
export function decodeControlGroup(node: Node, into: ControlGroupDraft): void {
  const entries = fieldsOf(node);
  for (const inner of field(entries, "ttl")) {
    into.ttl = { value: decodeAny(inner, into.ttl?.value, false), place: inner.place };
  }
  for (const inner of field(entries, "factor")) {
    decodeMap<FactorDraft>(inner, into.factors, (factor, before) => decodeFactor(factor, before));
  }
}

function decodeFactor(node: Node, before: FactorDraft | undefined): FactorDraft {
  const factor: FactorDraft = before ?? { place: node.place, controlledCapabilities: [] };
  const entries = fieldsOf(node);
  for (const inner of field(entries, "name")) decodeString(inner);
  for (const inner of field(entries, "identity")) {
    const identity = (factor.identity ??= { groupIds: [], groupNames: [], approvals: 0n });
    const parts = fieldsOf(inner);
    for (const part of field(parts, "group_ids")) identity.groupIds.push(...words(part));
    for (const part of field(parts, "group_names")) identity.groupNames.push(...words(part));
    for (const part of field(parts, "approvals")) identity.approvals = decodeInteger(part);
  }
  for (const inner of field(entries, "controlled_capabilities")) factor.controlledCapabilities.push(...words(inner));
  return factor;
}

const words = (node: Node): readonly string[] => decodeStrings(node).map(({ text }) => text);

function fieldsOf(node: Node): readonly Entry[] {
  const entries = entriesOf(node);
  if (entries === undefined) throw new ShapeProblem(`not an object type for struct (${typeInGo(node)})`, node);
  return entries;
}

/** Checks what a control group says; undefined if it is wrong, which `findings` then knows. */
export function finishControlGroup(
  stanza: string,
  draft: ControlGroupDraft,
  capabilities: readonly string[],
  findings: Findings,
): ControlGroup | undefined {
  const subject = `${stanza} control_group`;
  const ttl = nanoseconds(`${subject} ttl`, draft.ttl, "control group max ttl", findings);
  if (draft.factors.size === 0) {
    findings.add(draft.place, {
      path: subject,
      must: "have a factor",
      found: "none",
      vault: "no control group factors provided",
    });
  }
  const factors = [...draft.factors].flatMap(([name, factor]) => {
    const finished = finishFactor(`${subject} factor "${name}"`, name, factor, capabilities, findings);
    return finished === undefined ? [] : [finished];
  });
  return { ...(ttl === undefined ? {} : { ttl: seconds(ttl) }), factors };
}

function finishFactor(
  subject: string,
  name: string,
  { identity, controlledCapabilities, place }: FactorDraft,
  capabilities: readonly string[],
  findings: Findings,
): ControlGroupFactor | undefined {
  if (identity === undefined) {
    findings.add(place, {
      path: subject,
      must: "have an identity block",
      found: "none",
      vault: "no control_group factor provided",
    });
    return undefined;
  }
  const { groupIds, groupNames, approvals } = identity;
  if (approvals <= 0n || groupIds.length + groupNames.length === 0) {
    findings.add(place, {
      path: `${subject} identity`,
      must: "name a group and ask for one approval or more",
      found: `${groupIds.length + groupNames.length} groups, ${approvals.toString()} approvals`,
      vault: "must provide more than one identity group and approvals > 0",
    });
  }
  const foreign = controlledCapabilities.filter((capability) => !capabilities.includes(capability));
  if (foreign.length > 0) {
    findings.add(place, {
      path: `${subject} controlled_capabilities`,
      must: "have only capabilities of its stanza",
      found: foreign.join(", "),
      vault: "control group factor capabilities must be a subset of the policy's capabilities",
    });
  }
  return { name, groupIds, groupNames, approvals: Number(approvals), controlledCapabilities };
}
