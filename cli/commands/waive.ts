import { readFile } from "node:fs/promises";
import path from "node:path";
import { isNativeError } from "node:util/types";
import { dayOf, daysBetween, isDay } from "../../policy-pack/day";
import { waiverName, type Waiver } from "../../policy-pack/waiver";
import { readWaivers, waiversFile } from "../../policy-pack/waivers";
import { rules } from "../../policy-pack/rules/index";
import { parseYaml } from "../../problem/yaml-file";
import { exitCodes, Refusal, type ExitCode, type Problem } from "../../problem/problem";
import { refuseFor } from "../../problem/refuse-for";
import { counted } from "../../report/layout";
import { environmentNames } from "../../stacks/files";
import { writeWhole } from "../../toolchain/write-whole";
import type { Io } from "../io";
import { findProject } from "../project";
import { withWaiver, type WaiverEntry } from "../waiver-entry";

export interface WaiveArguments {
  /** A rule's id, `@`, and a pattern of the subject or the URN. */
  readonly finding: string;
  readonly environment: readonly string[];
  readonly path?: string;
  readonly reason: string;
  readonly owner: string;
  readonly until: string;
  readonly json: boolean;
}

/** `strongroom waive FINDING`: accepts a rule's findings for a while, in stacks/waivers.yaml. Changes that file and nothing else. */
export async function waive(options: WaiveArguments, io: Io): Promise<ExitCode> {
  const project = findProject(process.cwd());
  const file = path.join(project.root, waiversFile);
  const names = { rules, environments: environmentNames(project.stacks) };
  const today = dayOf(new Date());
  const entry = entryOf(options);
  const before = await textOf(file);
  const list = listIn(before);
  refuseTwice(readWaivers(before, names, today).waivers, entry, today);
  const text = withWaiver(before, entry);
  const { waivers, problems } = readWaivers(text, names, today);
  refuse([...problems.flatMap((problem) => optionProblem(problem, list.length)), ...passed(entry, today)]);
  const added = waivers.at(-1);
  if (added === undefined) throw new Error(`${waiversFile}: what was written cannot be read back`);
  io.signal.throwIfAborted();
  await writeWhole(file, text);
  io.out(options.json ? `${JSON.stringify(added, undefined, 2)}\n` : report(added, today));
  return exitCodes.clean;
}

function entryOf({ finding, environment, path: inside, reason, owner, until }: WaiveArguments): WaiverEntry {
  const at = finding.indexOf("@");
  if (at < 1) {
    refuse([
      {
        subject: "the finding",
        must: "be a rule, @ and a subject as reports show them: 'token-ttl-bounded@AppRole \"ci\"'",
        found: JSON.stringify(finding),
      },
    ]);
  }
  return {
    rule: finding.slice(0, at),
    resource: finding.slice(at + 1),
    ...(inside === undefined ? {} : { path: inside }),
    environments: environment,
    reason: reason.replace(/\s+/gu, " ").trim(),
    owner: owner.trim(),
    expires: until,
  };
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (isNativeError(error) && "code" in error && error.code === "ENOENT") return "";
    throw error;
  }
}

/** @throws Refusal where the file is no list: nothing can be added to it then */
function listIn(text: string): readonly unknown[] {
  const yaml = parseYaml(text, waiversFile);
  if ("problems" in yaml) throw nothingWritten(yaml.problems);
  const list: unknown = yaml.value ?? [];
  if (Array.isArray(list)) return list;
  throw nothingWritten([{ subject: waiversFile, place: "1:1", must: "be a list of waivers" }]);
}

/** One that has expired, or is about to, is renewed where it stands: two would say different things of the same finding. */
function refuseTwice(waivers: readonly Waiver[], entry: WaiverEntry, today: string): void {
  const same = waivers.filter(
    ({ rule, resource, path: inside, environments }) =>
      rule === entry.rule &&
      resource === entry.resource &&
      inside === entry.path &&
      environments.some((name) => entry.environments.includes(name)),
  );
  refuse(
    same.map(({ owner, expires, environments, position: { file, line } }) => ({
      subject: waiverName(entry),
      must: "not be waived twice",
      found: `${file}:${line}, by ${owner} in ${environments.join(", ")}, ${expires < today ? "expired on" : "until"} ${expires}`,
      fix: "change that entry",
    })),
  );
}

function passed({ expires }: WaiverEntry, today: string): Problem[] {
  if (!isDay(expires) || expires >= today) return [];
  return [{ subject: "--until", must: "not be past", found: expires }];
}

const options: Readonly<Record<string, string>> = {
  rule: "the finding's rule",
  resource: "the finding's subject",
  environments: "--environment",
  path: "--path",
  reason: "--reason",
  owner: "--owner",
  expires: "--until",
};

/** What the file's reader says of the new entry, said of the command line; what is wrong in other entries is not its business. */
function optionProblem({ path: inside = "", must, found }: Problem, index: number): Problem[] {
  const [, at, key = ""] = /^\[(\d+)\]\.(\w+)/u.exec(inside) ?? [];
  if (Number(at) !== index) return [];
  return [{ subject: options[key] ?? key, must, ...(found === undefined ? {} : { found }) }];
}

function refuse(problems: readonly Problem[]): void {
  try {
    refuseFor(problems);
  } catch (error) {
    throw error instanceof Refusal ? nothingWritten(error.problems) : error;
  }
}

function nothingWritten(problems: readonly [Problem, ...Problem[]]): Refusal {
  return new Refusal(problems, { exitCode: exitCodes.usage, summary: "Nothing was written." });
}

function report(waiver: Waiver, today: string): string {
  const { position, path: inside, environments, owner, expires } = waiver;
  const [first = ""] = environments;
  const everywhere = rules.some(({ id, blocks }) => id === waiver.rule && blocks === "everywhere");
  return [
    `Added to ${position.file}:${position.line}: ${waiverName(waiver)}`,
    `  accepted in ${environments.join(", ")} by ${owner} until ${expires}, in ${counted(daysBetween(today, expires), "day")}`,
    ...(inside !== undefined && /(?<!\\)\*/u.test(inside)
      ? [String.raw`  * in its path stands for any text; where a star is meant, write \*`]
      : []),
    ...(everywhere
      ? [`  ${waiver.rule} blocks in every environment unless it is waived; make sure that this is meant`]
      : []),
    `Next: strongroom preview ${first} shows what it accepts; then have it reviewed`,
    "",
  ].join("\n");
}
