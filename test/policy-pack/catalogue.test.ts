import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { rules } from "../../policy-pack/rules/index";
import type { Rule } from "../../policy-pack/rule";
import { directionOf } from "../../policy-pack/stricter";
import { casesOf } from "../../policy-pack/testing/cases";
import { runExample } from "../../policy-pack/testing/run-example";

const documents = [
  "Vault production checklist",
  "Production Hardening",
  "Vault in Kubernetes",
  "What I learned after a year of setting up and running HashiCorp Vault in production",
  "Vault Security",
];

/** They judge what the project says about the rules, or how much a change does. */
const readNoProgram = [
  "change-size",
  "configuration-valid",
  "tier-declared",
  "waiver-expired",
  "waiver-expires-soon",
  "waiver-unused",
  "waivers-valid",
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

  test("has nothing left to fill in", () => {
    const { title, sources, rationale, remediation, examples } = rule;
    const texts = JSON.stringify({ title, sources, rationale, remediation, examples });
    expect(texts.match(/TODO[^"\\]*/gu) ?? []).toEqual([]);
  });

  test("describes every limit that it takes from configuration", () => {
    const undescribed = Object.entries(settingsOf(rule)).filter(([, { description = "" }]) => description === "");
    expect(undescribed.map(([name]) => name)).toEqual([]);
  });

  test("says of every limit which way it gets stricter: .meta({ stricter: ... }), see policy-pack/stricter.ts", () => {
    const limits = Object.entries<z.ZodType>(rule.config.shape);
    expect(limits.filter(([, limit]) => directionOf(limit) === undefined).map(([name]) => name)).toEqual([]);
  });

  test.each(casesOf(rule))("$name", ({ problems }) => {
    expect(problems()).toEqual([]);
  });

  test.each(rule.examples.good)("good for every other rule as well: $name", (example) => {
    // A token is fine for one rule and still no login for another.
    const others = rules.filter((other) => other.kind === rule.kind && example.token === undefined);
    if (example.isPartial === true) return;
    // What an example leaves out is another stack's to have.
    const elsewhere = { server: "other", audit: "other", auth: "other", backup: "other" };
    const alone = { ...example, responsible: { ...elsewhere, ...example.responsible } };
    expect(others.flatMap((other) => runExample(other, alone))).toEqual([]);
  });

  test("has an example of a value that is not known, unless it reads none", () => {
    expect(rule.examples.unknown.length > 0 || readNoProgram.includes(rule.id)).toBe(true);
  });
});

const schema = z.object({ properties: z.record(z.string(), z.object({ description: z.string().optional() })) });

function settingsOf(rule: Rule): Record<string, { description?: string | undefined }> {
  return schema.parse(z.toJSONSchema(rule.config)).properties;
}

test("the documentation pages and the other generated files are up to date", () => {
  const { status, stderr } = spawnSync(process.execPath, ["typescript.js", "generate/main.ts", "--check"], {
    cwd: path.join(__dirname, "../.."),
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});
