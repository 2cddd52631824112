import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import { failuresOfRun, type Failure, type Judgement } from "../../plan/failure";

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

function failures(contents: Content[], judgement: Judgement, thrown?: Error): Failure[] {
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
    expect(failures(events, judged)).toEqual([{ message: failure }]);
  });

  it("when it says nothing but that it did", () => {
    expect(failures([error("update failed")], judged, new Error("exit code 255"))).toEqual([
      { message: "exit code 255" },
    ]);
  });

  it("also beside findings that block, when something else went wrong", () => {
    expect(failures([error("the program threw")], { judged: true, blocked: true }, new Error("x"))).toEqual([
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
