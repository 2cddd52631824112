import { z } from "zod";
import { grantedPolicies } from "../../../model/vault/grants";
import { notKnownYet } from "../../example";
import { demand } from "../../outcome";
import { defineRule } from "../../rule";

const must = "grant only policies that are written down, never root";

export default defineRule({
  id: "no-root-policy-grant",
  family: "root",
  title: "Nobody is granted the root policy",
  severity: "critical",
  blocks: "everywhere",
  sources: [
    { title: "Production Hardening", section: "Avoid Root Tokens" },
    { title: "Vault Security", section: "DO NOT USE ROOT TOKEN IN PRODUCTION" },
  ],
  rationale:
    "The root policy is no policy at all: whoever holds it may do anything, no text says so, and no review will ever see it " +
    "change. Any token of such a role is a root token that somebody can log in for.",
  remediation: "write a policy that allows what is needed, and grant that",
  config: z.object({}),
  kind: "resource",
  // Vault compares names without regard to case or blanks (sdk/helper/policyutil, SanitizePolicies).
  check: (resource) =>
    grantedPolicies(resource).flatMap((name) =>
      demand(name, { must }, { known: (text) => !root.test(text), secret: (text) => !text.matches(root) }),
    ),
  examples: {
    good: [
      { name: "a role with its own policy", resources: [role(["reference-api"])] },
      { name: "a policy whose name only begins with root", resources: [role(["root-ca-reader"])] },
    ],
    bad: [
      {
        name: "a role, in capitals",
        resources: [role(["reference-api", "Root"])],
        finds: [{ subject: 'Kubernetes role "api"', path: "tokenPolicies[1]", must, found: '"Root"' }],
      },
      {
        name: "a group",
        resources: [{ type: "vault:identity/group:Group", props: { name: "platform", policies: ["root"] } }],
        finds: [{ subject: 'group "platform"', path: "policies[0]", must, found: '"root"' }],
      },
      {
        name: "a user by a plain write",
        resources: [
          {
            type: "vault:generic/endpoint:Endpoint",
            props: { path: "auth/userpass/users/eve", dataJson: JSON.stringify({ token_policies: "dev, root" }) },
          },
        ],
        finds: [
          {
            subject: 'write to "auth/userpass/users/eve"',
            path: "dataJson.token_policies",
            must,
            found: "a secret value (not shown)",
          },
        ],
      },
      {
        name: "a role of a namespace, by a plain write",
        resources: [
          { type: "vault:index/namespace:Namespace", props: { path: "team" } },
          {
            type: "vault:generic/endpoint:Endpoint",
            props: { path: "team/auth/approle/role/ci", dataJson: JSON.stringify({ token_policies: ["root"] }) },
          },
        ],
        finds: [
          {
            subject: 'write to "team/auth/approle/role/ci"',
            path: "dataJson.token_policies[0]",
            must,
            found: "a secret value (not shown)",
          },
        ],
      },
    ],
    unknown: [
      {
        name: "a policy whose name another resource decides",
        resources: [role(["reference-api", notKnownYet])],
        finds: [{ subject: 'Kubernetes role "api"', path: "tokenPolicies[1]", must }],
      },
    ],
  },
});

const root = /^\s*root\s*$/iu;

function role(tokenPolicies: readonly string[]) {
  const bounds = { boundServiceAccountNames: ["api"], boundServiceAccountNamespaces: ["shop"], audience: "vault" };
  return {
    type: "vault:kubernetes/authBackendRole:AuthBackendRole",
    props: { roleName: "api", ...bounds, tokenMaxTtl: 3600, tokenPolicies },
  };
}
