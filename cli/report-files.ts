import { accessSync, constants, rmSync, statSync } from "node:fs";
import path from "node:path";
import { isNativeError } from "node:util/types";
import { exitCodes, Refusal, type Problem } from "../problem/problem";
import { junitReport } from "../report/junit";
import { longestComment, markdownReport } from "../report/markdown";
import type { Report } from "../report/report";
import { sarifReport } from "../report/sarif";
import { writeWhole } from "../toolchain/write-whole";
import type { Io } from "./io";
import type { ReportFileOptions } from "./report-options";

type Form = keyof ReportFileOptions;
const forms: readonly Form[] = ["sarif", "junit", "markdown"];

/**
 * Makes sure that the files can be written before anything runs, and removes what stands in their places: whatever happens then, a
 * report of an earlier run is never taken for one of this run.
 *
 * @returns what writes them
 * @throws Refusal for a place where no file can be written
 */
export function openReportFiles(options: ReportFileOptions, io: Io): (report: Report) => Promise<void> {
  const files = forms.flatMap((form) => {
    const file = options[form];
    return file === undefined ? [] : [{ form, file: path.resolve(file) }];
  });
  const [first, ...others] = files.flatMap((each) => [...placeProblems(each), ...sameFile(each, files)]);
  if (first !== undefined) {
    throw new Refusal([first, ...others], { exitCode: exitCodes.usage, summary: "Nothing was run." });
  }
  for (const { file } of files) rmSync(file, { force: true });
  return async (report) => {
    for (const { form, file } of files) await writeWhole(file, textOf(form, report, io));
  };
}

function textOf(form: Form, report: Report, { env }: Io): string {
  switch (form) {
    case "sarif":
      return sarifReport(report);
    case "junit":
      return junitReport(report);
    case "markdown":
      return markdownReport(report, env["GITLAB_CI"] === "true" ? longestComment.gitLab : longestComment.gitHub);
  }
}

interface Named {
  readonly form: Form;
  readonly file: string;
}

function placeProblems({ form, file }: Named): Problem[] {
  const subject = `--${form}`;
  const folder = path.dirname(file);
  const unfit = unfitFolder(folder);
  if (unfit !== undefined) {
    return [{ subject, must: "name a file in a folder that can be written to", found: `${folder}: ${unfit}` }];
  }
  const what = statSync(file, { throwIfNoEntry: false });
  if (what === undefined || what.isFile()) return [];
  return [{ subject, must: "name a file", found: `${file}: ${what.isDirectory() ? "a folder" : "no ordinary file"}` }];
}

function unfitFolder(folder: string): string | undefined {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return statSync(folder).isDirectory() ? undefined : "no folder";
  } catch (error) {
    return isNativeError(error) && "code" in error ? String(error.code) : "what cannot be read";
  }
}

function sameFile({ form, file }: Named, files: readonly Named[]): Problem[] {
  const before = files.find((other) => other.file === file);
  if (before === undefined || before.form === form) return [];
  return [{ subject: `--${form}`, must: `name another file than --${before.form}`, found: file }];
}
