import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Example, ExampleResource } from "../../policy-pack/example";
import { hardenedVault } from "../../policy-pack/hardened";
import { rules } from "../../policy-pack/rules/index";
import mfaForPeople from "../../policy-pack/rules/auth/mfa-for-people";
import auditRedundancy from "../../policy-pack/rules/audit/audit-redundancy";
import tierDeclared from "../../policy-pack/rules/change/tier-declared";
import { repository } from "./project/project";
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
      responsible: { server: "vault-servers", backup: "vault-servers" },
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
      expect(said(previewed, auditRedundancy.id)).toEqual(
        unknown.map((_, index) => ({
          level,
          verdict: "not-evaluated",
          subject: `vault ${addressOf(index)}`,
          // Of a map with one value that is not known, the engine knows none.
          path: expect.stringMatching(/^options\./u) as unknown,
          found: "a value that is known only after the apply",
        })),
      );
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

/** What only a whole stack shows has a program of its own: a bad example for each rule that judges more than single resources. */
const wholeStacks = rules.flatMap((rule) => {
  const isOfStack = rule.kind === "stack" || (rule.kind === "resource" && rule.overStack !== undefined);
  const { bad } = rule.examples;
  const example = bad.find(({ resources }) => resources.length > 1) ?? bad[0];
  return isOfStack ? [{ rule, example, name: `${rule.id}: ${example.name}` }] : [];
});

test.each(wholeStacks)(
  "$name",
  async ({ rule, example }) => {
    const { resources, config, responsible } = example;
    const packConfig = config === undefined ? {} : { [rule.id]: config };
    const named = resources.map((resource, at) => ({ ...resource, name: resource.name ?? `example-${at}` }));
    const previewed = await previewExamples(named, {
      tier: "production",
      packConfig,
      ...(responsible === undefined ? {} : { responsible }),
    });
    const found = previewed.findings.filter(({ finding }) => finding.ruleId === rule.id);
    const level = rule.blocks === "nowhere" ? "advisory" : "mandatory";
    // Of a value that is not known in a part, a stack is told that it is not known as a whole: the path can be shorter.
    expect(found.map((each) => ({ level: each.level, must: each.finding.must }))).toEqual(
      example.finds.map(({ must }) => ({ level, must })),
    );
    expect(previewed.other).toEqual([]);
  },
  60_000,
);

test("a hardened Vault on Kubernetes goes through, with not a finding of any rule", async () => {
  const elsewhere = { audit: "vault-configuration", auth: "vault-configuration", backup: "vault-backup" };
  const { status, findings, other } = await previewExamples(hardenedVault(), {
    tier: "production",
    responsible: elsewhere,
  });
  expect({ findings, other, status }).toEqual({ findings: [], other: [], status: 0 });
}, 60_000);

/** The example as a company has it: in a folder of its own, which depends on this package. */
function companyPack(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "strongroom-pack-"));
  const modules = path.join(folder, "node_modules");
  mkdirSync(modules);
  symlinkSync(repository, path.join(modules, "strongroom"));
  // npm puts what a package depends on beside it.
  for (const name of ["@pulumi", "zod"])
    symlinkSync(path.join(repository, "node_modules", name), path.join(modules, name));
  cpSync(path.join(repository, "examples", "company-pack"), path.join(folder, "policy-pack"), { recursive: true });
  return folder;
}

test("a company's own pack finds what its own rule finds, and what ours do", async () => {
  const company = companyPack();
  try {
    const mount = { type: "vault:index/mount:Mount", name: "cards", props: { path: "cards", type: "kv" } };
    const pack = path.join(company, "policy-pack");
    const { findings, other } = await previewExamples([mount], { tier: "production", pack });
    const found = findings.map(({ level, finding }) => [level, finding.ruleId, finding.found]);
    expect(found).toContainEqual(["mandatory", "mount-names-team", "nothing"]);
    expect(found).toContainEqual(["mandatory", "kv-versioned", expect.anything()]);
    expect(other).toEqual([]);
  } finally {
    rmSync(company, { recursive: true, force: true });
  }
}, 60_000);

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
