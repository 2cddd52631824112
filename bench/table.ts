import { median, others, ratio, type Row } from "./result";
import { subjectNames, titles } from "./subject";

const header = [
  "seconds",
  ...subjectNames.map((name) => titles[name]),
  ...others.map((name) => `${titles.strongroom} / ${titles[name]}`),
];

/** Times in seconds and ratios, a line for each row, header first; a dash where a subject was not there. */
export function tableCells(rows: readonly Row[]): [header: string[], ...rows: string[][]] {
  return [
    header,
    ...rows.map((row) => [
      words(row),
      ...subjectNames.map((name) => time(row.seconds[name])),
      ...others.map((other) => ratio(row, other)?.toFixed(2) ?? "-"),
    ]),
  ];
}

function words({ kind, objects }: Row): string {
  const things = `${objects.toLocaleString("en")} ${objects === 1 ? "object" : "objects"}`;
  switch (kind) {
    case "sign of life":
      return "first sign of life";
    case "empty preview":
      return "preview of an empty stack";
    case "preview":
      return `preview without changes, ${things}`;
    case "apply":
      return `first apply, ${things}`;
    case "company preview":
      return "preview without changes, the declared company";
    case "company apply":
      return "first apply, the declared company";
  }
}

/** The median, and the extremes where they are further apart than a tenth of it. */
function time(seconds: readonly number[] = []): string {
  const middle = median(seconds);
  if (middle === undefined) return "-";
  const [least, most] = [Math.min(...seconds), Math.max(...seconds)];
  return most - least > middle / 10 ? `${shown(middle)} (${shown(least)}-${shown(most)})` : shown(middle);
}

function shown(seconds: number): string {
  return seconds.toFixed(seconds < 10 ? 2 : 1);
}
