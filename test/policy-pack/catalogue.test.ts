import { readdirSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Example } from "../../policy-pack/example";
import { unknownMark } from "../../model/unknown-mark";
import { rules } from "../../policy-pack/rules/index";
import type { Rule } from "../../policy-pack/rule";
import { runExample } from "./run-example";

const documents = [
  "Vault production checklist",
  "Production Hardening",
  "Vault in Kubernetes",
  "What I learned after a year of setting up and running HashiCorp Vault in production",
  "Vault Security",
];

const folder = path.join(__dirname, "../../policy-pack/rules");
const files = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap((family) => readdirSync(path.join(folder, family.name)).map((file) => `${family.name}/${file}`))
  .filter((file) => !file.endsWith(".examples.ts"));

test("the index lists every rule file once, and nothing else", () => {
  expect(rules.map(({ family, id }) => `${family}/${id}.ts`).sort()).toEqual(files.sort());
});

test("no two rules have the same title", () => {
  const titles = rules.map(({ title }) => title);
  expect(titles).toEqual([...new Set(titles)]);
});

describe.each(rules)("$id", (rule) => {
  test("has an id that is a name for configuration, waivers and SARIF", () => {
    expect(rule.id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)+$/u);
    expect(["all", "environments"]).not.toContain(rule.id);
  });

  test("says what it requires, why, and what to do", () => {
    expect(rule.title).toMatch(/^[A-Z].{10,100}[^.]$/u);
    expect(rule.rationale).toMatch(/^[A-Z].{60,}\.$/u);
    expect(rule.remediation).toMatch(/^[a-z].{10,}[^.]$/u);
  });

  test("names the documents that ask for it by their titles", () => {
    expect(documents).toEqual(expect.arrayContaining(rule.sources.map(({ title }) => title)));
    expect(rule.sources.filter(({ section }) => section.trim() === "")).toEqual([]);
  });

  test("describes every limit that it takes from configuration", () => {
    const undescribed = Object.entries(settingsOf(rule)).filter(([, { description = "" }]) => description === "");
    expect(undescribed.map(([name]) => name)).toEqual([]);
  });

  test.each(rule.examples.good)("good: $name", (example) => {
    expect(runExample(rule, example)).toEqual([]);
  });

  test.each(rule.examples.good)("good for every other rule as well: $name", (example) => {
    // A token is fine for one rule and still no login for another.
    const others = rules.filter((other) => other.kind === rule.kind && example.token === undefined);
    expect(others.flatMap((other) => runExample(other, example))).toEqual([]);
  });

  test.each(rule.examples.bad)("bad: $name", (example) => {
    const found = runExample(rule, example);
    expect(found.map(({ verdict }) => verdict)).toEqual(example.finds.map(() => "violation"));
    expect(found.map(({ subject, path, must, found }) => ({ subject, path, must, found }))).toEqual(
      example.finds.map((expected) => ({ path: undefined, ...expected })),
    );
  });

  test("has an example of a value that is not known, unless it reads none", () => {
    expect(rule.examples.unknown.length > 0 || rule.id === "tier-declared").toBe(true);
  });

  if (rule.examples.unknown.length > 0) {
    test.each([...rule.examples.unknown])("unknown: $name", (example) => {
      const unjudged = runExample(rule, example).filter(({ verdict }) => verdict === "not-evaluated");
      expect(unjudged.map(({ subject, path, must }) => ({ subject, path, must }))).toEqual(
        example.finds.map((expected) => ({ path: undefined, ...expected })),
      );
    });
  }

  test.each(rule.examples.good)(
    "no value of the good example whose absence from the preview it would take for wrong: $name",
    (example) => {
      const verdicts = withEachLeafUnknown(example).map((unsure) => {
        return [unsure.name, runExample(rule, unsure).filter(({ verdict }) => verdict !== "not-evaluated")];
      });
      expect(verdicts.filter(([, wrong]) => wrong?.length !== 0)).toEqual([]);
    },
  );

  test.each([...rule.examples.bad, ...rule.examples.unknown])(
    "never fails when a value of a bad example is unknown: $name",
    (example) => {
      const crashes = withEachLeafUnknown(example).flatMap((unsure) => {
        return runExample(rule, unsure).filter(({ verdict }) => verdict === "crash");
      });
      expect(crashes).toEqual([]);
    },
  );
});

const schema = z.object({ properties: z.record(z.string(), z.object({ description: z.string().optional() })) });

function settingsOf(rule: Rule): Record<string, { description?: string | undefined }> {
  return schema.parse(z.toJSONSchema(rule.config)).properties;
}

/** The example once for each of its values, with that value not known yet. */
function withEachLeafUnknown(example: Example): Example[] {
  return example.resources.flatMap((resource, index) => {
    return replaceEachLeaf(resource.props, unknownMark).map(({ at, data }) => {
      const changed = { ...resource, props: data };
      return { ...example, name: at, resources: replaceAt(example.resources, index, changed) };
    });
  });
}

function replaceAt<T>(items: readonly [T, ...T[]], index: number, item: T): [T, ...T[]] {
  const [first, ...rest] = items;
  return index === 0 ? [item, ...rest] : [first, ...rest.map((each, at) => (at === index - 1 ? item : each))];
}

interface Replaced {
  readonly at: string;
  readonly data: Record<string, unknown>;
}

/** Every list and object counts too: it can be unknown as a whole. */
function replaceEachLeaf(data: object, leaf: string): Replaced[] {
  return Object.entries(data).flatMap(([key, value]: [string, unknown]) => {
    const inside = typeof value === "object" && value !== null ? replaceEachLeaf(value, leaf) : [];
    const put = (replacement: unknown): Record<string, unknown> => ({ ...data, [key]: replacement });
    return [
      { at: key, data: put(leaf) },
      ...inside.map(({ at, data: changed }) => ({
        at: `${key}.${at}`,
        data: put(Array.isArray(value) ? Object.values(changed) : changed),
      })),
    ];
  });
}
