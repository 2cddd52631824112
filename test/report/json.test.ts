import { jsonReport } from "../../report/json";
import { jsonForm } from "../../report/json-form";
import { scanJson } from "../../report/scan";
import type { UpOutcome } from "../../report/applied";
import { failedPlan, plan, scan } from "./samples";

const [operation] = plan.operations;
if (operation === undefined) throw new Error("no operation");
const failure = {
  message: "permission denied",
  resource: { urn: "urn", type: "vault:index/mount:Mount", name: "kv", declaredBy: 'Kv "kv"' },
  request: { method: "PUT", path: "sys/mounts/kv", status: 403 },
};
const applied: UpOutcome = {
  applied: { operations: [], findings: plan.findings, failures: [failure], seconds: 2 },
  verified: { read: 4, different: [operation], failures: [failure], seconds: 1 },
  withSecret: { unset: ["oidc"], different: [{ mount: "ldap", component: 'LdapAuth "ldap"', names: ["url"] }] },
};

test.each([
  ["a plan", jsonReport(plan)],
  ["a plan that could not be finished", jsonReport({ ...failedPlan, failures: [failure] })],
  ["what was applied", jsonReport(plan, applied)],
  ["nothing to apply", jsonReport(plan, { applied: undefined, verified: undefined })],
  ["a scan", scanJson(scan)],
])("%s has the published form, and nothing that it does not name", (_, text) => {
  const value: unknown = JSON.parse(text);
  expect(jsonForm.parse(value)).toEqual(value);
});
