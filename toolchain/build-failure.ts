import { readFile } from "node:fs/promises";
import { Refusal } from "../problem/problem";
import { freeMegabytes } from "./disk";
import type { Part } from "./part";

/** Less than this and the disk counts as full, whatever the failed program said. */
const fullBelowMegabytes = 50;

/** Why a build did not succeed, in the words of its log, and the ways out. */
export async function buildFailure(
  { part, log }: { readonly part: Part<string>; readonly log: string },
  step: "be downloaded" | "compile",
): Promise<Refusal> {
  const lines = (await readFile(log, "utf8")).trim().split("\n");
  const said = lines.findLast((line) => line !== "" && !line.startsWith("go: downloading")) ?? "no output";
  const official = `put the official ${part.file} ${part.version} on PATH (${part.official})`;
  return new Refusal([
    {
      subject: `${part.file} ${part.version}`,
      must: step,
      found: said.slice(0, 300),
      fix: `${await wayOut(lines, log, step)}, or ${official}; log: ${log}`,
    },
  ]);
}

async function wayOut(lines: readonly string[], log: string, step: "be downloaded" | "compile"): Promise<string> {
  const saysFull = lines.some((line) => /no space left on device|disk quota exceeded/i.test(line));
  if (saysFull || (await freeMegabytes(log)) < fullBelowMegabytes) return "free space on the disk";
  return step === "compile" ? "look into the log" : "check the way to the Go module proxy (go env GOPROXY)";
}
