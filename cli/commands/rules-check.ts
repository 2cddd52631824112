import { rulesFile } from "../../policy-pack/configuration";
import { dayOf } from "../../policy-pack/day";
import { readProjectRules, type ProjectRules } from "../../policy-pack/project-rules";
import { rules } from "../../policy-pack/rules/index";
import { waiversFile } from "../../policy-pack/waivers";
import { exitCodes, Refusal, type ExitCode, type Problem } from "../../problem/problem";
import { counted } from "../../report/layout";
import { refusalReport } from "../../report/refusal";
import { environmentNames } from "../../stacks/files";
import type { Io } from "../io";
import { findProject } from "../project";

export interface RulesCheckArguments {
  readonly json: boolean;
}

/** `strongroom rules check`: every problem of the files that configure and waive rules. Whatever is wrong in them has no effect. */
export function rulesCheck({ json }: RulesCheckArguments, io: Io): Promise<ExitCode> {
  const project = findProject(process.cwd());
  const today = dayOf(new Date());
  const [environment = ""] = environmentNames(project.stacks);
  const said = readProjectRules({ folder: project.root }, { rules, environment, today });
  const { problems } = said;
  io.out(json ? `${JSON.stringify({ problems }, undefined, 2)}\n` : report(said, today));
  return Promise.resolve(problems.length === 0 ? exitCodes.clean : exitCodes.usage);
}

function report({ problems, waivers }: ProjectRules, today: string): string {
  const expired = waivers.filter(({ expires }) => expires < today).length;
  const counts = `${counted(waivers.length, "waiver")}${expired === 0 ? "" : `, ${expired} of them expired`}`;
  if (problems.length === 0) return `${rulesFile} and ${waiversFile} are as the rules can read them: ${counts}\n`;
  const files = [...new Set(problems.map(({ subject }) => subject))];
  return files.map((file) => fileReport(problems.filter(({ subject }) => subject === file))).join("\n");
}

function fileReport(problems: readonly Problem[]): string {
  const [first, ...others] = problems;
  return first === undefined ? "" : refusalReport(new Refusal([first, ...others]), "rules check");
}
