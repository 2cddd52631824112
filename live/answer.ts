import { z } from "zod";
import { Refusal } from "../problem/problem";
import type { VaultClient } from "./client";
import { isVaultAnswer } from "./refusal";

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

const listAnswer = z.object({ data: z.object({ keys: z.array(z.string()) }) });

/** The names that Vault lists at a path; none where it has none. */
export async function list(client: VaultClient, path: string): Promise<readonly string[]> {
  try {
    return readAnswer(listAnswer, await client.request("LIST", path), path).data.keys;
  } catch (error) {
    // Vault answers an empty list so.
    if (isVaultAnswer(error, 404) && error.errors.length === 0) return [];
    throw error;
  }
}
