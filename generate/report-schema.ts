import { z } from "zod";
import { jsonForm } from "../report/json-form";

/** JSON Schema of what `--json` prints, for programs that read it. */
export function reportSchema(): string {
  const { $schema, ...rest } = z.toJSONSchema(jsonForm, { io: "input", target: "draft-7", reused: "ref" });
  const comment = "Generated from report/json-form.ts by `npm run generate`. Do not edit.";
  return `${JSON.stringify({ $schema, $comment: comment, title: "What a preview or a scan says", ...rest }, undefined, 2)}\n`;
}
