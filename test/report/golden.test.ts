import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { junitReport } from "../../report/junit";
import { jsonReport } from "../../report/json";
import { markdownReport } from "../../report/markdown";
import { reportOfPlan, reportOfScan, type Report } from "../../report/report";
import { sarifReport } from "../../report/sarif";
import { scanJson, scanReport } from "../../report/scan";
import { terminalReport } from "../../report/terminal";
import { day, failedPlan, plan, scan } from "./samples";

const folder = path.join(__dirname, "golden");

/** The rules that are in the samples, and a few: with all of them, every new rule would change these files. */
function short(report: Report): Report {
  const found = new Set(report.findings.map(({ ruleId }) => ruleId));
  return {
    ...report,
    rules: report.rules.filter(({ id }) => found.has(id) || ["no-ssh", "audit-no-raw"].includes(id)),
  };
}

const reports = {
  plan: short(reportOfPlan(plan, undefined, day)),
  failed: short(reportOfPlan(failedPlan, undefined, day)),
  scan: short(reportOfScan(scan, day)),
};

const files: Readonly<Record<string, string>> = {
  "plan.txt": terminalReport(plan, day),
  "plan.json": jsonReport(plan),
  "scan.txt": scanReport(scan, { paths: ["k8s"], verbose: true }),
  "scan.json": scanJson(scan),
  ...Object.fromEntries(
    Object.entries(reports).flatMap(([name, report]) => [
      [`${name}.sarif`, sarifReport(report).replace(/("version": )"\d+\.\d+\.\d+(?=",\n +"rules")/u, '$1"0.0.0')],
      [`${name}.junit.xml`, junitReport(report)],
      [`${name}.md`, markdownReport(report)],
    ]),
  ),
};

test.each(Object.entries(files))("%s is as it was", (name, text) => {
  const file = path.join(folder, name);
  if (process.env["UPDATE_GOLDEN"] === "1") {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, text);
  }
  expect(text).toBe(readFileSync(file, "utf8"));
});
