import { z } from "zod";
import { configurationSchema } from "../policy-pack/configuration";
import type { Rule } from "../policy-pack/rule";
import { waiverSchema } from "../policy-pack/waivers";

/** JSON Schema of `stacks/rules.yaml`, for editors. */
export function rulesSchema(rules: readonly Rule[]): string {
  return schemaFile(
    "How strict the rules are",
    "policy-pack/configuration.ts and the rules",
    configurationSchema(rules),
    "ref",
  );
}

/** JSON Schema of `stacks/waivers.yaml`, for editors. Which environments there are, the check at run time knows. */
export function waiversSchema(rules: readonly Rule[]): string {
  const entries = z.array(waiverSchema({ rules, environments: undefined })).nullable();
  return schemaFile("What is accepted for a while", "policy-pack/waivers.ts and the rules", entries, "inline");
}

/** @param reused what is done with a part that stands in several places: an environment's rules are long enough to be referred to */
function schemaFile(title: string, source: string, schema: z.ZodType, reused: "inline" | "ref"): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: "input", target: "draft-7", reused });
  const comment = `Generated from ${source} by \`npm run generate\`. Do not edit.`;
  return `${JSON.stringify({ $schema, $comment: comment, title, ...rest }, undefined, 2)}\n`;
}
