import type { Pattern } from "./policy";

/** The pattern of a stanza's path, or undefined if it holds `+*`, which Vault refuses (vault/policy.go, parsePaths). */
export function patternOf(path: string): Pattern | undefined {
  const text = withoutLeadingSlash(path);
  if (text.includes("+*")) return undefined;
  // A segment that only begins with `+` is compared as it stands, but the whole pattern still counts as one with segments.
  if (text === "+" || text.includes("/+") || text.startsWith("+/")) return { kind: "segment", text };
  return text.endsWith("*") ? { kind: "prefix", text: text.slice(0, -1) } : { kind: "exact", text };
}

/** Vault strips one leading slash of a path, not all. */
export const withoutLeadingSlash = (path: string): string => (path.startsWith("/") ? path.slice(1) : path);
