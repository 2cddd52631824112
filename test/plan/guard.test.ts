import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import { guard } from "../../plan/guard";
import type { JudgedFinding } from "../../plan/judged-finding";
import { operationsOf } from "../../plan/operation";
import { plannedChange } from "../../plan/planned-operations";
import type { Environment } from "../../policy-pack/environment";
import { rules } from "../../policy-pack/rules/index";
import { providerUrn, step, urnOf, type ResourceInEvent } from "./engine-events";

const mount: ResourceInEvent = { type: "vault:index/mount:Mount", name: "team", inputs: { path: "team", type: "kv" } };
const policy: ResourceInEvent = { type: "vault:index/policy:Policy", name: "web", inputs: { name: "web" } };
const address = "https://127.0.0.1:9";
const encrypted = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "[secret]" };

const production: Environment = {
  judged: "stack",
  stack: "production",
  declaredTier: "production",
  tier: "production",
  responsible: {},
  vaultAddress: undefined,
  vaultSkipVerify: undefined,
};

function guarded(
  events: readonly EngineEvent[],
  { environment = production, settings = {} }: { environment?: Environment; settings?: Record<string, unknown> } = {},
): Promise<JudgedFinding[]> {
  const change = plannedChange(events, operationsOf(events), undefined);
  const surroundings = { environment: {}, home: "/nobody" };
  return guard(rules, change, { environment, surroundings, settings: (ruleId) => settings[ruleId] ?? {} });
}

function provider(name: string, inputs: Record<string, unknown>): ResourceInEvent {
  return { type: "pulumi:providers:vault", name, inputs };
}

describe("the guard", () => {
  it("says which resource a finding is about, and that it blocks in every tier", async () => {
    for (const tier of ["dev", "production"] as const) {
      const findings = await guarded([step("delete", { old: mount })], { environment: { ...production, tier } });
      expect(findings).toMatchObject([{ ruleId: "no-data-loss", urn: urnOf(mount), blocks: true }]);
    }
  });

  it.each([
    ["warn", [false]],
    ["off", []],
  ])("takes the level that the project sets: %s", async (level, blocks) => {
    const findings = await guarded([step("delete", { old: mount })], { settings: { "no-data-loss": { level } } });
    expect(findings.map((finding) => finding.blocks)).toEqual(blocks);
  });

  it("says of a whole stack that it is about the stack", async () => {
    const stack = { type: "pulumi:pulumi:Stack", name: "shop-dev", id: "" };
    const gone = [...Array(4).keys()].map((index) => step("delete", { old: { ...policy, name: `team-${index}` } }));
    const findings = await guarded([step("same", { old: stack, now: stack }), ...gone]);
    expect(findings).toMatchObject([{ ruleId: "change-size", urn: urnOf(stack), subject: "stack production" }]);
  });
});

describe("a provider that is no longer declared, and still deletes what it has made", () => {
  const deletes = (inputs: Record<string, unknown>, old: ResourceInEvent = policy) => [
    step("delete", { old: { ...old, provider: "old" } }),
    step("delete", { old: provider("old", { address, ...inputs }) }),
  ];

  it.each([
    ["a token in clear", { token: "hvs.CAESIexampleexampleexample" }, /answer/],
    ["an encrypted token", { token: encrypted }, /encrypted/],
  ])("is judged by the token that it has: %s", async (_, inputs, found) => {
    expect(await guarded(deletes(inputs))).toMatchObject([
      {
        ruleId: "no-root-token",
        verdict: "not-evaluated",
        urn: providerUrn("old"),
        found: expect.stringMatching(found) as string,
        blocks: true,
      },
    ]);
  });

  it("is judged where it takes nothing back of what it is asked to delete", async () => {
    const write = {
      type: "vault:generic/endpoint:Endpoint",
      name: "write",
      inputs: { path: "a", disableDelete: true },
    };
    expect(await guarded(deletes({ token: encrypted }, write))).toMatchObject([{ ruleId: "no-root-token" }]);
  });

  it("is nobody's business where it logs in, or deletes nothing", async () => {
    const login = { authLoginUserpass: '{"mount":"userpass","username":"deployer"}' };
    expect(await guarded(deletes(login))).toEqual([]);
    expect(
      await guarded(deletes({ token: "hvs.CAESIexampleexampleexample" }, { ...policy, retainOnDelete: true })),
    ).toEqual([]);
  });
});

describe("another provider for what is there", () => {
  const moved = (op: "same" | "replace", to: Record<string, unknown>) => [
    step("delete", { old: provider("old", { address }) }),
    step("create", { now: provider("own", { address, ...to }) }),
    step(op, { old: { ...policy, provider: "old" }, now: { ...policy, provider: "own" } }),
  ];

  it("is fine where Pulumi only takes a note of it", async () => {
    expect(await guarded(moved("same", {}))).toEqual([]);
  });

  it.each([
    ["replaces what has a fixed path", moved("replace", {}), "leave what is there where it is"],
    ["has a namespace", moved("same", { namespace: "team" }), "reach what it reached when these were made"],
  ])("is found where it %s", async (_, events, must) => {
    expect(await guarded(events)).toMatchObject([{ ruleId: "provider-moved", urn: providerUrn("own"), must }]);
  });
});
