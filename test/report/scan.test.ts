import type { JudgedFinding } from "../../plan/judged-finding";
import type { ScanResult } from "../../plan/scan";
import { scanJson, scanReport } from "../../report/scan";

const sources = [{ title: "Production Hardening", section: "End-to-End TLS" }];
const finding: JudgedFinding = {
  ruleId: "tls-listener-required",
  severity: "critical",
  verdict: "violation",
  subject: "ConfigMap vault/vault-config",
  path: 'data["vault.hcl"].listener.tcp.tls_disable (line 3)',
  must: "use TLS on every tcp listener",
  found: "true",
  fix: "remove tls_disable and set tls_cert_file and tls_key_file",
  sources,
  docs: "docs/rules/tls-listener-required.md",
  urn: "urn:strongroom:files::k8s/vault.yaml::kubernetes:core/v1:ConfigMap::vault-config",
  blocks: true,
};
const location = { file: "k8s/vault.yaml", line: 11, column: 1 };

const result: ScanResult = {
  tier: "production",
  read: [
    { file: "k8s/app.yaml", kind: "Kubernetes" },
    { file: "k8s/vault.yaml", kind: "Kubernetes" },
    { file: "vault.hcl", kind: "server configuration" },
  ],
  skipped: [{ file: "package.json", because: "is of no kind that is read" }],
  unread: [
    { subject: "k8s/app.yaml", place: "3:7", must: "be YAML", found: "an indentation that fits nowhere", blocks: true },
  ],
  findings: [
    { ...finding, location },
    {
      ...finding,
      ruleId: "telemetry-on",
      severity: "medium",
      subject: "vault.hcl",
      path: "telemetry",
      must: "tell its metrics",
      found: "nothing",
      blocks: false,
      location: { file: "k8s/vault.yaml", line: 2, column: 5 },
    },
    {
      ...finding,
      ruleId: "network-isolated",
      severity: "high",
      subject: "StatefulSet vault/vault",
      path: "",
      must: "be isolated",
      verdict: "not-evaluated",
    },
  ],
  ruleCount: 84,
  seconds: 1.2,
};

test("a scan for a person: file by file, in the order of each file, what is about all of them last, then what it comes to", () => {
  expect(scanReport(result, { paths: ["k8s", "vault.hcl"], verbose: false })).toBe(
    `k8s/app.yaml
  not read k8s/app.yaml:3:7
           must be YAML, found an indentation that fits nowhere

k8s/vault.yaml
  warning  telemetry-on   vault.hcl telemetry
           k8s/vault.yaml:2:5
           must tell its metrics, found nothing
           fix: remove tls_disable and set tls_cert_file and tls_key_file
           asked for by "Production Hardening" (End-to-End TLS)
           docs/rules/tls-listener-required.md

  critical tls-listener-required   ConfigMap vault/vault-config data["vault.hcl"].listener.tcp.tls_disable (line 3)
           k8s/vault.yaml:11:1
           must use TLS on every tcp listener, found true
           fix: remove tls_disable and set tls_cert_file and tls_key_file
           asked for by "Production Hardening" (End-to-End TLS)
           docs/rules/tls-listener-required.md

all of them together
  high     network-isolated   StatefulSet vault/vault
           not evaluated: must be isolated, found true
           fix: remove tls_disable and set tls_cert_file and tls_key_file
           asked for by "Production Hardening" (End-to-End TLS)
           docs/rules/tls-listener-required.md

3 files read (2 Kubernetes, 1 server configuration), 1 skipped; 84 rules: 2 findings block, 1
warning, 1 of them not evaluated, 1 could not be read

Next: mend what blocks, then strongroom scan k8s vault.hcl
`,
  );
});

test("a clean one says so, and on demand which files it read", () => {
  expect(scanReport({ ...result, findings: [], unread: [] }, { paths: ["."], verbose: true })).toBe(
    `  read     k8s/app.yaml: Kubernetes
  read     k8s/vault.yaml: Kubernetes
  read     vault.hcl: server configuration
  skipped  package.json: it is of no kind that is read

3 files read (2 Kubernetes, 1 server configuration), 1 skipped; 84 rules: no finding blocks

Next: let a pipeline run strongroom scan ., which ends with 3 when something blocks
`,
  );
});

test("for another program everything is there, with what it comes to", () => {
  expect(JSON.parse(scanJson(result))).toEqual({ version: 1, report: "scan", outcome: "blocked", ...result });
});
