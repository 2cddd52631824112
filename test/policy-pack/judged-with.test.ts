import { judgedWith, judgedWithOf, policyNameOf } from "../../policy-pack/judged-with";
import type { Waiver } from "../../policy-pack/waiver";

const environment = { tier: "production", responsible: { audit: "logs", server: "vault" } } as const;
const settings = { "kv-versioned": { level: "warn", maxVersions: 5 } };
const waiver: Waiver = {
  rule: "kv-versioned",
  resource: "*",
  environments: ["production"],
  reason: "it moves",
  owner: "platform",
  expires: "2026-08-31",
  position: { file: "stacks/waivers.yaml", line: 1, column: 1 },
};
const usual = judgedWith(environment, { settings, waivers: [waiver] });

test("comes back as it was from the name of a policy", () => {
  expect(judgedWithOf(policyNameOf(usual))).toEqual(usual);
  for (const name of ["kv-versioned", "judged-with", "judged-with.dev.a.b", "judged-with.dev.a.b.c.d"]) {
    expect(judgedWithOf(name)).toBeUndefined();
  }
});

test("does not depend on the order of keys, nor on what is said of a company's own rules", () => {
  const own = { ...waiver, rule: "own-rule" };
  const same = judgedWith(
    { tier: "production", responsible: { server: "vault", audit: "logs" } },
    {
      settings: { "own-rule": { level: "off" }, "kv-versioned": { maxVersions: 5, level: "warn" } },
      waivers: [own, waiver],
    },
  );
  expect(same).toEqual(usual);
});

test.each([
  ["tier", judgedWith({ ...environment, tier: "dev" }, { settings, waivers: [waiver] })],
  ["responsible", judgedWith({ ...environment, responsible: {} }, { settings, waivers: [waiver] })],
  ["settings", judgedWith(environment, { settings: { "kv-versioned": { level: "off" } }, waivers: [waiver] })],
  ["waivers", judgedWith(environment, { settings, waivers: [{ ...waiver, expires: "2026-09-30" }] })],
] as const)("differs in the %s alone where that differs", (key, other) => {
  expect({ ...other, [key]: usual[key] }).toEqual(usual);
  expect(other[key]).not.toBe(usual[key]);
});
