import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import { policyNameOf } from "../../policy-pack/judged-with";
import { rules } from "../../policy-pack/rules/index";
import { failuresOfRun, type Failure, type Judgement } from "../../plan/failure";

type Content = Omit<EngineEvent, "sequence" | "timestamp">;

const judgedSummary = summary({ "strongroom|local|/x/policy-pack": "0.1.0" });
const judgedBy = { tier: "production", responsible: "r", settings: "s", waivers: "w" };
const expected = { ...judgedBy, rules, stack: "production" };
const judged: Judgement = { expected, blocked: false };
const ids = rules.filter(({ kind }) => kind !== "change" && kind !== "strictness").map(({ id }) => id);
const attested = policiesRun([...ids, policyNameOf(judgedBy)]);

/** What the engine says of a pack at the end of a run. */
function policiesRun(passed: readonly string[], policyPackName = "strongroom"): Content {
  const policyAnalyzeStackSummaryEvent = { policyPackName, passed: passed.slice(1), failed: passed.slice(0, 1) };
  return { policyAnalyzeStackSummaryEvent } as Content;
}

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

function failures(contents: Content[], judgement: Judgement, thrown?: Error): Failure[] {
  const events = contents.map((content) => ({ sequence: 0, timestamp: 0, ...content }));
  return failuresOfRun({ events, error: thrown, seconds: 1 }, judgement);
}

describe("a run has not failed", () => {
  it.each([
    ["when the rules judged it", [attested, judgedSummary], judged],
    [
      "when a company's own judged as well",
      [policiesRun(["own-rule", ...ids, policyNameOf(judgedBy)]), judgedSummary],
      judged,
    ],
    ["without rules, when none were to judge", [summary({})], { expected: undefined, blocked: false }],
    ["when a finding stopped it", [error("preview failed")], { expected, blocked: true }],
  ])("%s", (_, events, judgement) => {
    expect(failures(events, judgement, judgement.blocked ? new Error("exit code 1") : undefined)).toEqual([]);
  });
});

describe("a run has failed", () => {
  const unsaid = "the policy pack did not say with what it judged: it is not Strongroom's, or of another version";
  const said = (with_: Partial<typeof judgedBy>) => policyNameOf({ ...judgedBy, ...with_ });

  it.each([
    ["an empty pack of our name", [], unsaid],
    ["a pack with our rules alone", ids, unsaid],
    ["a pack that says two things", [...ids, said({}), said({ tier: "dev" })], unsaid],
    ["a rule less", [...ids.slice(1), said({})], `the policy pack did not judge by ${ids[0] ?? ""}`],
    [
      "another tier",
      [...ids, said({ tier: "dev" })],
      "the policy pack judged for the tier dev, and stacks/Pulumi.production.yaml says production",
    ],
    [
      "other duties",
      [...ids, said({ responsible: "x" })],
      "the policy pack did not judge by what strongroom:responsible in stacks/Pulumi.production.yaml says",
    ],
    [
      "other settings",
      [...ids, said({ settings: "x" })],
      "the policy pack did not judge by what stacks/rules.yaml says",
    ],
    [
      "other waivers",
      [...ids, said({ waivers: "x" })],
      "the policy pack did not judge by what stacks/waivers.yaml says",
    ],
  ])("when it was judged by %s", (_, policies, message) => {
    expect(failures([policiesRun(policies), judgedSummary], judged)).toEqual([{ message }]);
    expect(failures([policiesRun(policies), judgedSummary], { expected, blocked: true })).toEqual([]);
  });

  it("when only another pack says what ours should", () => {
    const other = policiesRun([...ids, policyNameOf(judgedBy)], "other");
    expect(failures([other, judgedSummary], judged)).toEqual([{ message: unsaid }]);
  });

  it.each([
    ["when the rules were not there", [summary({})], "the policy pack did not run: nothing was judged"],
    ["when only another pack was there", [summary({ other: "1" })], "the policy pack did not run: nothing was judged"],
    ["when its events broke off", [], "the engine ended without a summary: some of what it did is not known"],
    ["when a provider refused", [error("<{%reset%}>permission denied<{%reset%}>"), judgedSummary], "permission denied"],
  ])("%s", (_, events, failure) => {
    expect(failures(events, judged)).toEqual([{ message: failure }]);
  });

  it("when it says nothing but that it did", () => {
    expect(failures([error("update failed")], judged, new Error("exit code 255"))).toEqual([
      { message: "exit code 255" },
    ]);
  });

  it("also beside findings that block, when something else went wrong", () => {
    expect(failures([error("the program threw")], { expected, blocked: true }, new Error("x"))).toEqual([
      { message: "the program threw" },
    ]);
  });
});

