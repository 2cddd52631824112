import { z } from "zod";
import { weakGuards } from "../../../access/policy/weak-guard";
import { aclPolicyOf } from "../../../model/vault/acl-policy";
import { atStanza, shownIn, stanzasOf } from "../../acl-policy";
import { notKnownYet } from "../../example";
import { notEvaluated, violation } from "../../outcome";
import { defineRule } from "../../rule";

const heeded = { must: "limit parameters so that Vault heeds it" };
const subject = 'policy "ci"';
const emptyBlock = "name parameters where it limits them: an empty block limits nothing";
const anyParameter = "limit something: with * any parameter may have any value";
const insideData = "limit only data and options in a key-value engine of version 2: what a secret holds is inside data";
const bothWrappings =
  "have a min_wrapping_ttl beside max_wrapping_ttl: a wrapping of 0 seconds passes, and the answer comes unwrapped";

export default defineRule({
  id: "policy-parameter-guard",
  family: "policy",
  title: "What a policy asks of a request's parameters limits them",
  severity: "medium",
  blocks: "nowhere",
  sources: [
    { title: "Vault Security", section: "Step 1: Create a Policy for the Application" },
    { title: "Production Hardening", section: "Avoid Root Tokens" },
  ],
  rationale:
    "Vault looks at a request's outermost parameters only, compares texts with texts, and takes a * for something special in " +
    "some places and not in others. Many limits that look like one let everything through, and whoever reviewed the policy " +
    "believes in them.",
  remediation: "say it so that Vault limits it, or leave it out: then everybody sees that there is no limit",
  config: z.object({}),
  kind: "resource",
  check: (resource) => {
    const policy = aclPolicyOf(resource);
    if (policy === undefined) return [];
    const stanzas = stanzasOf(policy);
    if ("kind" in stanzas) return [notEvaluated(stanzas, heeded)];
    return stanzas.flatMap((stanza) =>
      weakGuards(stanza).map(({ found, ...requirement }) =>
        violation(atStanza(policy, stanza), policy.isSecret ? heeded : requirement, shownIn(policy, found)),
      ),
    );
  },
  examples: {
    good: [
      {
        name: "a parameter that is denied, and one that may have some values",
        resources: [
          policy(`path "pki/issue/web" {
  capabilities      = ["update"]
  denied_parameters = { "not_after" = [] }
}
path "auth/approle/role/ci/secret-id" {
  capabilities       = ["update"]
  allowed_parameters = { "metadata" = ["ci"], "ttl" = [] }
  min_wrapping_ttl   = "1s"
  max_wrapping_ttl   = "1h"
}`),
        ],
      },
    ],
    bad: [
      {
        name: "blocks that limit nothing",
        resources: [
          policy(`path "pki/issue/web" {
  capabilities       = ["update"]
  denied_parameters  = {}
}
path "pki/sign/web" {
  capabilities       = ["update"]
  allowed_parameters = { "*" = ["web"] }
}`),
        ],
        finds: [
          {
            subject,
            path: 'policy path "pki/issue/web" (line 1)',
            must: emptyBlock,
            found: "denied_parameters = {}",
          },
          {
            subject,
            path: 'policy path "pki/sign/web" (line 5)',
            must: anyParameter,
            found: 'allowed_parameters with "*"',
          },
        ],
      },
      {
        name: "a field of a secret, which is inside data",
        resources: [
          policy('path "secret/data/app" {\n  capabilities = ["update"]\n  denied_parameters = { "password" = [] }\n}'),
        ],
        finds: [
          {
            subject,
            path: 'policy path "secret/data/app" (line 1)',
            must: insideData,
            found: '"password"',
          },
        ],
      },
      {
        name: "a maximum that a wrapping of no time passes",
        resources: [
          policy('path "auth/approle/role/ci/secret-id" {\n  capabilities = ["update"]\n  max_wrapping_ttl = "1h"\n}'),
        ],
        finds: [
          {
            subject,
            path: 'policy path "auth/approle/role/ci/secret-id" (line 1)',
            must: bothWrappings,
            found: "max_wrapping_ttl alone",
          },
        ],
      },
      {
        name: "a plain write, whose text is not repeated",
        resources: [
          {
            type: "vault:generic/endpoint:Endpoint",
            props: {
              path: "sys/policies/acl/ci",
              dataJson: JSON.stringify({
                policy: 'path "pki/issue/web" { capabilities = ["update"]\n allowed_parameters = {} }',
              }),
            },
          },
        ],
        finds: [
          {
            subject: 'write to "sys/policies/acl/ci"',
            path: "dataJson.policy (line 1)",
            must: heeded.must,
            found: "a secret text (not shown)",
          },
        ],
      },
    ],
    unknown: [
      {
        name: "a text that another resource decides",
        resources: [policy(notKnownYet)],
        finds: [{ subject, path: "policy", must: heeded.must }],
      },
    ],
  },
});

function policy(text: string) {
  return { type: "vault:index/policy:Policy", props: { name: "ci", policy: text } };
}
