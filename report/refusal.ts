import type { Problem, Refusal } from "../problem/problem";
import { counted, printed, table } from "./layout";

/** Why a command did not go on, for a person: every problem, then what to do next. */
export function refusalReport(refusal: Refusal, command: string): string {
  const { problems, summary } = refusal;
  const [first] = problems;
  const lines = isOneFile(problems)
    ? [`${first.subject} has ${counted(problems.length, "problem")}:`, "", ...fileProblems(problems)]
    : [`${command}: refused.`, ...problems.flatMap(problemLines)];
  const all = [...lines, ...(summary === undefined ? [] : ["", summary]), ""];
  // What a tool said can have several lines.
  return printed(all.flatMap((line) => line.split("\n")));
}

function isOneFile(problems: readonly Problem[]): boolean {
  return problems.every(({ subject, place }) => place !== undefined && subject === problems[0]?.subject);
}

function fileProblems(problems: readonly Problem[]): string[] {
  const rows = table(
    problems.map((problem) => [problem.place ?? "", problem.path ?? "", requirement(problem)]),
    "  ",
  );
  return problems.flatMap(({ fix }, index) => [rows[index] ?? "", ...(fix === undefined ? [] : [`    fix: ${fix}`])]);
}

function problemLines(problem: Problem): string[] {
  const { subject, place, path, fix } = problem;
  const where = [place === undefined ? subject : `${subject}:${place}`, path ?? ""].join(" ").trim();
  return [`  ${where} ${requirement(problem)}`, ...(fix === undefined ? [] : [`    fix: ${fix}`])];
}

function requirement({ must, found }: Problem): string {
  return found === undefined ? `must ${must}` : `must ${must}, found ${found}`;
}
