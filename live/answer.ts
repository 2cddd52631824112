import { z } from "zod";
import { Refusal } from "../problem/problem";

/**
 * The part of Vault's answer that the caller needs. Everything else in it is dropped.
 * @throws Refusal naming the fields that are not as documented; never with a value of theirs.
 */
export function readAnswer<Shape extends z.ZodType>(shape: Shape, answer: unknown, what: string): z.infer<Shape> {
  const parsed = shape.safeParse(answer);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => issue.path.join(".") || "(whole answer)");
  throw new Refusal([
    {
      subject: `vault's answer to ${what}`,
      must: "have the documented form",
      found: `other values at ${fields.join(", ")}`,
      fix: "check that the address is a Vault server, and its version (strongroom doctor)",
    },
  ]);
}

/** A LIST of Vault: `{ data: { keys: [...] } }`. */
export const listAnswer = z.object({ data: z.object({ keys: z.array(z.string()) }) });