describe("what Vault refused", () => {
  const urn = "urn:pulumi:dev::strongroom::strongroom:auth:JwtAuth$vault:jwt/authBackend:AuthBackend::ci";
  const parent = "urn:pulumi:dev::strongroom::strongroom:auth:JwtAuth::ci";
  const quoted =
    "Error making API request.\n\nURL: PUT https://127.0.0.1:8200/v1/auth/ci/config\nCode: 400. Errors:\n\n* error checking oidc discovery URL";
  const begun: Content = {
    resourcePreEvent: {
      metadata: {
        op: "create",
        urn,
        type: "vault:jwt/authBackend:AuthBackend",
        provider: "",
        new: { type: "", urn, custom: true, id: "", parent, inputs: {}, outputs: {}, provider: "" },
      },
    },
  };
  const said = (message: string, about = urn): Content => ({
    diagnosticEvent: { message, color: "never", severity: "error", urn: about },
  });
  const expected = {
    message: "error checking oidc discovery URL",
    resource: { urn, type: "vault:jwt/authBackend:AuthBackend", name: "ci", declaredBy: 'JwtAuth "ci"' },
    request: { method: "PUT", path: "auth/ci/config", status: 400 },
  };

  it("is told once, with what declares it and in Vault's words alone", () => {
    const provider = `sdk-v2/provider2.go:572: sdk.helper_schema: error updating: ${quoted}: provider=vault@7.8.0`;
    const engine = `1 error occurred:\n\t* creating ${urn}: 1 error occurred:\n\t* error updating: ${quoted}\n\n`;
    expect(failures([begun, said(provider), said(engine), judgedSummary], judged)).toEqual([expected]);
  });

  it("is told once, and of no resource, where it is the deployer's own login", () => {
    const login = quoted.replace("auth/ci/config", "auth/jwt-deploy/login").replace("discovery URL", "token");
    const other = urn.replace("::ci", "::other");
    expect(failures([begun, said(login), said(`configuring: ${login}`, other), judgedSummary], judged)).toEqual([
      {
        message: "error checking oidc token",
        request: { method: "PUT", path: "auth/jwt-deploy/login", status: 400 },
      },
    ]);
  });

  it.each([
    ["auth/userpass/login/deployer", true],
    ["auth/teams/a/login", true],
    ["auth/users/login/deployer", true],
    ["auth/approle/role/login", false],
    ["auth/approle/role/login/secret-id", false],
    ["auth/userpass/users/login", false],
    ["auth/github/map/teams/login", false],
    ["sys/auth/a/login", false],
  ])("%s: a login is %s", (path, isLogin) => {
    const [failure] = failures([begun, said(quoted.replace("auth/ci/config", path)), judgedSummary], judged);
    expect([failure?.request?.path, failure?.resource === undefined]).toEqual([path, isLogin]);
  });

  it("hides what only follows from it", () => {
    const unseen = "expected resource operations for urn:pulumi:dev::a::b::c but none were seen";
    expect(failures([begun, said(quoted), error(unseen), judgedSummary], judged)).toEqual([expected]);
    expect(failures([error(unseen), judgedSummary], judged)).toEqual([{ message: unseen }]);
  });
});

test("what looks like a secret in a failure's words is in no report", () => {
  const said = "no login at https://admin:s3cret-word@vault.example.com with hvs.CAESIexampleexampleexample";
  const [failure, thrown] = [...failures([error(said)], judged), ...failures([], judged, new Error(said))];
  const redacted = "no login at https://admin:(secret)@vault.example.com with (secret)";
  expect([failure?.message, thrown?.message]).toEqual([redacted, redacted]);
});
