import type { Example, ExampleResource } from "../../policy-pack/example";
import { rules } from "../../policy-pack/rules/index";
import mfaForPeople from "../../policy-pack/rules/auth/mfa-for-people";
import auditRedundancy from "../../policy-pack/rules/audit/audit-redundancy";
import tierDeclared from "../../policy-pack/rules/change/tier-declared";
import { previewExamples, type Previewed } from "./rules-program";

const { bad, good, unknown } = auditRedundancy.examples;

/** Each example on a Vault of its own, so that all fit one program. */
function together(examples: readonly Example[]): ExampleResource[] {
  return examples.flatMap(({ resources }, index) =>
    resources.map(({ name = "example", provider, decidedBy = {}, ...resource }) => ({
      ...resource,
      name: `${name}-${index}`,
      decidedBy: Object.fromEntries(Object.entries(decidedBy).map(([prop, by]) => [prop, `${by}-${index}`])),
      ...(provider === undefined ? {} : { provider: { ...provider, address: addressOf(index) } }),
    })),
  );
}

function addressOf(index: number): string {
  return `https://vault-${index}.example.com:8200`;
}

function said({ findings }: Previewed, ruleId: string) {
  return findings
    .filter(({ finding }) => finding.ruleId === ruleId)
    .map(({ level, finding: { verdict, subject, path, found } }) => ({ level, verdict, subject, path, found }));
}

describe("audit devices, judged over the whole stack", () => {
  test("every bad example is refused, each Vault for itself", async () => {
    const previewed = await previewExamples(together(bad), { tier: "dev" });
    expect(said(previewed, auditRedundancy.id)).toEqual(
      bad.map(({ finds: [{ found }] }, index) => ({
        level: "mandatory",
        verdict: "violation",
        subject: `vault ${addressOf(index)}`,
        path: undefined,
        found,
      })),
    );
    expect(previewed.status).not.toBe(0);
  }, 60_000);

  test("every good example goes through", async () => {
    const previewed = await previewExamples(together(good.filter(({ responsible }) => responsible === undefined)), {
      tier: "production",
    });
    expect({ status: previewed.status, findings: previewed.findings }).toEqual({ status: 0, findings: [] });
  }, 60_000);

  test.each([
    ["production", "mandatory", true],
    ["dev", "advisory", false],
  ])(
    "a sink that is not known yet: %s says %s",
    async (tier, level, refused) => {
      const resources = together(unknown);
      const previewed = await previewExamples([...resources, ...together(good.slice(0, 1)).map(onSourceVault)], {
        tier,
      });
      expect(said(previewed, auditRedundancy.id)).toEqual([
        {
          level,
          verdict: "not-evaluated",
          subject: `vault ${addressOf(0)}`,
          path: "options.file_path",
          found: "a value that is known only after the apply",
        },
      ]);
      expect(previewed.status !== 0).toBe(refused);
    },
    60_000,
  );
});

/** The program's own source of unknown values stands on a Vault that must have audit devices too. */
function onSourceVault(resource: ExampleResource): ExampleResource {
  return { ...resource, name: `source-${resource.name ?? ""}`, provider: { address: "https://127.0.0.1:9" } };
}

describe("login MFA, judged over the whole stack", () => {
  const examples = mfaForPeople.examples;
  const relaxed = { "audit-redundancy": { level: "off" }, "no-password-auth": { level: "off" } };
  const preview = (cases: readonly Example[]) =>
    previewExamples(together(cases), { tier: "production", packConfig: relaxed });

  test("every bad example is refused, each Vault for itself", async () => {
    const { findings, other } = await preview(examples.bad);
    const found = findings.filter(({ finding }) => finding.ruleId === mfaForPeople.id);
    expect(found.map(({ level, finding: { verdict, must } }) => ({ level, verdict, must }))).toEqual(
      examples.bad.flatMap(({ finds }) =>
        finds.map(({ must }) => ({ level: "mandatory", verdict: "violation", must })),
      ),
    );
    expect(other).toEqual([]);
  }, 60_000);

  test("every good example goes through, also while Vault has yet to give the accessors", async () => {
    const good = examples.good.filter(({ responsible }) => responsible?.["auth"] === undefined);
    expect(said(await preview(good), mfaForPeople.id)).toEqual([]);
  }, 60_000);

  test("what is not known yet blocks", async () => {
    const found = said(await preview(examples.unknown), mfaForPeople.id);
    expect(found.map(({ level, verdict, path }) => ({ level, verdict, path }))).toEqual(
      examples.unknown.flatMap(({ finds }) =>
        finds.map(({ path }) => ({ level: "mandatory", verdict: "not-evaluated", path })),
      ),
    );
  }, 60_000);
});

/** The part of rules over single resources that only a whole stack shows: a program for each of its examples. */
const overStack = rules.flatMap((rule) => {
  if (!("overStack" in rule)) return [];
  const { good, bad, unknown } = rule.examples;
  return [
    ...good.map((example) => ({ rule, example, finds: [] })),
    ...bad.map((example) => ({ rule, example, finds: example.finds })),
    ...unknown.map((example) => ({ rule, example, finds: example.finds })),
  ].filter(({ example }) => example.resources.length > 1);
});

test.each(overStack.map((each) => ({ ...each, name: `${each.rule.id}: ${each.example.name}` })))(
  "$name",
  async ({ rule, example, finds }) => {
    const { findings, other } = await previewExamples(example.resources, { tier: "production" });
    const found = findings.filter(({ finding }) => finding.ruleId === rule.id);
    // Of a value that is not known in a part, a stack is told that it is not known as a whole: the path can be shorter.
    expect(found.map(({ level, finding: { subject, must } }) => ({ level, subject, must }))).toEqual(
      finds.map(({ subject, must }) => ({ level: "mandatory", subject, must })),
    );
    expect(other).toEqual([]);
  },
  60_000,
);

describe("the tier", () => {
  const nothing: ExampleResource = { type: "example:index:Nothing", props: {} };

  test.each([
    [undefined, "nothing"],
    ["prod", '"prod"'],
  ])(
    "%s is refused and judged as production",
    async (tier, found) => {
      const { status, findings } = await previewExamples([nothing], tier === undefined ? {} : { tier });
      expect(status).not.toBe(0);
      expect(findings.map(({ level, finding }) => [level, finding.ruleId, finding.subject, finding.found])).toEqual([
        ["mandatory", tierDeclared.id, "stack tried", found],
      ]);
    },
    60_000,
  );
});
