import { notKnownYet } from "../../example";
import type { RuleData } from "../../rule";

const must = "grant only policies that are declared";

export const examples: RuleData["examples"] = {
  good: [
    {
      name: "names in other spellings, and Vault's own",
      resources: [policy("reference-api"), role({ tokenPolicies: [" Reference-API", "default"] })],
    },
    {
      name: "a policy by a plain write, granted by another one",
      resources: [
        write("sys/policies/acl/shop", { policy: "# nothing yet\n" }),
        write("identity/group/name/shop", { policies: "shop, default" }),
      ],
    },
    { name: "policies that another stack declares, one and all", resources: [role({ tokenPolicies: ["shop"] })] },
    {
      name: "one policy that another stack declares",
      resources: [policy("reference-api"), role({ tokenPolicies: ["reference-api", "shop"] })],
      config: { policies: ["shop"] },
      isPartial: true,
    },
    {
      name: "a name that the policy decides, which is not there yet",
      resources: [
        policy("reference-api"),
        { ...role({ tokenPolicies: notKnownYet }), decidedBy: { tokenPolicies: "reference-api" } },
      ],
      isPartial: true,
    },
  ],
  bad: [
    {
      name: "a name that is misspelled, and one that is misspelled in a token role",
      resources: [
        policy("reference-api"),
        role({ tokenPolicies: ["reference-api", "reference_api"] }),
        {
          type: "vault:tokenauth/authBackendRole:AuthBackendRole",
          props: { roleName: "ci", allowedPolicies: ["referenceapi"] },
        },
      ],
      finds: [
        { subject: 'Kubernetes role "api"', path: "tokenPolicies[1]", must, found: '"reference_api"' },
        { subject: 'token role "ci"', path: "allowedPolicies[0]", must, found: '"referenceapi"' },
      ],
    },
    {
      name: "a policy of another Vault",
      resources: [
        { ...policy("shop"), provider: { address: "https://other.example.com:8200" } },
        policy("reference-api"),
        write("auth/userpass/users/eve", { token_policies: "shop" }),
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
  ],
  unknown: [
    {
      name: "a name that something else decides, and a policy whose name is not known",
      resources: [policy("reference-api"), role({ tokenPolicies: ["reference-api", notKnownYet] })],
      finds: [{ subject: 'Kubernetes role "api"', path: "tokenPolicies[1]", must }],
    },
    {
      name: "a policy whose name is not known, which may be the one",
      resources: [policy(notKnownYet), role({ tokenPolicies: ["reference-api"] })],
      finds: [{ subject: 'Kubernetes role "api"', path: "name", must }],
    },
  ],
};

function policy(name: string) {
  return { type: "vault:index/policy:Policy", name, props: { name, policy: "# nothing yet\n" } };
}

function role(props: Record<string, unknown>) {
  const bounds = { boundServiceAccountNames: ["api"], boundServiceAccountNamespaces: ["shop"], audience: "vault" };
  return {
    type: "vault:kubernetes/authBackendRole:AuthBackendRole",
    props: { roleName: "api", ...bounds, tokenMaxTtl: 3600, ...props },
  };
}

function write(path: string, data: Record<string, unknown>) {
  return { type: "vault:generic/endpoint:Endpoint", props: { path, dataJson: JSON.stringify(data) } };
}
