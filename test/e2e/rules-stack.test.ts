import type { Example, ExampleResource } from "../../policy-pack/example";
import auditRedundancy from "../../policy-pack/rules/audit/audit-redundancy";
import tierDeclared from "../../policy-pack/rules/change/tier-declared";
import { previewExamples, type Previewed } from "./rules-program";

const { bad, good, unknown } = auditRedundancy.examples;

/** Each example on a Vault of its own, so that all fit one program. */
function together(examples: readonly Example[]): ExampleResource[] {
  return examples.flatMap(({ resources }, index) =>
    resources.map(({ name = "example", provider, ...resource }) => ({
      ...resource,
      name: `${name}-${index}`,
      ...(provider === undefined ? {} : { provider: { address: addressOf(index) } }),
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
