import { z } from "zod";
import { known } from "../../../model/value";
import { tiers } from "../../environment";
import { violation } from "../../outcome";
import { defineRule } from "../../rule";

const must = "declare its tier: strongroom:tier is dev, staging or production";
const stack = { type: "pulumi:pulumi:Stack", name: "example-production", props: {} } as const;

export default defineRule({
  id: "tier-declared",
  family: "change",
  title: "Every stack declares how strictly it is judged",
  severity: "high",
  blocks: "everywhere",
  sources: [
    { title: "Vault Security", section: "Development vs Production" },
    { title: "Vault in Kubernetes", section: "Choosing the Right Vault Mode" },
  ],
  rationale:
    "What is fine on a laptop is a breach in production. A stack that does not say which it is, or says it with a typing " +
    "error, is judged as production, and nobody should find that out from the findings.",
  remediation: "run `pulumi config set strongroom:tier production` (or staging, or dev) and commit the stack's file",
  config: z.object({}),
  kind: "resource",
  // The stack is itself a resource, the first one, so that nothing is touched before this is right.
  check: (resource, _config, { declaredTier }) => {
    if (resource.type !== "pulumi:pulumi:Stack" || tiers.some((tier) => tier === declaredTier)) return [];
    return [violation(known(declaredTier, { path: ["strongroom:tier"] }), { must })];
  },
  examples: {
    good: [{ name: "a tier", resources: [stack], tier: "production" }],
    bad: [
      {
        name: "no tier",
        resources: [stack],
        tier: undefined,
        finds: [{ subject: "stack production", path: '["strongroom:tier"]', must, found: "nothing" }],
      },
      {
        name: "a tier that is none",
        resources: [stack],
        tier: "prod",
        finds: [{ subject: "stack production", path: '["strongroom:tier"]', must, found: '"prod"' }],
      },
    ],
    unknown: [],
  },
});
