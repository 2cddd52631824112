import { accessSync, closeSync, constants, openSync, readSync, realpathSync, rmSync, statSync } from "node:fs";
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
 * Makes sure that the files can be written before anything runs, and removes the reports that stand in their places: whatever happens
 * then, a report of an earlier run is never taken for one of this run. Nothing else is ever written over.
 *
 * @param read files and folders that the command reads
 * @returns what writes them
 * @throws Refusal for a place where no file can be written
 */
export function openReportFiles(
  options: ReportFileOptions,
  io: Io,
  read: readonly string[] = [],
): (report: Report) => Promise<void> {
  const files = forms.flatMap((form) => {
    const file = options[form];
    return file === undefined ? [] : [{ form, file: path.resolve(file) }];
  });
  const [first, ...others] = files.flatMap((each) => [
    ...placeProblems(each),
    ...sameFile(each, files),
    ...alsoRead(each, read),
  ]);
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
  if (what === undefined) return [];
  if (what.isFile()) return what.size === 0 || begins[form].test(beginningOf(file)) ? [] : [othersFile({ form, file })];
  return [{ subject, must: "name a file", found: `${file}: ${what.isDirectory() ? "a folder" : "no ordinary file"}` }];
}

/** How each form of our own reports begins (report/sarif.ts, junit.ts, markdown.ts). */
const begins: Readonly<Record<Form, RegExp>> = {
  sarif: /^\{\s*"\$schema"[^]*"automationDetails":\s*\{\s*"id":\s*"strongroom\//u,
  junit: /^<\?xml[^>]*>\s*<testsuites name="strongroom"/u,
  markdown: /^<!-- strongroom (?:scan|environment [^>]*) -->\n/u,
};

function beginningOf(file: string): string {
  const bytes = Buffer.alloc(1000);
  const opened = openSync(file, "r");
  try {
    return bytes.toString("utf8", 0, readSync(opened, bytes));
  } finally {
    closeSync(opened);
  }
}

function othersFile({ form, file }: Named): Problem {
  return {
    subject: `--${form}`,
    must: "name a new file, or a report of this form that strongroom wrote",
    found: `${file}: something else`,
    fix: "name another file, or remove this one yourself",
  };
}

function alsoRead({ form, file }: Named, read: readonly string[]): Problem[] {
  const isRead = read.some((each) => each !== "-" && realPath(each) === realPath(file));
  return isRead ? [{ subject: `--${form}`, must: "name another file than those that are scanned", found: file }] : [];
}

function realPath(name: string): string {
  return statSync(name, { throwIfNoEntry: false }) === undefined ? path.resolve(name) : realpathSync(name);
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
