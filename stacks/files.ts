import { readdirSync } from "node:fs";

/** The environments that have a file in the folder of stack files, in the order of promotion for the usual three. */
export function environmentNames(folder: string): string[] {
  const names = readdirSync(folder).flatMap((file) => /^Pulumi\.([A-Za-z0-9_.-]+)\.yaml$/.exec(file)?.[1] ?? []);
  return names.sort((left, right) => rank(left) - rank(right) || (left < right ? -1 : 1));
}

const promotion = ["dev", "staging", "production"];

function rank(name: string): number {
  const index = promotion.indexOf(name);
  return index === -1 ? promotion.length : index;
}
