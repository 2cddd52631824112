import { readResource } from "../../../model/resource";
import type { Environment } from "../../../policy-pack/environment";
import { judge } from "../../../policy-pack/judge";
import appRoleRequired from "../../../policy-pack/rules/auth/approle-secret-id-required";
import noPasswordAuth from "../../../policy-pack/rules/auth/no-password-auth";
import userLockout from "../../../policy-pack/rules/auth/user-lockout";
import auditNoRaw from "../../../policy-pack/rules/audit/audit-no-raw";
import protectStateful from "../../../policy-pack/rules/change/protect-stateful";
import kubernetesRoleBound from "../../../policy-pack/rules/auth/kubernetes-role-bound";
import policyNoSudo from "../../../policy-pack/rules/policy/policy-no-sudo";
import noRootPolicyGrant from "../../../policy-pack/rules/root/no-root-policy-grant";

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

const rootRole = { token_policies: ["root"], token_max_ttl: 60 };
const anyone = { bound_service_account_names: "*", bound_service_account_namespaces: "*", audience: "vault" };

test.each([
  ["a policy", policyNoSudo, "sys/policies/acl/ops", { policy: 'path "sys/seal" { capabilities = ["sudo"] }' }],
  ["a role", noRootPolicyGrant, "auth/approle/role/ci", rootRole],
  ["a group", noRootPolicyGrant, "identity/group/name/ops", { policies: ["root"] }],
  ["an AppRole", appRoleRequired, "auth/approle/role/ci", { bind_secret_id: false }],
  ["a Kubernetes role", kubernetesRoleBound, "auth/kubernetes/role/x", anyone],
  ["an audit device", auditNoRaw, "sys/audit/f", { type: "file", options: { file_path: "/a", log_raw: "true" } }],
  ["a method", noPasswordAuth, "sys/auth/people", { type: "userpass" }],
  ["a tuning", userLockout, "sys/auth/userpass/tune", { user_lockout_config: { lockout_disable: true } }],
  ["an engine", protectStateful, "sys/mounts/team", { type: "kv" }],
] as const)("a write of %s is judged whether or not its path begins with a namespace", (_name, rule, path, data) => {
  const verdicts = ["", "admin/", "/admin/team/"].map((namespace) => {
    const write = readResource({
      urn: "urn",
      type: "vault:generic/endpoint:Endpoint",
      name: "example",
      props: { path: `${namespace}${path}`, dataJson: JSON.stringify(data) },
      options: { protect: false },
    });
    return new Set(judge(rule, write, {}, environment).map(({ verdict }) => verdict));
  });
  expect(verdicts).toEqual([new Set(["violation"]), new Set(["violation"]), new Set(["violation"])]);
});
