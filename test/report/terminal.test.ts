import type { Operation, OperationKind } from "../../plan/operation";
import type { JudgedFinding } from "../../plan/judged-finding";
import { hasChanges, type Plan } from "../../plan/plan";
import { appliedReport, isAsDeclared } from "../../report/applied";
import { jsonReport } from "../../report/json";
import { terminalReport } from "../../report/terminal";

function operation(kind: OperationKind, type: string, name: string, changed: string[] = []): Operation {
  return { kind, type, name, changed, custom: true, urn: `urn:pulumi:dev::strongroom::${type}::${name}` };
}

const finding: JudgedFinding = {
  ruleId: "audit-redundancy",
  severity: "critical",
  verdict: "violation",
  subject: "vault https://127.0.0.1:8210",
  must: "have 2 audit devices on different sinks",
  found: '1: "a"',
  fix: "add an audit device on another sink",
  sources: [{ title: "Production Hardening", section: "Enable Auditing" }],
  docs: "docs/rules/audit-redundancy.md",
  urn: "",
  blocks: true,
};

const plan: Plan = {
  environment: "dev",
  tier: "dev",
  ruleCount: 10,
  switchedOff: [],
  failures: [],
  seconds: 3.44,
  findings: [
    {
      ...finding,
      ruleId: "token-ttl-bounded",
      severity: "medium",
      blocks: false,
      verdict: "not-evaluated",
      must: "be at most 24 h",
      path: "tokenMaxTtl",
    },
    finding,
  ],
  operations: [
    operation("create", "vault:index/policy:Policy", "ci"),
    operation("create", "vault:index/policy:Policy", "web"),
    operation("create", "vault:appRole/authBackendRole:AuthBackendRole", "ci"),
    operation("update", "vault:appRole/authBackendRole:AuthBackendRole", "reference-api", [
      "secretIdNumUses",
      "tokenTtl",
    ]),
    operation("delete", "vault:index/audit:Audit", "b"),
    operation("same", "vault:index/mount:Mount", "secret"),
    { ...operation("create", "strongroom:audit:AuditDevices", "audit"), custom: false },
  ],
};

