import { table } from "../report/layout";
import { conditionLines, type Conditions } from "./conditions";
import { median, others, ratio, type Row } from "./result";
import { subjectNames } from "./subject";
import { tableCells } from "./table";

/** The results for a person. */
export function asText(rows: readonly Row[], conditions: Conditions): string {
  return [...table(tableCells(rows)), "", ...conditionLines(conditions), ""].join("\n");
}

/** The results for a program: every run in seconds, medians, and Strongroom's time over the others'. */
export function asJson(rows: readonly Row[], conditions: Conditions): string {
  const report = {
    conditions,
    rows: rows.map((row) => ({
      ...row,
      medians: Object.fromEntries(subjectNames.map((name) => [name, median(row.seconds[name])])),
      ratios: Object.fromEntries(others.map((other) => [other, ratio(row, other)])),
    })),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
