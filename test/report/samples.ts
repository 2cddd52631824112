import type { JudgedFinding } from "../../plan/judged-finding";
import type { Plan } from "../../plan/plan";
import type { ScanResult } from "../../plan/scan";

/** Texts that would break out of every form of report, were they not escaped. */
export const hostile = `a"<b>&'\`\`x\`\` @platform #12 !3 ~4 | [x](https://evil.example) <!-- ]]> </details> **b** \u0000\u001b[31m\u202e {0}`;
/** The day on which the samples are looked at. */
export const day = "2027-03-01";

const finding: JudgedFinding = {
  ruleId: "tls-listener-required",
  severity: "critical",
  verdict: "violation",
  subject: 'server settings "vault"',
  path: "listeners[0].tlsDisable",
  must: "use TLS on every tcp listener",
  found: "true",
  fix: "remove tlsDisable and set tlsCertFile and tlsKeyFile",
  sources: [{ title: "Production Hardening", section: "End-to-End TLS" }],
  docs: "docs/rules/tls-listener-required.md",
  urn: "urn:pulumi:production::strongroom::strongroom:server:Server::vault",
  blocks: true,
};
const waiver = { reason: `their fix is due; see ${hostile}`, owner: "@platform", expires: "2027-03-13" };

const findings: readonly JudgedFinding[] = [
  {
    ...finding,
    ruleId: "telemetry-on",
    severity: "medium",
    path: "telemetry",
    must: "tell its metrics",
    blocks: false,
  },
  finding,
  { ...finding, subject: hostile, path: hostile, must: `be ${hostile}`, found: hostile, fix: hostile, urn: hostile },
  { ...finding, ruleId: "token-ttl-bounded", severity: "high", verdict: "not-evaluated", must: "end", blocks: false },
  { ...finding, ruleId: "kv-versioned", severity: "high", blocks: false, waiver },
  { ...finding, ruleId: "seal-no-inline-credential", verdict: "crash", must: "be judged", found: "a failed rule" },
  { ...finding, ruleId: "their-rule", severity: "high", must: "satisfy the policy pack theirs", sources: [], docs: "" },
];

/** A plan with everything in it that a plan can have. */
export const plan: Plan = {
  environment: "production",
  tier: "production",
  operations: [
    operation("delete", "vault:index/mount:Mount", "payments"),
    operation("replace", "vault:index/audit:Audit", hostile, ["path"]),
    operation("update", "vault:index/policy:Policy", "ci", ["policy"]),
    operation("create", "vault:index/policy:Policy", "web"),
    operation("same", "vault:index/mount:Mount", "secret"),
  ],
  findings,
  ruleCount: 84,
  switchedOff: ["no-ssh"],
  failures: [],
  seconds: 6.2,
};

/** One that could not be finished. */
export const failedPlan: Plan = { ...plan, findings: [], failures: [{ message: `permission denied\n${hostile}` }] };

/** A scan with everything in it that a scan can have. */
export const scan: ScanResult = {
  tier: "production",
  read: [{ file: "k8s/vault.yaml", kind: "Kubernetes" }],
  skipped: [{ file: "package.json", because: "is of no kind that is read" }],
  unread: [{ subject: "k8s/a b.yaml", place: "3:7", must: "be YAML", found: hostile, blocks: true }],
  findings: [
    ...findings
      .slice(0, 3)
      .map((each, index) => ({ ...each, location: { file: "k8s/vault.yaml", line: index + 9, column: 3 } })),
    { ...finding, ruleId: "network-isolated", severity: "high", path: "", must: "be isolated", urn: "" },
  ],
  ruleCount: 84,
  seconds: 1.2,
};

function operation(
  kind: Plan["operations"][number]["kind"],
  type: string,
  name: string,
  changed: readonly string[] = [],
): Plan["operations"][number] {
  return { kind, type, name, changed, custom: true, urn: `urn:pulumi:production::strongroom::${type}::${name}` };
}
