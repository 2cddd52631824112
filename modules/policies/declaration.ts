import { readFileSync } from "node:fs";
import path from "node:path";
import { Refusal } from "../../problem/problem";

/** A policy as it is declared: what it is called in Vault, and its text. */
export interface PolicyDeclaration {
  readonly name: string;
  /** In Vault's policy language. Templated paths keep their `{{...}}`. */
  readonly text: string;
  /** The file that the text comes from, as messages name it. */
  readonly file?: string;
}

/**
 * A policy from a file, called as the file is: `policies/reference-api.hcl` declares `reference-api`.
 * @throws Refusal if the file cannot be read
 */
export function policyFromFile(file: string): PolicyDeclaration {
  const shown = fromHere(file);
  try {
    return { name: path.parse(file).name, text: readFileSync(file, "utf8"), file: shown };
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new Refusal([{ subject: shown, must: "be a readable policy file", found }], { cause });
  }
}

/** As a person would name the file from where they are. */
function fromHere(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith("..") ? file : relative;
}
