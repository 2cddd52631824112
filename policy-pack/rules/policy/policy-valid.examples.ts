import { notKnownYet } from "../../example";
import type { RuleData } from "../../rule";

const subject = 'policy "reference-api"';
const capability = "be one of deny, create, read, update, delete, list, sudo, patch, subscribe, recover";
const literalStar = "have a * only at its end: anywhere else it stands for itself";
const besideDeny = "have nothing beside deny: Vault drops the rest of the stanza";
const keys =
  "have only the keys that Vault knows here: capabilities, comment, policy, allowed_parameters, denied_parameters, " +
  "required_parameters, min_wrapping_ttl, max_wrapping_ttl, mfa_methods, control_group, subscribe_event_types";

export const examples: RuleData["examples"] = {
  good: [
    {
      name: "an application's policy",
      resources: [
        policy(`
# Its own credential
path "secret/data/postgres" {
  capabilities = ["read"]
}

path "secret/data/people/{{identity.entity.id}}/*" {
  capabilities = ["create", "update", "read"]
}

path "secret/data/+/shared" {
  capabilities = ["deny"]
}
`),
      ],
    },
    {
      name: "in JSON, by a plain write to the older path",
      resources: [
        write("sys/policy/reference-api", { rules: '{"path": {"secret/data/a": {"capabilities": ["read"]}}}' }),
      ],
    },
    {
      name: "a policy of another language",
      resources: [write("sys/policies/egp/hours", { policy: "main = rule { true }" })],
    },
    { name: "nothing but a comment", resources: [policy("# nobody may do anything yet\n")] },
  ],
  bad: [
    {
      name: "a capability and a key that Vault does not know, and a key that stands twice",
      resources: [
        policy(`path "secret/data/a" {
  capabilities = ["read", "write"]
  capability   = ["list"]
}`),
        policy('path "secret/data/b" {\n  capabilities = ["read"]\n  capabilities = ["list"]\n}'),
      ],
      finds: [
        {
          subject,
          path: 'policy path "secret/data/a" capabilities (line 2)',
          must: capability,
          found: '"write"',
        },
        { subject, path: 'policy path "secret/data/a" (line 3)', must: keys, found: '"capability"' },
        {
          subject,
          path: "policy (line 3)",
          must: "be HCL that Vault can parse",
          found: 'The argument "capabilities" at 3:3 was already set. Each argument can only be defined once',
        },
      ],
    },
    {
      name: "a * in the middle of a path, and a + before one",
      resources: [
        policy(`path "secret/*/config" {
  capabilities = ["read"]
}
path "secret/+*" {
  capabilities = ["read"]
}`),
        policy('path "secret/*/config" {\n  capabilities = ["read"]\n}'),
      ],
      finds: [
        {
          subject,
          path: 'policy path "secret/+*" (line 4)',
          must: "not have a + right before a *",
          found: '"secret/+*"',
        },
        { subject, path: 'policy path "secret/*/config" (line 1)', must: literalStar, found: '"secret/*/config"' },
      ],
    },
    {
      name: "words that a deny makes void, and a name",
      resources: [
        policy(`name = "reference-api"
path "secret/data/*" {
  capabilities = ["deny", "list"]
}`),
      ],
      finds: [
        {
          subject,
          path: "policy (line 1)",
          must: "have its name only where it is written to",
          found: "name",
        },
        { subject, path: 'policy path "secret/data/*" (line 3)', must: besideDeny, found: '"list"' },
      ],
    },
    {
      name: "a selector that has no value",
      resources: [policy('path "secret/data/{{identity.entity.groups.names}}/*" {\n  capabilities = ["read"]\n}')],
      finds: [
        {
          subject,
          path: 'policy path "secret/data/{{identity.entity.groups.names}}/*" (line 1)',
          must: "have only selectors that Vault can fill in: it drops the stanza otherwise",
          found: '"identity.entity.groups.names"',
        },
      ],
    },
    {
      name: "no text, and a name that Vault keeps for itself",
      resources: [{ type: "vault:index/policy:Policy", props: { name: " Root", policy: "" } }],
      finds: [
        {
          subject: 'policy " Root"',
          path: "name",
          must: "have a name that Vault does not keep for itself",
          found: '"root"',
        },
        { subject: 'policy " Root"', path: "policy (line 1)", must: "have a text", found: "nothing" },
      ],
    },
    {
      name: "a plain write, whose text is not repeated",
      resources: [write("sys/policies/acl/ci", { policy: 'path "secret/data/a" {\n  capabilities = ["all"]\n}' })],
      finds: [
        {
          subject: 'write to "sys/policies/acl/ci"',
          path: "dataJson.policy (line 2)",
          must: capability,
          found: "a secret text (not shown)",
        },
      ],
    },
  ],
  unknown: [
    {
      name: "a text and a name that other resources decide",
      resources: [
        policy(notKnownYet),
        { type: "vault:index/policy:Policy", props: { name: notKnownYet, policy: "# nothing\n" } },
      ],
      finds: [
        { subject, path: "policy", must: "have a text that Vault takes" },
        { subject: 'policy "example"', path: "name", must: "have a name that Vault does not keep for itself" },
      ],
    },
    {
      name: "a policy's text at a path that another resource decides",
      resources: [write(notKnownYet, { policy: "# nothing\n" })],
      finds: [{ subject: 'write to "example"', path: "path", must: "have a text that Vault takes" }],
    },
  ],
};

function policy(text: string) {
  return { type: "vault:index/policy:Policy", props: { name: "reference-api", policy: text } };
}

function write(path: string, data: Record<string, unknown>) {
  return { type: "vault:generic/endpoint:Endpoint", props: { path, dataJson: JSON.stringify(data) } };
}
