import type { Place } from "./place";
import { readValue } from "./read";
import { readSecret } from "./secret";
import { isSecretName } from "./secret-fields";
import type { Value } from "./value";

/** A value together with the name that it goes by. */
export interface NamedValue {
  readonly name: string;
  readonly value: Value;
}

/**
 * What a text gives certain names to, whatever it is written in: `VAULT_TOKEN=x` in a script or a unit, `tls_skip_verify = true`
 * in HCL, `"rootToken": "x"` in JSON, `rootToken: x` in YAML, `--dev-root-token-id=x` on a command line. Of a list, its first
 * item. Lines that are comments say nothing.
 */
export function assignmentsIn(text: Value, isWanted: (name: string) => boolean): NamedValue[] {
  if (text.kind === "secret") {
    return readSecret(text, (revealed) => read(revealed, text.place, text.because === "field", isWanted));
  }
  return text.kind === "known" && typeof text.value === "string" ? read(text.value, text.place, false, isWanted) : [];
}

interface Assignment {
  readonly name: string;
  readonly text: string;
  readonly index: number;
}

function read(text: string, place: Place, isSecret: boolean, isWanted: (name: string) => boolean): NamedValue[] {
  const assignments = [...text.matchAll(assignment)].map(({ groups, index }) => ({
    name: groups?.["name"] ?? "",
    text: groups?.["double"] ?? groups?.["single"] ?? groups?.["bare"] ?? "",
    index,
  }));
  return assignments
    .flatMap((each, index) => withPair(each, assignments[index + 1]))
    .filter(({ name, index }) => isWanted(name) && !isInComment(text, index))
    .map(({ name, text: value, index }) => ({
      name,
      value: readValue(value, lineOf(text, index, place), { secret: isSecret || isSecretName(name) }),
    }));
}

/**
 * A name starts where no longer one does, so that a long text without any assignment is read in one go. What is assigned is only
 * looked at, because it can hold an assignment itself: `Environment="VAULT_TOKEN=x"`; and no further than any secret is long.
 */
const assignment =
  /(?<![\w.$])(?<name>[A-Za-z_][\w.-]{0,79})["']?[ \t]*(?:=[ \t]*|:[ \t]*(?:\r?\n[ \t]*-[ \t]+)?)(?:\[\s*)?(?=(?:"(?<double>(?:[^"\\\n]|\\.){0,4000})"|'(?<single>[^'\n]{0,4000})'|(?<bare>[^\s"'`,;&|(){}[\]<>]{0,4000})))/gu;

/** `name: VAULT_TOKEN` and `value: x` beside each other say what VAULT_TOKEN is. */
function withPair(first: Assignment, second: Assignment | undefined): Assignment[] {
  const isPair = first.name === "name" && second?.name === "value";
  return isPair ? [first, { ...second, name: first.text }] : [first];
}

function isInComment(text: string, index: number): boolean {
  const line = text.slice(text.lastIndexOf("\n", index - 1) + 1, index);
  return /^\s*(?:#|\/\/)/u.test(line);
}

/** The place inside a text of several lines: of what stands there, not of blanks before it. */
export function lineOf(text: string, index: number, place: Place): Place {
  if (!text.includes("\n")) return place;
  const before = text.slice(0, index + blanksAt(text, index));
  return { ...place, line: before.split("\n").length, column: before.length - before.lastIndexOf("\n") };
}

function blanksAt(text: string, index: number): number {
  const blanks = /\s*/uy;
  blanks.lastIndex = index;
  return blanks.exec(text)?.[0].length ?? 0;
}
