import { z } from "zod";
import { stackFileSchema } from "../stacks/schema";

/** JSON Schema of a whole stack file, for editors: our keys, and room for what Pulumi keeps there itself. */
export function environmentSchema(): string {
  const config = z.toJSONSchema(stackFileSchema, { io: "input", target: "draft-7", reused: "inline" });
  const schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    $comment: "Generated from stacks/schema.ts by `npm run generate`. Do not edit.",
    title: "A Strongroom environment",
    type: "object",
    required: ["config"],
    additionalProperties: false,
    properties: {
      config: { ...withoutDialect(config), additionalProperties: true, propertyNames: { not: unknownKeyOfOurs() } },
      // Pulumi's own keys (sdk/go/common/workspace, ProjectStack).
      encryptionsalt: { type: "string" },
      encryptedkey: { type: "string" },
      secretsprovider: { type: "string" },
      environment: true,
    },
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

function withoutDialect(schema: z.core.JSONSchema.BaseSchema): Record<string, unknown> {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== "$schema"));
}

/** Other packages may be configured beside us; a key in our namespace that we do not know is a mistake. */
function unknownKeyOfOurs(): { pattern: string; not: { enum: string[] } } {
  return { pattern: "^strongroom:", not: { enum: Object.keys(stackFileSchema.shape) } };
}
