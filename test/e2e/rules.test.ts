import { unitType } from "../../model/file-types";
import type { BadExample, Example, ExampleResource, UnknownExample } from "../../policy-pack/example";
import { hardenedVault } from "../../policy-pack/hardened";
import type { Tier } from "../../policy-pack/environment";
import type { Finding, FindingVerdict } from "../../policy-pack/finding";
import { levelOf } from "../../policy-pack/level";
import type { Rule } from "../../policy-pack/rule";
import { rules } from "../../policy-pack/rules/index";
import { previewExamples, type Previewed } from "./rules-program";

/** Rules that judge one resource by itself: the examples of all of them fit one program. */
const resourceRules = rules.filter(
  (rule) => rule.kind === "resource" && rule.overStack === undefined && rule.id !== "tier-declared",
);

/**
 * Judged as every company starts out: with the rules' own limits, and no files of the project's. What is mounted is one thing for
 * the whole program.
 */
function fitsInto(rule: Rule, { resources, config, files }: Example): boolean {
  if (resources.some(isDropIn)) return false;
  return config === undefined && files === undefined && !(rule.needsMounts === true && resources.length > 1);
}

/** A drop-in is known by its file's name. What a program has are no files, and each has a name of its own here. */
function isDropIn({ type, name = "" }: ExampleResource): boolean {
  return type === unitType && name.includes(".d/");
}

/** What all examples about servers share is another example's business. */
const shared: ReadonlySet<unknown> = new Set(hardenedVault());

function casesOf<E extends Example>(examplesOf: (rule: Rule) => readonly E[]): { rule: Rule; example: E }[] {
  return resourceRules.flatMap((rule) =>
    examplesOf(rule)
      .filter((example) => fitsInto(rule, example))
      .map((example) => ({ rule, example })),
  );
}

const bad = casesOf((rule) => rule.examples.bad);
/** Judged as production; an example that says which tier it is good in is not. */
const good = casesOf((rule) =>
  rule.examples.good.filter((example) => !("tier" in example) && example.isPartial !== true),
);
const unknown = casesOf((rule) => rule.examples.unknown);

/** Rules over a whole stack, of which a program of such examples is none. */
const presence = Object.fromEntries(
  rules.filter((rule) => rule.kind === "stack" || "overStack" in rule).map(({ id }) => [id, { level: "warn" }]),
);

/** Every resource of every example under a name of its own. */
function together(cases: readonly { readonly example: Example }[]): ExampleResource[] {
  return cases.flatMap(({ example }, index) =>
    ownResources(example).map(({ decidedBy = {}, ...resource }, at, all) => ({
      ...resource,
      name: isNamesake(resource, all.slice(0, at)) ? `example-${index}-${at}` : nameOf(index, resource.name),
      decidedBy: Object.fromEntries(Object.entries(decidedBy).map(([prop, name]) => [prop, nameOf(index, name)])),
    })),
  );
}

function isNamesake({ type, name }: ExampleResource, others: readonly ExampleResource[]): boolean {
  return others.some((other) => other.type === type && other.name === name);
}

function ownResources({ resources }: Example): readonly ExampleResource[] {
  return resources.length === 1 ? resources : resources.filter((resource) => !shared.has(resource));
}

function nameOf(index: number, name = "example"): string {
  return `${name}-${index}`;
}

/** The parts by which an example says what must be found; the program's own names replaced by the example's. */
function parts({ subject, path, must, found }: Finding, index: number) {
  const inExample = subject
    .replace(new RegExp(`example-${index}(?:-\\d+)?"`, "u"), 'example"')
    .replace(new RegExp(`-${index}(?="|$)`, "u"), "")
    .replace(/^stack tried$/u, "stack production");
  return { subject: inExample, path, must, found };
}

function foundFor(previewed: Previewed, rule: Rule, index: number, verdict: Finding["verdict"], example: Example) {
  const expected = (example as BadExample | UnknownExample).finds;
  return previewed.findings
    .filter(({ finding }) => finding.ruleId === rule.id && finding.verdict === verdict)
    .map(({ level, finding }) => ({ level, ...parts(finding, index) }))
    .filter((each) => expected.some(({ subject, path }) => each.subject === subject && each.path === path));
}

/** Pulumi ends with 1 or 255 depending on its version. */
function outcome({ status, other }: Pick<Previewed, "status" | "other">) {
  return { refused: status !== 0, other };
}

describe("plain pulumi with the pack, on a program with every bad example", () => {
  let production: Previewed;
  beforeAll(async () => {
    production = await previewExamples(together(bad), { tier: "production" });
  }, 120_000);

  test("is refused", () => {
    expect(outcome(production)).toEqual({ refused: true, other: [] });
  });

  test.each(bad.map((each, index) => ({ ...each, index, name: `${each.rule.id}: ${each.example.name}` })))(
    "$name",
    ({ rule, example, index }) => {
      expect(foundFor(production, rule, index, "violation", example)).toEqual(
        expect.arrayContaining(
          example.finds.map((find) => ({ path: undefined, ...find, level: levelIn("production", rule, "violation") })),
        ),
      );
    },
  );
});

describe("plain pulumi with the pack, on a program with every good example", () => {
  test("goes through, and the rules of the examples say nothing", async () => {
    const { status, findings, other } = await previewExamples(together(good), {
      tier: "production",
      packConfig: presence,
    });
    const names = new Set(resourceRules.map(({ id }) => id));
    expect(findings.filter(({ finding }) => names.has(finding.ruleId))).toEqual([]);
    expect(outcome({ status, other })).toEqual({ refused: false, other: [] });
  }, 120_000);
});

describe("plain pulumi with the pack, on a program whose values are not known yet", () => {
  const cases = unknown.map((each, index) => ({ ...each, index, name: `${each.rule.id}: ${each.example.name}` }));
  const previews: Record<string, Previewed> = {};
  beforeAll(async () => {
    for (const tier of ["production", "dev"]) {
      previews[tier] = await previewExamples(together(unknown), { tier, packConfig: presence });
    }
  }, 120_000);

  test("is refused in production, and in dev by nothing that is only not known", () => {
    expect(previews["production"] && outcome(previews["production"])).toEqual({ refused: true, other: [] });
    const blocking = previews["dev"]?.findings.filter(
      ({ level, finding }) => level === "mandatory" && finding.verdict === "not-evaluated",
    );
    expect(blocking).toEqual([]);
    expect(previews["dev"]?.other).toEqual([]);
  });

  test.each(cases)("$name: at the rule's level in production and in dev", ({ rule, example, index }) => {
    for (const tier of tiersOf(example)) {
      const level = levelIn(tier, rule, "not-evaluated");
      const previewed = previews[tier];
      const found = previewed === undefined ? [] : foundFor(previewed, rule, index, "not-evaluated", example);
      expect(found).toEqual(
        expect.arrayContaining(
          example.finds.map((find) => expect.objectContaining({ path: undefined, ...find, level }) as unknown),
        ),
      );
    }
  });

  /** An example that says its tier belongs to a rule that has nothing to say in another. */
  function tiersOf(example: Example): readonly Tier[] {
    const all = ["production", "dev"] as const;
    return all.filter((tier) => !("tier" in example) || example.tier === tier);
  }
});

/** What the engine calls a finding of the rule. */
function levelIn(tier: Tier, rule: Rule, verdict: FindingVerdict): string {
  const settings = rule.id in presence ? { level: "warn" as const } : {};
  return levelOf(verdict, rule, tier, verdict === "not-evaluated" ? settings : {}) === "block"
    ? "mandatory"
    : "advisory";
}
