import { notKnownYet, type BadExample, type UnknownExample } from "../example";
import type { FindingVerdict } from "../finding";
import { printMessage } from "../message";
import type { Rule } from "../rule";
import { leavesOf, type Leaf, type Seen } from "./each-leaf";
import { runExample } from "./run-example";
import { silentPasses } from "./silent-pass";

/** One thing that must be so of a rule, for any test runner: `test(name, () => expect(problems()).toEqual([]))`. */
export interface Case {
  readonly name: string;
  /** What is not so, a line or a message each; empty when all is well. Never throws. */
  readonly problems: () => readonly string[];
}

/**
 * Everything that a rule's examples must show: good ones are passed, bad and unknown ones found exactly as they say; and whichever
 * value is not known, the rule neither fails nor takes it for a wrong one, nor passes over what the value decides.
 */
export function casesOf(rule: Rule): Case[] {
  const { good, bad, unknown } = rule.examples;
  // Most examples of a rule are one stack with something changed: what they share is looked at once.
  const seen: Seen = new WeakMap();
  return [
    ...good
      .map((example) => ({ example, leaves: leavesOf(example, seen) }))
      .flatMap(({ example, leaves }) => [
        { name: `good: ${example.name}`, problems: () => runExample(rule, example).map(printMessage) },
        {
          name: `takes no unknown value for a wrong one: ${example.name}`,
          problems: () => unsure(rule, leaves, ["violation", "crash"]),
        },
        {
          name: `passes over no value that could turn out to be wrong: ${example.name}`,
          problems: () => silentPasses(rule, leaves).map(({ at, refused }) => `${at}: refused if it is ${refused}`),
        },
      ]),
    ...bad.map((example) => ({ name: `bad: ${example.name}`, problems: () => notAsExpected(rule, example) })),
    ...unknown.map((example) => ({ name: `unknown: ${example.name}`, problems: () => notUnjudged(rule, example) })),
    ...[...bad, ...unknown]
      .map((example) => ({ example, leaves: leavesOf(example, seen) }))
      .map(({ example, leaves }) => ({
        name: `never fails on an unknown value: ${example.name}`,
        problems: () => unsure(rule, leaves, ["crash"]),
      })),
  ];
}

/** What the rule says, of these verdicts, when each value in turn is not known. */
function unsure(rule: Rule, leaves: readonly Leaf[], verdicts: readonly FindingVerdict[]): string[] {
  return leaves.flatMap(({ at, replacedBy }) =>
    runExample(rule, replacedBy(notKnownYet))
      .filter(({ verdict }) => verdicts.includes(verdict))
      .map((finding) => `${at} is not known: ${printMessage(finding)}`),
  );
}

function notAsExpected(rule: Rule, example: BadExample): string[] {
  const found = runExample(rule, example);
  const expected = example.finds.map((finds) => print({ verdict: "violation", ...finds }));
  return differences(
    expected,
    found.map((each) => print(each)),
  );
}

function notUnjudged(rule: Rule, example: UnknownExample): string[] {
  const found = runExample(rule, example).filter(({ verdict }) => verdict === "not-evaluated");
  const expected = example.finds.map((finds) => print({ verdict: "not-evaluated", ...finds }));
  return differences(
    expected,
    found.map(({ verdict, subject, path, must }) => print({ verdict, subject, path, must })),
  );
}

interface Parts {
  readonly verdict: FindingVerdict;
  readonly subject: string;
  readonly path?: string | undefined;
  readonly must: string;
  readonly found?: string | undefined;
}

function print({ verdict, subject, path = "all of it", must, found }: Parts): string {
  return [`${verdict}: ${subject}`, `at ${path}`, `must ${must}`, ...(found === undefined ? [] : [found])].join(" | ");
}

/** In order: a message must be the same in every run. */
function differences(expected: readonly string[], found: readonly string[]): string[] {
  if (expected.join("\n") === found.join("\n")) return [];
  return [...expected.map((each) => `expected ${each}`), ...found.map((each) => `found    ${each}`)];
}
