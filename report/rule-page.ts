import { docsPage } from "../policy-pack/finding";
import type { Rule } from "../policy-pack/rule";
import { blocksWords, foundInExample, settingsOf } from "../policy-pack/rule-words";
import type { ReservedRule } from "../policy-pack/rules/reserved";
import { counted, table, wrapped } from "./layout";

/** What becomes of a reserved id, until its rule is there. */
export const comesWith = "comes with the access evaluator";

/** Every rule, family by family, for a person. */
export function ruleList(rules: readonly Rule[], reserved: readonly ReservedRule[]): string {
  const families = [...new Set([...rules, ...reserved].map(({ family }) => family))];
  const rows = families.map((family) => [
    ...rules
      .filter((rule) => rule.family === family)
      .map(({ id, blocks, severity, title }) => [id, severity, blocks, title]),
    ...reserved.filter((rule) => rule.family === family).map(({ id, title }) => [id, "", "to come", title]),
  ]);
  // One width for all families, so that they can be read across.
  const lines = table([["", "severity", "blocks", "requires"], ...rows.flat()], "  ");
  const starts = rows.map((_, index) => 1 + rows.slice(0, index).flat().length);
  return [
    ...lines.slice(0, 1),
    ...families.flatMap((family, index) => {
      const start = starts[index] ?? 1;
      return ["", family, ...lines.slice(start, start + (rows[index]?.length ?? 0))];
    }),
    "",
    `${counted(rules.length, "rule")}; what is to come ${comesWith}. Next: strongroom rules show ${rules[0]?.id ?? ""}`,
    "",
  ].join("\n");
}

/** What a rule asks for and why, for a person at a terminal: what its page says, without the programs of its examples. */
export function rulePage(rule: Rule): string {
  const { id, title, family, severity, rationale, remediation, sources, examples } = rule;
  return [
    id,
    ...wrapped(`${title}.`, "  "),
    "",
    ...table(
      [
        ["severity", severity],
        ["blocks", blocksWords[rule.blocks]],
        ["family", family],
        ...sources.map((source, index) => [index === 0 ? "asked by" : "", `"${source.title}" (${source.section})`]),
      ],
      "  ",
    ),
    ...section("Why", wrapped(rationale, "  ")),
    ...section("What to do", wrapped(remediation, "  ")),
    ...section("Configuration", configuration(rule)),
    ...section(
      "Blocked, for example",
      examples.bad.flatMap(({ name, finds }) => [
        ...wrapped(name, "  "),
        ...finds.flatMap((find) => wrapped(foundInExample(find), "    ")),
      ]),
    ),
    ...section(
      "Passes, for example",
      examples.good.flatMap(({ name }) => wrapped(name, "  ")),
    ),
    ...section(
      "Not evaluated, for example",
      examples.unknown.length === 0
        ? ["  nothing that it reads can be unknown"]
        : examples.unknown.flatMap(({ name }) => wrapped(name, "  ")),
    ),
    "",
    `With the programs of the examples: ${docsPage(id)}`,
    "",
  ].join("\n");
}

function section(title: string, lines: readonly string[]): string[] {
  return ["", title, ...lines];
}

function configuration(rule: Rule): string[] {
  if (rule.isConfigurable === false) return ["  nothing makes this rule less strict"];
  const own = settingsOf(rule).flatMap(({ name, meaning, standard }) =>
    wrapped(`${name}: ${meaning} (${JSON.stringify(standard)} by default)`, "  "),
  );
  return [...own, ...wrapped("level, unknown: as for every rule, in stacks/rules.yaml (docs/waivers.md)", "  ")];
}

/** What a rule is, for another program. */
export function ruleJson(rule: Rule): object {
  const { id, family, title, severity, blocks, kind, sources, rationale, remediation } = rule;
  const { isConfigurable = true, isWaivable = true } = rule;
  const settings = settingsOf(rule).map(({ standard, ...setting }) => ({ ...setting, default: standard }));
  return {
    id,
    family,
    title,
    severity,
    blocks,
    kind,
    sources,
    rationale,
    remediation,
    settings,
    isConfigurable,
    isWaivable,
    docs: docsPage(id),
  };
}
