import { z } from "zod";
import { rulesFile } from "../../configuration";
import { defineRule } from "../../rule";
import { judgeRuleFile, stackAlone as stack } from "../../rule-file";

export default defineRule({
  id: "configuration-valid",
  family: "change",
  title: "The rules' levels and limits are read as they were meant",
  severity: "high",
  blocks: "outside dev",
  sources: [{ title: "Vault Security", section: "Security Checklist" }],
  rationale:
    "A misspelled rule, key or environment in stacks/rules.yaml sets nothing, and without a word the rule goes on with a limit that " +
    "nobody chose. What is wrong in the file has no effect; the rest of it has.",
  remediation: "correct the place that is named; editors complete the file from stacks/rules.schema.json",
  config: z.object({}),
  isWaivable: false,
  kind: "resource",
  check: (resource, _config, environment) => judgeRuleFile(resource, environment, rulesFile),
  examples: {
    good: [
      { name: "no file", resources: [stack] },
      {
        name: "a limit, and a level in one environment",
        resources: [stack],
        files: {
          rules: [
            "all:",
            "  token-ttl-bounded: { maxTtlSeconds: 43200 }",
            "environments:",
            "  staging:",
            "    kv-versioned: { level: warn }",
          ],
        },
      },
    ],
    bad: [
      {
        name: "a misspelled rule",
        resources: [stack],
        files: { rules: ["all:", "  token-tll-bounded: { level: warn }"] },
        finds: [
          {
            subject: "stacks/rules.yaml:2:3",
            path: "all.token-tll-bounded",
            must: 'be a known key; did you mean "token-ttl-bounded"?',
            found: "what is not understood",
          },
        ],
      },
      {
        name: "a limit of the wrong kind, and an environment that there is not",
        resources: [stack],
        files: {
          rules: [
            "all:",
            "  token-ttl-bounded: { maxTtlSeconds: 12h }",
            "environments:",
            "  prodution:",
            "    kv-versioned: { level: block }",
          ],
        },
        finds: [
          {
            subject: "stacks/rules.yaml:2:39",
            path: "all.token-ttl-bounded.maxTtlSeconds",
            must: "be of type number",
            found: '"12h"',
          },
          {
            subject: "stacks/rules.yaml:4:3",
            path: "environments.prodution",
            must: 'be an environment of this project; did you mean "production"?',
            found: "what is not understood",
          },
        ],
      },
      {
        name: "no YAML",
        resources: [stack],
        files: { rules: ["all: ["] },
        finds: [
          {
            subject: "stacks/rules.yaml:1:7",
            must: "be YAML: Flow sequence in block collection must be sufficiently indented and end with a ]",
            found: "what is not understood",
          },
        ],
      },
    ],
    unknown: [],
  },
});