describe("a preview at a terminal", () => {
  it("shows the destructive first, counts what is new, and puts what blocks before what warns", () => {
    expect(terminalReport(plan)).toBe(
      [
        "Preview of dev                                                                                 3.4 s",
        "  - 1 to delete  1 audit device",
        '                 audit device "b"',
        "  ~ 1 to change  1 role",
        '                 role "reference-api": secretIdNumUses, tokenTtl',
        "  + 3 to create  2 policies, 1 role",
        "  rules         10 rules on 6 resources: 1 finding blocks, 1 not evaluated",
        "",
        "  critical audit-redundancy   vault https://127.0.0.1:8210",
        '           must have 2 audit devices on different sinks, found 1: "a"',
        "           fix: add an audit device on another sink",
        '           asked for by "Production Hardening" (Enable Auditing)',
        "           docs/rules/audit-redundancy.md",
        "",
        "  warning  token-ttl-bounded   vault https://127.0.0.1:8210 tokenMaxTtl",
        '           not evaluated: must be at most 24 h, found 1: "a"',
        "           fix: add an audit device on another sink",
        '           asked for by "Production Hardening" (Enable Auditing)',
        "           docs/rules/audit-redundancy.md",
        "",
      ].join("\n"),
    );
  });

  it("shows what is waived last, with who answers for it, and counts it apart", () => {
    const waiver = { reason: "their fix is due in August", owner: "platform", expires: "2026-08-31" };
    const waived = { ...finding, blocks: false, waiver };
    const findings = [waived, { ...waived, subject: "vault https://127.0.0.1:8211" }, { ...finding, blocks: false }];
    const lines = terminalReport({ ...plan, findings }, "2026-08-19").split("\n");
    expect(lines.slice(6, 8)).toEqual([
      "  rules         10 rules on 6 resources: nothing blocks, 1 warning, 2 waived (the first expires in",
      "                12 days, owner platform)",
    ]);
    expect(lines[9]).toBe("  warning  audit-redundancy   vault https://127.0.0.1:8210");
    expect(lines.slice(15, 19)).toEqual([
      "  waived   audit-redundancy   vault https://127.0.0.1:8210",
      '           must have 2 audit devices on different sinks, found 1: "a"',
      "           accepted by platform until 2026-08-31 (expires in 12 days, one of 2 that it accepts):",
      "           their fix is due in August",
    ]);
  });

  it.each([
    ["2026-08-30", "1 waived (expires tomorrow, owner platform)"],
    ["2026-08-31", "1 waived (expires today, owner platform)"],
  ])("on %s says %s", (today, words) => {
    const waiver = { reason: "x", owner: "platform", expires: "2026-08-31" };
    expect(terminalReport({ ...plan, findings: [{ ...finding, blocks: false, waiver }] }, today)).toContain(words);
  });

  it("is never wider than it is said to be, but for words that are", () => {
    const long = { ...finding, must: "be ".repeat(100).trim(), fix: "x".repeat(150) };
    const lines = terminalReport({ ...plan, findings: [long] }).split("\n");
    expect(lines.filter((line) => line.length > 100)).toEqual([`${" ".repeat(11)}${"x".repeat(150)}`]);
  });

  const nothing = operation("same", "vault:index/mount:Mount", "secret");
  const server: Operation = {
    ...operation("update", "strongroom:server:Server", "vault", ["listeners[0].tlsMinVersion"]),
    custom: false,
  };

  it.each<[string, Operation, string[]]>([
    [
      "the servers' settings",
      server,
      ["  ~ 1 to change  1 server settings", '                 server settings "vault": listeners[0].tlsMinVersion'],
    ],
    [
      "a provider's address",
      operation("update", "pulumi:providers:vault", "vault", ["address"]),
      ["  ~ 1 to change  1 provider", '                 provider "vault": address'],
    ],
    [
      "a component that goes",
      { ...operation("delete", "strongroom:approles:AppRole", "ci"), custom: false },
      ["  - 1 to delete  1 AppRole component", '                 AppRole component "ci"'],
    ],
    [
      "a component that is new, where nothing else is",
      { ...server, kind: "create", changed: [] },
      ["  + 1 to create  1 server settings"],
    ],
  ])("shows a change of what is on no server: %s", (_, change, lines) => {
    const changed = { ...plan, findings: [], operations: [nothing, change] };
    expect(terminalReport(changed).split("\n").slice(1, -2)).toEqual(lines);
    expect(hasChanges(changed)).toBe(true);
  });

  it("says that there are no changes exactly where there are none", () => {
    const unchanged = { ...plan, findings: [], operations: [nothing, { ...server, kind: "same" as const }] };
    expect(terminalReport(unchanged).split("\n")[1]).toBe("  no changes    1 resource as declared");
    expect(hasChanges(unchanged)).toBe(false);
  });

  it("that stopped before it saw a change does not say that there are none", () => {
    const report = terminalReport({ ...plan, findings: [], operations: [nothing], failures: [{ message: "of mine" }] });
    expect(report).not.toContain("no changes");
  });

  it("that stopped early says so, and calls nothing clean", () => {
    const report = terminalReport({ ...plan, findings: [], failures: [{ message: "permission denied\non sys/auth" }] });
    expect(report).toContain("the preview stopped before they were done");
    expect(report).toContain("  error   permission denied\n  error   on sys/auth");
  });
});

describe("a preview as JSON", () => {
  it("lists what changes and counts the rest", () => {
    const report: unknown = JSON.parse(jsonReport(plan));
    expect(report).toMatchObject({
      outcome: "blocked",
      unchanged: 1,
      environment: "dev",
      findings: [{}, { ruleId: "audit-redundancy" }],
    });
    expect(report).toHaveProperty("operations.length", 6);
  });
});

describe("an apply", () => {
  const verified = { read: 10, different: [], failures: [], seconds: 1 };

  it("ends with what the server says", () => {
    expect(
      appliedReport("dev", { applied: { operations: [], findings: [], failures: [], seconds: 2 }, verified }),
    ).toMatch(/^Applied to dev +2\.0 s\n {2}server read back: 10 of 10 as declared +1\.0 s\n$/);
  });

  it.each([
    ["was read back as declared", verified, true],
    ["differs", { ...verified, different: [operation("update", "vault:index/mount:Mount", "secret")] }, false],
    ["could not be read back", { ...verified, failures: [{ message: "permission denied" }] }, false],
    ["was not read back", undefined, false],
  ])("leaves a server that is as declared only where it %s", (_, readBack, asDeclared) => {
    expect(isAsDeclared({ applied: undefined, verified: readBack })).toBe(asDeclared);
  });

  it("that failed says what to do, and claims nothing of the server", () => {
    const applied = { operations: [], findings: [], failures: [{ message: "path is already in use" }], seconds: 2 };
    const report = appliedReport("dev", { applied, verified: undefined });
    expect(report).toMatch(/^Apply to dev failed/);
    expect(report).toContain("error   path is already in use");
    expect(report).not.toContain("read back");
  });
});
