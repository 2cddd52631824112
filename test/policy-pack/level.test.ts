import { tierOf } from "../../policy-pack/environment";
import { levelOf } from "../../policy-pack/level";

test.each([
  ["everywhere", "dev", "block", "warn"],
  ["everywhere", "staging", "block", "warn"],
  ["everywhere", "production", "block", "block"],
  ["outside dev", "dev", "warn", "warn"],
  ["outside dev", "staging", "block", "warn"],
  ["outside dev", "production", "block", "block"],
  ["nowhere", "dev", "warn", "warn"],
  ["nowhere", "production", "warn", "warn"],
] as const)(
  "a rule that blocks %s: in %s a violation is to %s, an unknown value to %s",
  (blocks, tier, violation, unknown) => {
    expect(levelOf("violation", { blocks }, tier, {})).toBe(violation);
    expect(levelOf("not-evaluated", { blocks }, tier, {})).toBe(unknown);
    expect(levelOf("crash", { blocks }, tier, {})).toBe("block");
  },
);

test.each([
  [{ level: "warn" }, "warn", "warn", "block"],
  [{ level: "off" }, "off", "off", "off"],
  [{ unknown: "warn" }, "block", "warn", "block"],
  [{ level: "warn", unknown: "block" }, "warn", "block", "block"],
] as const)(
  "configured as %j in production: violation %s, unknown value %s, failed rule %s",
  (config, violation, unknown, crash) => {
    const levels = (["violation", "not-evaluated", "crash"] as const).map((verdict) => {
      return levelOf(verdict, { blocks: "outside dev" }, "production", config);
    });
    expect(levels).toEqual([violation, unknown, crash]);
  },
);

test.each([undefined, "", "prod", "Dev", "DEV", "development"])("%j is no tier, and so production", (declared) => {
  expect(tierOf(declared)).toBe("production");
});
