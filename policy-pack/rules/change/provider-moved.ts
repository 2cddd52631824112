import { z } from "zod";
import { allOf, isOpen, type Certainty } from "../../../model/certainty";
import { isOnServer, removalsIn, type Change, type PlannedOperation } from "../../../model/change";
import { reachSame, targetsOf } from "../../../model/provider-target";
import type { Resource } from "../../../model/resource";
import { isSameObject } from "../../../model/same-object";
import { subjectOf } from "../../../model/subject";
import { notEvaluated, show, violation, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./provider-moved.examples";

const reachesSame = "reach what it reached when these were made";
const leavesThere = "leave what is there where it is";

export default defineRule({
  id: "provider-moved",
  family: "change",
  title: "No provider and no program moves away from what it has made",
  severity: "high",
  blocks: "outside dev",
  sources: [
    {
      title: "What I learned after a year of setting up and running HashiCorp Vault in production",
      section: "Production-grading Vault",
    },
  ],
  rationale:
    "Vault's objects have fixed paths. Where another provider or another name in the program makes Pulumi create one anew, it " +
    "is written over what is there and then deleted as the old one: it is gone, and the state says that it is there. Where the " +
    "address or the namespace is another, Pulumi takes everything for made in a Vault that has none of it.",
  remediation:
    "give what moves an alias of its former name, and a provider that is renamed as well; declare another Vault in a stack of its own",
  config: z.object({}),
  kind: "change",
  check: (change, _config, { vaultAddress }) => {
    const groups = byProvider(movesIn(change));
    return [
      ...groups.flatMap((moves) => judgeTargets(moves, vaultAddress)),
      ...groups.flatMap((moves) => judgeReplacements(moves, vaultAddress)),
      ...madeTwice(change, vaultAddress),
    ];
  },
  examples,
});

/** An object that is there before and afterwards, with the provider of each time. */
interface Move {
  readonly kind: PlannedOperation["kind"];
  readonly object: Resource;
  readonly before: Resource;
  readonly now: Resource;
}

function movesIn({ operations }: Change): Move[] {
  return operations.flatMap(({ kind, before, after }) => {
    if (before === undefined || !isOnServer(before)) return [];
    // What is retained stays where it is when another takes its place; without one, it moves with its provider like everything else.
    if (before.isRetained && kind === "replace") return [];
    const [was, is] = [before.resource.provider, after?.provider];
    return was === undefined || is === undefined ? [] : [{ kind, object: before.resource, before: was, now: is }];
  });
}

/** One finding says it of everything that a provider has made. */
function byProvider(moves: readonly Move[]): [Move, ...Move[]][] {
  const groups = new Map<string, [Move, ...Move[]]>();
  for (const move of moves) {
    const key = JSON.stringify([move.before.urn, move.now.urn]);
    groups.set(key, [move, ...(groups.get(key) ?? [])]);
  }
  return [...groups].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, group]) => group);
}

function judgeTargets(moves: readonly [Move, ...Move[]], vaultAddress: string | undefined): Outcome[] {
  const [{ before, now }] = moves;
  // Which cluster it is, Pulumi's provider for Kubernetes decides: where it is another, everything is replaced.
  const moved = moves.filter(({ kind, object }) => kind === "replace" || object.type.startsWith("vault:"));
  if (moved.length === 0) return [];
  return targetsOf(before, now, vaultAddress).flatMap(({ before: was, now: is, isSame }) => {
    const requirement = { ...about(now), must: reachesSame };
    if (isOpen(isSame)) return [notEvaluated(isSame, requirement)];
    return isSame ? [] : [violation(is, requirement, `${show(is)} instead of ${show(was)}, for ${named(moved)}`)];
  });
}

/** By another provider in the same Vault: the new one is written over the old one, and deleted as the old one. */
function judgeReplacements(moves: readonly [Move, ...Move[]], vaultAddress: string | undefined): Outcome[] {
  const [{ before, now }] = moves;
  const replaced = moves.filter(({ kind }) => kind === "replace");
  if (replaced.length === 0 || before.urn === now.urn || reachSame(before, now, vaultAddress) !== true) return [];
  const found = `that it would make anew what ${subjectOf(before)} has made: ${named(replaced)}`;
  return [violation(now.inputs, { ...about(now), must: leavesThere }, found)];
}

/** What is created under another name in the program, and deleted under its former, although it is one object. */
function madeTwice(change: Change, vaultAddress: string | undefined): Outcome[] {
  const created = change.operations.flatMap(({ kind, after }) => (kind === "create" && after ? [after] : []));
  return removalsIn(change).flatMap(({ operation: { kind, urn }, before: { resource }, isTaken }) => {
    if (kind !== "delete") return [];
    const answers = created.map((other) => ({
      other,
      isSame: allOf([isTaken, isInItsPlace(resource, other, vaultAddress)]),
    }));
    const twin = answers.find(({ isSame }) => isSame === true)?.other;
    const requirement = {
      subject: subjectOf(resource),
      urn,
      must: "stay when it gets another place in the program",
      fix: `give it aliases: [${JSON.stringify(urn)}], or leave it where it was`,
    };
    const found = `that it would be written again as ${JSON.stringify(twin?.name)}, and then deleted as ${JSON.stringify(resource.name)}`;
    if (twin !== undefined) return [violation(resource.inputs, requirement, found)];
    const open = answers.map(({ isSame }) => isSame).find(isOpen);
    return open === undefined ? [] : [notEvaluated(open, requirement)];
  });
}

function isInItsPlace(resource: Resource, other: Resource, vaultAddress: string | undefined): Certainty {
  const isSame = isSameObject(resource, other);
  if (resource.provider === undefined || other.provider === undefined) return isSame;
  return allOf([isSame, reachSame(resource.provider, other.provider, vaultAddress)]);
}

function about(provider: Resource) {
  return { subject: subjectOf(provider), urn: provider.urn };
}

const mostNamed = 3;

/** `12 objects (mount "kv", policy "a", policy "b" ...)` */
function named(moves: readonly Move[]): string {
  const names = moves.map(({ object }) => subjectOf(object)).sort();
  const more = names.length > mostNamed ? " ..." : "";
  return `${names.length === 1 ? "1 object" : `${names.length} objects`} (${names.slice(0, mostNamed).join(", ")}${more})`;
}
