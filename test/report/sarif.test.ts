import { readFileSync } from "node:fs";
import path from "node:path";
import Ajv from "ajv";
import type { Log, Result } from "sarif";
import { rules } from "../../policy-pack/rules/index";
import { reportOfPlan, reportOfScan, type Report } from "../../report/report";
import { sarifReport } from "../../report/sarif";
import { day, failedPlan, hostile, plan, scan } from "./samples";

function json(file: string): object {
  const value: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (typeof value === "object" && value !== null) return value;
  throw new Error(`${file} holds no object`);
}

// The standard's schema is one of draft 4, whose ids are called so.
const ajv = new Ajv({ schemaId: "id", meta: false, unknownFormats: "ignore" });
ajv.addMetaSchema(json(require.resolve("ajv/lib/refs/json-schema-draft-04.json")));
const isSarif = ajv.compile(json(path.join(__dirname, "sarif-schema-2.1.0.json")));

function logOf(report: Report): Log {
  return JSON.parse(sarifReport(report)) as Log;
}

function resultsOf(report: Report): Result[] {
  return logOf(report).runs.flatMap(({ results = [] }) => results);
}

const reports: Readonly<Record<string, Report>> = {
  "a plan": reportOfPlan(plan, undefined, day),
  "a plan that could not be finished": reportOfPlan(failedPlan, undefined, day),
  "a scan": reportOfScan(scan, day),
};

test.each(Object.entries(reports))("%s is SARIF by the standard's own schema", (_, report) => {
  isSarif(JSON.parse(sarifReport(report)));
  expect(isSarif.errors ?? []).toEqual([]);
});

test("the schema finds what is wrong", () => {
  expect(isSarif({ version: "2.1.0", runs: [{ tool: {} }] })).toBe(false);
});

test("every rule has texts of the lengths that GitHub takes, and the grade of its severity", () => {
  const [run] = logOf(reportOfPlan({ ...plan, findings: [] }, undefined, day)).runs;
  const described = run?.tool.driver.rules ?? [];
  expect(described.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
  const tooLong = described.filter(
    ({ shortDescription, fullDescription }) =>
      (shortDescription?.text.length ?? 0) > 1024 || (fullDescription?.text.length ?? 0) > 1024,
  );
  expect(tooLong).toEqual([]);
});

test("what a preview finds stands in the environment's file, with the resource that it is about", () => {
  const [first] = resultsOf(reportOfPlan({ ...plan, findings: plan.findings.slice(1, 2) }, undefined, day));
  expect(first?.locations).toEqual([
    {
      physicalLocation: {
        artifactLocation: { uri: "stacks/Pulumi.production.yaml" },
        region: { startLine: 1, startColumn: 1 },
      },
      logicalLocations: [
        {
          name: 'server settings "vault"',
          fullyQualifiedName: "urn:pulumi:production::strongroom::strongroom:server:Server::vault",
          kind: "resource",
        },
        {
          name: "listeners[0].tlsDisable",
          fullyQualifiedName:
            "urn:pulumi:production::strongroom::strongroom:server:Server::vault#listeners[0].tlsDisable",
          kind: "property",
        },
      ],
    },
  ]);
});

test("results have distinct fingerprints, and the same ones whatever is found and wherever it has moved to", () => {
  const prints = (report: Report) => resultsOf(report).map(({ partialFingerprints }) => partialFingerprints);
  const before = prints(reportOfScan(scan, day));
  expect(new Set(before.map((print) => JSON.stringify(print))).size).toBe(before.length);
  const moved = scan.findings.map((finding) => ({
    ...finding,
    found: "something else",
    ...(finding.location === undefined ? {} : { location: { ...finding.location, line: finding.location.line + 40 } }),
  }));
  expect(prints(reportOfScan({ ...scan, findings: moved }, day))).toEqual(before);
});

test("what is waived is suppressed, with who accepts it; what nobody knows is for a person, unless it blocks", () => {
  const [first] = plan.findings;
  if (first === undefined) throw new Error("no finding");
  const waiver = { reason: "due", owner: "platform", expires: "2027-03-13" };
  const results = resultsOf(
    reportOfPlan(
      {
        ...plan,
        findings: [
          { ...first, ruleId: "a-waived", blocks: false, waiver },
          { ...first, ruleId: "b-unknown", verdict: "not-evaluated", blocks: false },
          { ...first, ruleId: "c-unknown", verdict: "not-evaluated", blocks: true },
        ],
      },
      undefined,
      day,
    ),
  );
  expect(results.map(({ ruleId, kind, level }) => [ruleId, kind, level])).toEqual([
    ["c-unknown", "fail", "error"],
    ["b-unknown", "review", "none"],
    ["a-waived", "fail", "warning"],
  ]);
  expect(results[2]?.suppressions).toEqual([
    { kind: "external", status: "accepted", justification: "accepted by platform until 2027-03-13: due" },
  ]);
});

test("a run that failed says so, and why; no text begins a link", () => {
  const [run] = logOf(reportOfPlan(failedPlan, undefined, day)).runs;
  const [invocation] = run?.invocations ?? [];
  expect(invocation?.executionSuccessful).toBe(false);
  expect(invocation?.toolExecutionNotifications?.[0]?.message.text).toContain("permission denied");
  const texts = resultsOf(reportOfPlan(plan, undefined, day)).map(({ message }) => message.text ?? "");
  expect(hostile).toContain("[x](");
  expect(texts.filter((text) => /(?<!\\)\[/u.test(text))).toEqual([]);
});
