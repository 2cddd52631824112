import { findingsOf, plainText } from "../../plan/events";

test("a finding of another pack is as clean as ours", () => {
  const policyEvent = {
    resourceUrn: "urn:pulumi:dev::shop::a:b:C::x\u001b[2K",
    message: "<{%reset%}>holds hvs.CAESIexampleexampleexample\n::stop-commands::z<{%reset%}>",
    color: "never",
    policyName: "theirs",
    policyPackName: "other",
    policyPackVersion: "1",
    policyPackVersionTag: "1",
    enforcementLevel: "mandatory" as const,
  };
  expect(findingsOf([{ sequence: 0, timestamp: 0, policyEvent }])).toMatchObject([
    {
      ruleId: "theirs",
      subject: "urn:pulumi:dev::shop::a:b:C::x\\u{1b}[2K",
      found: "holds (secret)\\n::stop-commands::z",
      blocks: true,
    },
  ]);
});

test("the engine's colours are taken out in time, also where they never end", () => {
  expect(plainText("<{%fg 1%}>a<{%reset%}> 100%")).toBe("a 100%");
  const hostile = "<{%".repeat(100_000);
  expect(plainText(hostile)).toBe(hostile);
}, 2_000);
