import type { Problem } from "../../problem/problem";
import { bundleProblems } from "../certificates/bundle";

const block = /-----BEGIN ([A-Z ]+)-----[^-]*-----END \1-----/g;

/** The PEM blocks of these texts, each on lines of its own as Vault demands, in their order. */
export function pemBlocks(texts: readonly string[]): string {
  return texts.flatMap((text) => text.match(block) ?? []).join("\n");
}

/** What is wrong with texts that should be the PEM certificates of CAs, one at least. */
export function caProblems(subject: string, path: string, texts: readonly string[]): Problem[] {
  if (texts.length > 0) return texts.flatMap((text) => bundleProblems({ subject, path }, text, "authorities"));
  const fix = "give the CA's own certificate, as the CA publishes it";
  return [{ subject, path, must: "be PEM certificates of CAs", found: "none", fix }];
}
