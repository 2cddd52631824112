import { readResource } from "../../../model/resource";
import type { Environment } from "../../../policy-pack/environment";
import { judge } from "../../../policy-pack/judge";
import appRoleRequired from "../../../policy-pack/rules/auth/approle-secret-id-required";
import noPasswordAuth from "../../../policy-pack/rules/auth/no-password-auth";
import auditNoRaw from "../../../policy-pack/rules/audit/audit-no-raw";

const environment: Environment = {
  judged: "stack",
  stack: "production",
  declaredTier: "production",
  tier: "production",
  responsible: {},
  vaultAddress: undefined,
  vaultSkipVerify: undefined,
};

test.each([
  ["an AppRole", appRoleRequired, "auth/approle/role/ci", { bind_secret_id: false }],
  ["an audit device", auditNoRaw, "sys/audit/f", { type: "file", options: { file_path: "/a", log_raw: "true" } }],
  ["a method", noPasswordAuth, "sys/auth/people", { type: "userpass" }],
] as const)("a write of %s is judged whether or not its path is said to be secret", (_name, rule, path, data) => {
  const verdicts = [[], ["path"], ["path", "dataJson"]].map((additionalSecretOutputs) => {
    const write = readResource({
      urn: "urn",
      type: "vault:generic/endpoint:Endpoint",
      name: "example",
      props: { path, dataJson: JSON.stringify(data) },
      additionalSecretOutputs,
    });
    return judge(rule, write, {}, environment).map(({ verdict }) => verdict);
  });
  expect(verdicts).toEqual([["violation"], ["violation"], ["violation"]]);
});
