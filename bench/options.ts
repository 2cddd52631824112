import { Command, InvalidArgumentError, Option } from "commander";
import { parts, type Part } from "./measure";

export interface Options {
  /** How many policies and AppRoles together, for each size. */
  readonly objects: readonly number[];
  readonly only: readonly Part[];
  readonly json: boolean;
  /** Whether nothing is left out, so that the results may stand in docs/performance.md. */
  readonly everything: boolean;
}

const allObjects = [1, 100, 1000];

/** Ends the process with a message where the arguments are not understood. */
export function parseOptions(): Options {
  const program = new Command("npm run bench --")
    .description(
      "Times Strongroom, a plain Pulumi program and Terraform side by side; all of it writes docs/performance.md.",
    )
    .option("--objects <counts>", `policies and AppRoles together (default: ${allObjects.join()})`, counts)
    .addOption(new Option("--only <parts...>", "time only these").choices(parts))
    .option("--json", "print the results as JSON", false);
  const { objects, only, json } = program.parse().opts<{ objects?: number[]; only?: Part[]; json: boolean }>();
  return {
    objects: objects ?? allObjects,
    only: only ?? parts,
    json,
    everything: objects === undefined && only === undefined,
  };
}

function counts(text: string): number[] {
  const numbers = text.split(",").map(Number);
  if (numbers.every((number) => Number.isInteger(number) && number > 0)) return numbers;
  throw new InvalidArgumentError("It must be whole numbers above 0, separated by commas.");
}
