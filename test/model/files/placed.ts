import { readFile } from "../../../model/files/read-file";
import { positionOf, printPlace } from "../../../model/place";
import type { Resource } from "../../../model/resource";
import { leaves, type Value } from "../../../model/value";

/** What is read from a text, as its tests look at it. */
export function reading(file: string, text: string) {
  const read = readFile({ file, text });
  if (read.kind === "skipped") return { kind: "skipped", resources: [], problems: [], because: read.because };
  return {
    ...read,
    problems: read.problems.map(({ place, must, found }) => `${place} must ${must}, found ${found ?? "nothing"}`),
  };
}

/** `kubernetes:core/v1:Secret vault` for each resource. */
export function typesAndNames(resources: readonly Resource[]): string[] {
  return resources.map(({ type, name }) => `${type} ${name}`);
}

/** `data.a 7:3: x` for everything in a resource. */
export function placed({ inputs }: Resource): string[] {
  return [...leaves(inputs)].map((value) => `${printPlace(value.place)} ${lineAndColumn(value)}: ${shown(value)}`);
}

function lineAndColumn({ place }: Value): string {
  const position = positionOf(place);
  return position === undefined ? "nowhere" : `${position.line}:${position.column}`;
}

function shown(value: Value): string {
  return value.kind === "known" ? JSON.stringify(value.value ?? null) : value.kind === "unknown" ? value.why : "secret";
}
