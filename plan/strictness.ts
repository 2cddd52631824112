import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { known, unknown, type Value } from "../model/value";
import { judge } from "../policy-pack/judge";
import type { Rule, StrictnessChange, StrictnessRule } from "../policy-pack/rule";
import { weakenings, type Strictness } from "../policy-pack/strictness";
import type { Weakening } from "../policy-pack/weakening";
import type { Judging } from "./accepted";
import { strictnessHere, strictnessIn } from "./declared-strictness";
import { sharedCommit, type SharedCommit } from "./default-branch";
import { judged } from "./guard";
import type { JudgedFinding } from "./judged-finding";

/** What a command is told about the default branch. */
export interface DefaultBranchOptions {
  /** The default branch, where the repository does not say which that is. */
  readonly defaultBranch?: string;
  /** Stands for the weakenings that their owner approved of, if exactly these are found. */
  readonly approvedWeakening?: string;
}

export interface StrictnessOptions extends DefaultBranchOptions {
  /** Folder of Pulumi.yaml. */
  readonly root: string;
}

/** What is to be said where the environment would be judged less strictly than the default branch has it judged. */
export async function judgeStrictness(options: StrictnessOptions, judging: Judging): Promise<JudgedFinding[]> {
  const { change, isTrusted } = await strictnessChange(options, judging);
  const isApproved = change.approval !== undefined && change.approval === options.approvedWeakening;
  const { rules } = judging;
  // What is not known counts as in production, where the tier itself may be what was lowered.
  const environment = isTrusted ? judging.environment : { ...judging.environment, tier: "production" as const };
  return rules.filter(isStrictnessRule).flatMap((rule) => {
    const findings = judged(rule, judge(rule, change, {}, environment), "", { environment });
    return findings.map((finding) => ({ ...finding, blocks: finding.blocks && !isApproved }));
  });
}

async function strictnessChange(
  options: StrictnessOptions,
  judging: Judging,
): Promise<{ readonly change: StrictnessChange; readonly isTrusted: boolean }> {
  const shared = await sharedCommit(options.root, options.defaultBranch);
  const { branch } = shared;
  if (!("commit" in shared)) {
    return { change: { branch, weakenings: unknown(shared.why, { path: [] }) }, isTrusted: !shared.hasRemote };
  }
  const found = await weakeningsFrom(shared, options, judging);
  const value: Value<readonly Weakening[]> = known(found, { path: [] });
  const approval = found.length === 0 ? {} : { approval: approvalOf(found, judging) };
  const behind = shared.tip === undefined ? {} : { isBehind: true as const };
  return { change: { branch, weakenings: value, ...behind, ...approval }, isTrusted: true };
}

/** What is weaker than in the shared commit, or than the default branch is now. */
async function weakeningsFrom(
  shared: SharedCommit,
  options: StrictnessOptions,
  judging: Judging,
): Promise<Weakening[]> {
  const here = await strictnessHere(options.root, judging);
  const found = weakenings(await strictnessIn(shared, judging, (await newHere(shared)) ?? here), here, judging.rules);
  const since =
    shared.tip === undefined ? [] : weakenings(await strictnessIn(shared.tip, judging, here), here, judging.rules);
  const distinct = new Map([...found, ...since].map((weakening) => [JSON.stringify(said(weakening)), weakening]));
  return [...distinct.values(), ...(await vanished(shared, options))];
}

/** A new environment is judged as production until it is reviewed, but for the first ones of a repository. */
async function newHere(shared: SharedCommit): Promise<Pick<Strictness, "tier" | "responsible"> | undefined> {
  // Wherever they are: a project in another folder is not the repository's first.
  const others = (await shared.everyFile()).filter((file) => /(?:^|\/)stacks\/Pulumi\.[^/]+\.yaml$/u.test(file));
  return others.length === 0 ? undefined : { tier: "production", responsible: {} };
}

/** An environment under another name would begin anew. One that is on the default branch since then is nobody's removal. */
async function vanished(shared: SharedCommit, { root }: StrictnessOptions): Promise<Weakening[]> {
  const before = (await shared.namesIn("stacks")).filter(isStackFile).sort();
  return before
    .map((name) => path.posix.join("stacks", name))
    .filter((file) => !existsSync(path.join(root, file)))
    .map((what) => ({ what, must: "be there", found: "nothing" }));
}

function isStackFile(name: string): boolean {
  return /^Pulumi\..+\.yaml$/u.test(name);
}

/** The same weakenings have the same approval wherever they are found; any other has another. */
function approvalOf(found: readonly Weakening[], { environment }: Judging): string {
  return createHash("sha256")
    .update(JSON.stringify([environment.stack, found.map(said)]))
    .digest("hex")
    .slice(0, 16);
}

function said({ what, must, found }: Weakening): string[] {
  return [what, must, found];
}

function isStrictnessRule(rule: Rule): rule is StrictnessRule {
  return rule.kind === "strictness";
}
