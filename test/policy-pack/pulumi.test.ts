import type {
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import { z } from "zod";
import type { Environment } from "../../policy-pack/environment";
import { parseMessage } from "../../policy-pack/message";
import { violation } from "../../policy-pack/outcome";
import { toPolicies } from "../../policy-pack/pulumi";
import { defineRule, type Rule } from "../../policy-pack/rule";
import { input, type Resource } from "../../model/resource";

const environment: Environment = {
  judged: "stack",
  stack: "x",
  declaredTier: "dev",
  tier: "dev",
  responsible: {},
  vaultAddress: undefined,
  vaultSkipVerify: undefined,
};
const surroundings = { environment: {}, home: "/nonexistent" };
const texts = {
  family: "test",
  title: "Test",
  severity: "high",
  sources: [{ title: "T", section: "S" }],
  rationale: "",
  remediation: "mend it",
  examples: {
    good: [{ name: "", resources: [{ type: "", props: {} }] }],
    bad: [{ name: "", resources: [{ type: "", props: {} }], finds: [{ subject: "", must: "", found: "" }] }],
    unknown: [],
  },
} as const;

function failing(id: string, check: (resource: Resource) => void): Rule {
  return defineRule({
    ...texts,
    id,
    blocks: "everywhere",
    config: z.object({ limit: z.number().default(5).describe("a limit") }),
    kind: "resource",
    check: (resource, { limit }) => {
      check(resource);
      return [violation(input(resource, "size"), { must: `be at most ${limit}` })];
    },
  });
}

/** Calls the policies as Pulumi does for one resource: one after the other, each with arguments of its own. */
async function analyze(policies: ReturnType<typeof toPolicies>, props: object, config: object = {}) {
  const said: unknown[] = [];
  for (const policy of policies) {
    const { validateResource } = policy as ResourceValidationPolicy;
    if (typeof validateResource !== "function") continue;
    const args = {
      urn: "urn",
      type: "example:index:Thing",
      name: "thing",
      props: { ...props },
      opts: { additionalSecretOutputs: [] },
      getConfig: () => config,
    };
    await validateResource(args as unknown as ResourceValidationArgs, (violation: unknown) => said.push(violation));
  }
  return said as { message: string; enforcementLevel: string; severity: string }[];
}

test("a finding goes to Pulumi at its own level, in the one message form", async () => {
  const policies = toPolicies([failing("a-rule", () => undefined)], environment, surroundings);
  const [blocked] = await analyze(policies, { size: 9 });
  const [warned] = await analyze(policies, { size: 9 }, { level: "warn", limit: 7 });
  expect([blocked?.enforcementLevel, blocked?.severity, parseMessage(blocked?.message ?? "")]).toEqual([
    "mandatory",
    "high",
    {
      ruleId: "a-rule",
      severity: "high",
      verdict: "violation",
      subject: 'Thing "thing"',
      path: "size",
      must: "be at most 5",
      found: "9",
      fix: "mend it",
      sources: texts.sources,
      docs: "docs/rules/a-rule.md",
    },
  ]);
  expect([warned?.enforcementLevel, parseMessage(warned?.message ?? "")?.must]).toEqual(["advisory", "be at most 7"]);
  expect(await analyze(policies, { size: 9 }, { level: "off" })).toEqual([]);
});

test("a rule that fails is a blocking finding that names it and not the value, and the others still speak", async () => {
  const broken = failing("broken-rule", () => {
    throw new TypeError("cannot read canary-4711");
  });
  const policies = toPolicies([broken, failing("other-rule", () => undefined)], environment, surroundings);
  const said = await analyze(policies, { size: 9 });
  expect(
    said.map(({ message, enforcementLevel }) => [
      parseMessage(message)?.ruleId,
      parseMessage(message)?.verdict,
      enforcementLevel,
    ]),
  ).toEqual([
    ["broken-rule", "crash", "mandatory"],
    ["other-rule", "violation", "mandatory"],
  ]);
  expect(said[0]?.message).toMatch(/found {2}TypeError at pulumi\.test\.ts:\d+/u);
  expect(JSON.stringify(said)).not.toContain("canary-4711");
});

test("a configuration that does not fit a rule is a failed rule, not a silent one", async () => {
  const said = await analyze(
    toPolicies([failing("a-rule", () => undefined)], environment, surroundings),
    { size: 9 },
    { limit: "many" },
  );
  expect(said.map(({ message }) => parseMessage(message)?.verdict)).toEqual(["crash"]);
});

test("all rules see one conversion of a resource, and the next request another one", async () => {
  const seen: Resource[] = [];
  const policies = toPolicies(
    ["rule-a", "rule-b"].map((id) => failing(id, (resource) => seen.push(resource))),
    environment,
    surroundings,
  );
  await analyze(policies, { size: 1 });
  await analyze(policies, { size: 2 });
  expect(new Set(seen).size).toBe(2);
  expect([seen[0] === seen[1], seen[2] === seen[3]]).toEqual([true, true]);
  expect(seen.map((resource) => input(resource, "size"))).toEqual(
    [1, 1, 2, 2].map((value) => expect.objectContaining({ value }) as unknown),
  );
});

test("a policy's schema describes the rule's limits and what every rule can be told", () => {
  const [policy] = toPolicies([failing("a-rule", () => undefined)], environment, surroundings);
  expect(policy?.configSchema?.properties).toEqual({
    level: { type: "string", enum: ["block", "warn", "off"], description: expect.any(String) as unknown },
    unknown: { type: "string", enum: ["block", "warn"], description: expect.any(String) as unknown },
    limit: { type: "number", default: 5, description: "a limit" },
  });
});

test("a stack rule gets every resource with its provider and what decides its inputs", () => {
  const seen: Resource[] = [];
  const rule = defineRule({
    ...texts,
    id: "stack-rule",
    blocks: "nowhere",
    config: z.object({}),
    kind: "stack",
    check: ({ resources }) => {
      seen.push(...resources);
      return [];
    },
  });
  const [policy] = toPolicies([rule], environment, surroundings);
  const provider = { urn: "p", type: "pulumi:providers:vault", name: "p", props: { address: "https://v" } };
  const resource = {
    urn: "u",
    type: "vault:index/audit:Audit",
    name: "a",
    props: { path: "a" },
    opts: { additionalSecretOutputs: [] },
    propertyDependencies: { path: [{ urn: "m" }] },
    provider,
  };
  void (policy as StackValidationPolicy).validateStack(
    { resources: [resource], getConfig: () => ({}) } as unknown as StackValidationArgs,
    () => undefined,
  );
  expect(seen.map(({ name, provider: behind, decidedBy }) => [name, behind?.name, decidedBy?.get("path")])).toEqual([
    ["a", "p", ["m"]],
  ]);
});

test("a rule over single resources that needs the whole stack as well is one policy of both kinds", async () => {
  const rule = defineRule({
    ...texts,
    id: "a-rule",
    blocks: "everywhere",
    config: z.object({ limit: z.number().default(5).describe("a limit") }),
    kind: "resource",
    check: (resource) => [violation(input(resource, "size"), { must: "be small" })],
    checkStack: ({ resources }, { limit }) =>
      resources.map((resource) => violation(input(resource, "size"), { must: `be ${limit}`, subject: resource.name })),
  });
  const policies = toPolicies([rule], environment, surroundings);
  const said = (await analyze(policies, { size: 9 })).map(({ message }) => parseMessage(message)?.must);
  const thing = { urn: "u", type: "T", name: "a", props: {}, opts: {}, propertyDependencies: {} };
  void (policies[0] as StackValidationPolicy).validateStack(
    { resources: [thing], getConfig: () => ({ limit: 7 }) } as unknown as StackValidationArgs,
    (reported: unknown) => said.push(parseMessage((reported as { message: string }).message)?.must),
  );
  expect(said).toEqual(["be small", "be 7"]);
});

test.each([
  ["what a mount makes one kind or another", { needsMounts: true }, "auth/apps/role/ci"],
  ["what begins with a namespace or a mount", {}, "team/auth/apps/role/ci"],
] as const)("a plain write to %s is judged once, with its stack, under its own URN", async (_name, needs, path) => {
  const seen: (number | undefined)[] = [];
  const rule = defineRule({
    ...texts,
    id: "a-rule",
    blocks: "everywhere",
    config: z.object({}),
    kind: "resource",
    ...needs,
    check: (resource) => {
      seen.push(resource.siblings?.length);
      return [violation(input(resource, "path"), { must: "be small" })];
    },
  });
  const policies = toPolicies([rule], environment, surroundings);
  const write = (urn: string, path: string) => ({
    urn,
    type: "vault:generic/endpoint:Endpoint",
    name: "w",
    props: { path, dataJson: "{}" },
    opts: { additionalSecretOutputs: [] },
    propertyDependencies: {},
    getConfig: () => ({}),
  });
  const writes = [write("below", path), write("system", "sys/auth/apps")];
  const said: unknown[] = [];
  const report = (reported: { message: string; urn?: string }) => said.push(reported.urn);
  for (const args of writes) {
    const { validateResource } = policies[0] as ResourceValidationPolicy;
    if (typeof validateResource !== "function") throw new Error("it judges no single resource");
    await validateResource(args as unknown as ResourceValidationArgs, report as never);
  }
  void (policies[0] as StackValidationPolicy).validateStack(
    { resources: writes, getConfig: () => ({}) } as unknown as StackValidationArgs,
    report as never,
  );
  expect([said, seen]).toEqual([
    ["system", "below"],
    [undefined, 2],
  ]);
});
