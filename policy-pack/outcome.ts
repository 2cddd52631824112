import type { Secret } from "../model/secret";
import { printPlace, type Place } from "../model/place";
import type { Value } from "../model/value";

/** What a rule has to say about one value; the frame adds the rule and the subject, and makes a finding of it. */
export interface Outcome {
  readonly verdict: "violation" | "not-evaluated";
  readonly path: string;
  /** Where the value stands; a finding about a file says its line. */
  readonly place?: Place;
  readonly must: string;
  readonly found: string;
  readonly fix?: string;
  /** See {@link Requirement}. */
  readonly accept?: string;
  /** See {@link Requirement}. */
  readonly isMissing?: true;
  /** What it is about, where that is not the resource itself: `vault https://vault.example.com:8200`. */
  readonly subject?: string;
  /** The resource that it is about, where a rule judges many at once. */
  readonly urn?: string;
}

export interface Requirement {
  /** Ends the sentence "<subject> ...": `have a certificate and a key`. */
  readonly must: string;
  /** Where the rule's own remediation would say too little. */
  readonly fix?: string;
  /** How a project's settings accept it: `name it among this rule's companions`. A scan reads none, and does not say it. */
  readonly accept?: string;
  /** It asks for something that has to be somewhere. A scan need not have been shown that, and only warns. */
  readonly isMissing?: true;
  readonly subject?: string;
  readonly urn?: string;
}

/** How to decide about a value that is there, and about one that is there but may not be seen. */
export interface Decision<T> {
  readonly known: (value: T) => boolean;
  readonly secret: (value: Secret) => boolean;
}

/** Nothing when the value is as required, a violation when it is not, `not-evaluated` when it is not known. */
export function demand<T>(value: Value<T>, requirement: Requirement, holds: Decision<T>): Outcome[] {
  switch (value.kind) {
    case "unknown":
      return [notEvaluated(value, requirement)];
    case "secret":
      return holds.secret(value) ? [] : [violation(value, requirement)];
    case "known":
      return holds.known(value.value) ? [] : [violation(value, requirement)];
  }
}

/** {@link demand} of each value in a list; `not-evaluated` when not even the list is known. */
export function demandEach<T>(
  values: Value<readonly Value<T>[]>,
  requirement: Requirement,
  holds: Decision<T>,
): Outcome[] {
  if (values.kind !== "known") return [notEvaluated(values, requirement)];
  return values.value.flatMap((value) => demand(value, requirement, holds));
}

/** @param found what is there, where the value itself is not the best way to say it */
export function violation(value: Value<unknown>, requirement: Requirement, found: string = show(value)): Outcome {
  return { verdict: "violation", ...at(value.place), found, ...requirement };
}

/** @param found as for {@link violation} */
export function notEvaluated(value: Value<unknown>, requirement: Requirement, found: string = show(value)): Outcome {
  return { verdict: "not-evaluated", ...at(value.place), found, ...requirement };
}

function at(place: Place): Pick<Outcome, "path" | "place"> {
  return { path: printPlace(place), place };
}

/** A value in a message: `"http://vault:8200"`, `0`, `nothing`, `a value that is known only after the apply`, never a secret. */
export function show(value: Value<unknown>): string {
  switch (value.kind) {
    case "unknown":
      return `a value that ${value.why}`;
    case "secret":
      return value.isEmpty() ? "an empty value" : "a secret value (not shown)";
    case "known":
      return showContent(value.value);
  }
}

const longestShown = 80;

function showContent(content: unknown): string {
  if (content === undefined) return "nothing";
  if (typeof content === "number" || typeof content === "boolean") return String(content);
  if (typeof content === "string") return JSON.stringify(shorten(content));
  return Array.isArray(content) ? `a list of ${content.length}` : "an object";
}

function shorten(text: string): string {
  return text.length <= longestShown ? text : `${text.slice(0, longestShown)}…`;
}
