/** A new rule's file. It compiles; everything marked TODO is what the rule's tests then ask for. */
export function ruleTemplate(family: string, id: string): string {
  return `import { z } from "zod";
import { input } from "../../../model/resource";
import { asText } from "../../../model/scalars";
import { notKnownYet } from "../../example";
import { demand } from "../../outcome";
import { defineRule } from "../../rule";

const must = "TODO: the requirement, as the end of the sentence \\"<subject> must ...\\"";

export default defineRule({
  id: "${id}",
  family: "${family}",
  title: "TODO: the requirement as a sentence, without a full stop",
  severity: "high",
  blocks: "outside dev",
  sources: [{ title: "Production Hardening", section: "TODO: the section that asks for it" }],
  rationale: "TODO: what goes wrong without it.",
  remediation: "TODO: what to do about a violation",
  config: z.object({}),
  kind: "resource",
  check: (resource) => {
    if (resource.type !== "TODO: a type token, such as vault:index/mount:Mount") return [];
    const value = asText(input(resource, "todo"));
    return demand(value, { must }, { known: (text) => text !== "bad", secret: (text) => !text.matches(/^bad$/u) });
  },
  examples: {
    good: [{ name: "TODO", resources: [example("good")] }],
    bad: [
      {
        name: "TODO",
        resources: [example("bad")],
        finds: [{ subject: 'TODO "example"', path: "todo", must, found: '"bad"' }],
      },
    ],
    unknown: [
      {
        name: "TODO",
        resources: [example(notKnownYet)],
        finds: [{ subject: 'TODO "example"', path: "todo", must }],
      },
    ],
  },
});

function example(todo: string) {
  return { type: "vault:index/todo:TODO", props: { todo } };
}
`;
}
