import type { BadExample, Example, ExampleResource, UnknownExample } from "../../policy-pack/example";
import { hardenedVault } from "../../policy-pack/hardened";
import type { Finding } from "../../policy-pack/finding";
import type { Rule } from "../../policy-pack/rule";
import { rules } from "../../policy-pack/rules/index";
import { previewExamples, type Previewed } from "./rules-program";

/** Rules that judge one resource by itself: the examples of all of them fit one program. */
const resourceRules = rules.filter(({ kind, id }) => kind === "resource" && id !== "tier-declared");

/** What is judged over a whole stack needs one of its own: test/e2e/rules-stack.test.ts. */
function fitsInto(rule: Rule, { resources }: Example): boolean {
  const needsStack = "overStack" in rule || rule.needsMounts === true;
  return !needsStack || resources.length === 1;
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

/** What the examples are judged with. All of a rule's settings fit each other: they accept one thing each. */
function configOf(cases: readonly { readonly rule: Rule; readonly example: Example }[]) {
  const configs = new Map<string, Readonly<Record<string, unknown>>>();
  for (const { rule, example } of cases) {
    if (example.config !== undefined) configs.set(rule.id, { ...configs.get(rule.id), ...example.config });
  }
  return Object.fromEntries(configs);
}

/** Rules over a whole stack, of which a program of such examples is none. */
const presence = Object.fromEntries(
  rules.filter((rule) => rule.kind === "stack" || "overStack" in rule).map(({ id }) => [id, { level: "warn" }]),
);

/** Every resource of every example under a name of its own. */
function together(cases: readonly { readonly example: Example }[]): ExampleResource[] {
  return cases.flatMap(({ example }, index) =>
    ownResources(example).map(({ decidedBy = {}, ...resource }, at) => ({
      ...resource,
      name: resource.name === undefined && at > 0 ? `example-${index}-${at}` : nameOf(index, resource.name),
      decidedBy: Object.fromEntries(Object.entries(decidedBy).map(([prop, name]) => [prop, nameOf(index, name)])),
    })),
  );
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
    production = await previewExamples(together(bad), { tier: "production", packConfig: configOf(bad) });
  }, 120_000);

  test("is refused", () => {
    expect(outcome(production)).toEqual({ refused: true, other: [] });
  });

  test.each(bad.map((each, index) => ({ ...each, index, name: `${each.rule.id}: ${each.example.name}` })))(
    "$name",
    ({ rule, example, index }) => {
      expect(foundFor(production, rule, index, "violation", example)).toEqual(
        expect.arrayContaining(example.finds.map((find) => ({ path: undefined, ...find, level: "mandatory" }))),
      );
    },
  );
});

describe("plain pulumi with the pack, on a program with every good example", () => {
  test("goes through, and the rules of the examples say nothing", async () => {
    const { status, findings, other } = await previewExamples(together(good), {
      tier: "production",
      packConfig: { ...presence, ...configOf(good) },
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

  test.each([
    ["production", true],
    ["dev", false],
  ])("in %s is refused: %s", (tier, refused) => {
    const previewed = previews[tier];
    expect(previewed && outcome(previewed)).toEqual({ refused, other: [] });
  });

  test.each(cases)("$name: blocks production, warns in dev", ({ rule, example, index }) => {
    for (const [tier, level] of levelsIn(example)) {
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
  function levelsIn(example: Example): (readonly [tier: string, level: string])[] {
    const levels = [["production", "mandatory"] as const, ["dev", "advisory"] as const];
    return levels.filter(([tier]) => !("tier" in example) || example.tier === tier);
  }
});
