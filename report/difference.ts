import { counted, table, width, wrapped } from "./layout";

/** Where two environments differ, as `stacks/difference.ts` finds it. */
export interface EnvironmentDifferences {
  readonly left: string;
  readonly right: string;
  readonly differences: readonly {
    readonly path: string;
    readonly left?: unknown;
    readonly right?: unknown;
  }[];
}

type Difference = EnvironmentDifferences["differences"][number];

/**
 * The difference between two environments, to be read on one screen: what differs in nothing but the environment's name is
 * listed, and everything else is shown with both its values.
 */
export function differenceReport({ left, right, differences }: EnvironmentDifferences): string {
  if (differences.length === 0) return `${left} and ${right} have the same values.\n`;
  const byName = differences.filter((difference) => differsInNameOnly(difference, left, right));
  const others = differences.filter((difference) => !byName.includes(difference));
  return [
    `${left} and ${right} differ in ${counted(differences.length, "value")}.`,
    ...(byName.length === 0
      ? []
      : ["", `  Only in their names (${left}, ${right}):`, ...wrapped(listed(byName), "    ")]),
    ...(others.length === 0 ? [] : ["", ...rows(others, left, right)]),
    "",
  ].join("\n");
}

function listed(differences: readonly Difference[]): string {
  return differences.map(({ path }) => path).join(", ");
}

function differsInNameOnly({ left, right }: Difference, leftName: string, rightName: string): boolean {
  return typeof left === "string" && typeof right === "string" && left.replaceAll(leftName, rightName) === right;
}

function rows(differences: readonly Difference[], left: string, right: string): string[] {
  const longestPath = Math.max(...differences.map(({ path }) => path.length));
  const room = Math.max(shortestCell, Math.floor((width - longestPath) / 2) - 4);
  const lines = differences.map((each) => [each.path, cell(each, "left", room), cell(each, "right", room)]);
  return table([["", left, right], ...lines], "  ");
}

/** Room for a value beside a path that is very long; `--json` has every value whole. */
const shortestCell = 20;

function cell(difference: Difference, side: "left" | "right", room: number): string {
  if (!(side in difference)) return "-";
  const value = difference[side];
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const [firstLine = ""] = text.split("\n");
  return firstLine === text && text.length <= room ? text : `${firstLine.slice(0, room - 3)}...`;
}
