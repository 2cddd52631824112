import { z } from "zod";
import { quote } from "../../../hcl/quote";
import { notKnownYet } from "../../example";
import { judgeStanzas } from "../../acl-policy";
import { defineRule } from "../../rule";

const must = "leave sudo to the policies for emergencies and to the deployer's";

export default defineRule({
  id: "policy-no-sudo",
  family: "policy",
  title: "Only the policies for emergencies and the deployer's have sudo",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Production Hardening", section: "Avoid Root Tokens" },
    { title: "Vault Security", section: "Production Environment Requirements" },
  ],
  rationale:
    "With sudo the paths are open that Vault keeps for root: audit devices, auth methods, raw storage, plugins. On auth/token/create it " +
    "makes tokens with any policy. Who has it every day is one mistake, or one stolen token, away from all of that.",
  remediation: "leave out sudo; what needs it now and then goes into a policy that is granted for an emergency only",
  config: z.object({
    policies: z
      .array(z.string())
      .default(["break-glass", "strongroom-deploy"])
      .meta({ stricter: "fewer" })
      .describe("names of the policies that may have sudo: those for emergencies, and the deployer's"),
  }),
  kind: "resource",
  check: (resource, { policies }) =>
    judgeStanzas(resource, { requirement: { must }, excepted: policies }, ({ capabilities, path }) =>
      capabilities.includes("sudo") ? `sudo on ${quote(path)}` : undefined,
    ),
  examples: {
    good: [
      { name: "none", resources: [policy("reference-api", 'path "secret/data/a" {\n  capabilities = ["read"]\n}')] },
      {
        name: "a policy for emergencies",
        resources: [policy("Break-Glass", 'path "sys/audit/file" {\n  capabilities = ["update", "delete", "sudo"]\n}')],
      },
      {
        name: "sudo that another stanza for the same path denies",
        resources: [
          policy(
            "ci",
            'path "sys/audit" {\n  capabilities = ["sudo"]\n}\npath "/sys/audit" {\n  capabilities = ["deny"]\n}',
          ),
        ],
        isPartial: true,
      },
      {
        name: "another name for one",
        resources: [policy("firefighters", 'path "sys/seal" {\n  capabilities = ["update", "sudo"]\n}')],
        config: { policies: ["firefighters", "break-glass"] },
        isPartial: true,
      },
    ],
    bad: [
      {
        name: "the platform team, every day",
        resources: [
          policy(
            "platform",
            'path "sys/audit" {\n  capabilities = ["read", "sudo"]\n}\n\npath "auth/token/accessors" {\n  policy = "sudo"\n}',
          ),
        ],
        finds: [
          {
            subject: 'policy "platform"',
            path: 'policy path "sys/audit" (line 1)',
            must,
            found: 'sudo on "sys/audit"',
          },
          {
            subject: 'policy "platform"',
            path: 'policy path "auth/token/accessors" (line 5)',
            must,
            found: 'sudo on "auth/token/accessors"',
          },
        ],
      },
      {
        name: "one path in two stanzas, which are one to Vault",
        resources: [
          policy(
            "platform",
            'path "sys/audit" {\n  capabilities = ["sudo"]\n}\npath "/sys/audit" {\n  capabilities = ["sudo", "read"]\n}',
          ),
        ],
        finds: [
          {
            subject: 'policy "platform"',
            path: 'policy path "sys/audit" (line 1)',
            must,
            found: 'sudo on "sys/audit", in the stanzas at lines 1 and 4, which Vault merges',
          },
        ],
      },
      {
        name: "a plain write, whose text is not repeated",
        resources: [
          {
            type: "vault:generic/endpoint:Endpoint",
            props: {
              path: "/sys/policies/acl/ci",
              dataJson: JSON.stringify({ policy: 'path "sys/seal" { capabilities = ["sudo", "update"] }' }),
            },
          },
        ],
        finds: [
          {
            subject: 'write to "/sys/policies/acl/ci"',
            path: "dataJson.policy (line 1)",
            must,
            found: "a secret text (not shown)",
          },
        ],
      },
    ],
    unknown: [
      {
        name: "a text, and the name of a policy with sudo, that other resources decide",
        resources: [
          policy("ci", notKnownYet),
          policy(notKnownYet, 'path "sys/seal" {\n  capabilities = ["update", "sudo"]\n}'),
        ],
        finds: [
          { subject: 'policy "ci"', path: "policy", must },
          { subject: 'policy "example"', path: "name", must },
        ],
      },
    ],
  },
});

function policy(name: string, text: string) {
  return { type: "vault:index/policy:Policy", props: { name, policy: text } };
}
