import type { Pattern } from "./policy";

/** One segment of a pattern: a certain one, one that begins with a text, or any. */
export interface Segment {
  readonly is?: string;
  /** With everything behind it, whatever slashes there are. */
  readonly begins?: string;
}

/** What a pattern asks of a path, segment by segment (vault/acl.go, CheckAllowedFromNonExactPaths). */
export function segmentsOf(pattern: Pattern): Segment[] {
  const segments = withStar(pattern).split("/");
  const isOpen = pattern.kind !== "exact" && withStar(pattern).endsWith("*");
  return segments.map((segment, index): Segment => {
    if (isOpen && index === segments.length - 1) return { begins: segment.slice(0, -1) };
    return pattern.kind === "segment" && segment === "+" ? {} : { is: segment };
  });
}

/** As it is written, without a leading slash. */
export function withStar({ kind, text }: Pattern): string {
  return kind === "prefix" ? `${text}*` : text;
}

/** Whether a pattern speaks of a path, or of anything below it. What a selector becomes can be any text. */
export function reaches(pattern: Pattern, path: string): boolean {
  const segments = segmentsOf(pattern);
  for (const [index, name] of path.split("/").entries()) {
    const segment = segments[index];
    if (segment === undefined) return false;
    if (segment.begins !== undefined) return segment.begins.includes("{{") || name.startsWith(segment.begins);
    if (segment.is !== undefined && segment.is !== name && !segment.is.includes("{{")) return false;
  }
  return true;
}
