import { readFile } from "node:fs/promises";
import type { z } from "zod";
import { Refusal, type Problem } from "../../problem/problem";
import { writeDurably } from "./durable-file";
import { unreadable } from "./permissions";
import { codeOf } from "./system-error";

export type FileState<Value> =
  | { readonly kind: "missing" }
  | { readonly kind: "whole"; readonly value: Value }
  | { readonly kind: "damaged"; readonly problem: Problem };

/** Reads a file of ours. What is wrong with it is returned, never any of its content: two of these files are secret. */
export async function readJsonFile<Shape extends z.ZodType>(
  file: string,
  shape: Shape,
): Promise<FileState<z.infer<Shape>>> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return { kind: "missing" };
    return { kind: "damaged", problem: unreadable(file, error) };
  }
  if (text.trim() === "") return damaged(file, "hold what Strongroom wrote", "an empty file");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message would quote the file.
    return damaged(file, "hold what Strongroom wrote", "a truncated or altered file (not JSON)");
  }
  const parsed = shape.safeParse(value);
  if (parsed.success) return { kind: "whole", value: parsed.data };
  const fields = parsed.error.issues.map((issue) => issue.path.join(".") || "the whole file");
  return damaged(file, "hold what Strongroom wrote", `something else at ${fields.join(", ")}`);
}

/** @returns `undefined` where there is no such file. @throws Refusal where it is damaged. */
export async function requireWhole<Shape extends z.ZodType>(
  file: string,
  shape: Shape,
): Promise<z.infer<Shape> | undefined> {
  const state = await readJsonFile(file, shape);
  if (state.kind === "damaged") throw new Refusal([state.problem]);
  return state.kind === "missing" ? undefined : state.value;
}

export async function writeJsonFile(file: string, value: unknown): Promise<void> {
  await writeDurably(file, `${JSON.stringify(value, null, 2)}\n`);
}

function damaged(file: string, must: string, found: string): { kind: "damaged"; problem: Problem } {
  return { kind: "damaged", problem: { subject: file, must, found } };
}
