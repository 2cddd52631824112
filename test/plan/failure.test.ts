import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import { failuresOfRun, type Judgement } from "../../plan/failure";

type Content = Omit<EngineEvent, "sequence" | "timestamp">;

const judgedSummary = summary({ "strongroom|local|/x/policy-pack": "0.1.0" });
const judged: Judgement = { judged: true, blocked: false };

/** As the CLI writes it: the SDK's type has another key. */
function summary(packs: Record<string, string>): Content {
  const summaryEvent = {
    maybeCorrupt: false,
    durationSeconds: 1,
    resourceChanges: {},
    policyPacks: {},
    PolicyPacks: packs,
  };
  return { summaryEvent };
}

function error(message: string): Content {
  return { diagnosticEvent: { message, color: "never", severity: "error" } };
}

function failures(contents: Content[], judgement: Judgement, thrown?: Error): string[] {
  const events = contents.map((content) => ({ sequence: 0, timestamp: 0, ...content }));
  return failuresOfRun({ events, error: thrown, seconds: 1 }, judgement);
}

describe("a run has not failed", () => {
  it.each([
    ["when the rules judged it", [judgedSummary], judged],
    ["without rules, when none were to judge", [summary({})], { judged: false, blocked: false }],
    ["when a finding stopped it", [error("preview failed")], { judged: true, blocked: true }],
  ])("%s", (_, events, judgement) => {
    expect(failures(events, judgement, judgement.blocked ? new Error("exit code 1") : undefined)).toEqual([]);
  });
});

describe("a run has failed", () => {
  it.each([
    ["when the rules were not there", [summary({})], "the policy pack did not run: nothing was judged"],
    ["when only another pack was there", [summary({ other: "1" })], "the policy pack did not run: nothing was judged"],
    ["when its events broke off", [], "the engine ended without a summary: some of what it did is not known"],
    ["when a provider refused", [error("<{%reset%}>permission denied<{%reset%}>"), judgedSummary], "permission denied"],
  ])("%s", (_, events, failure) => {
    expect(failures(events, judged)).toEqual([failure]);
  });

  it("when it says nothing but that it did", () => {
    expect(failures([error("update failed")], judged, new Error("exit code 255"))).toEqual(["exit code 255"]);
  });

  it("also beside findings that block, when something else went wrong", () => {
    expect(failures([error("the program threw")], { judged: true, blocked: true }, new Error("x"))).toEqual([
      "the program threw",
    ]);
  });
});
