import type { Problem } from "../problem/problem";
import { visible } from "../problem/visible";
import { redact } from "../model/secret-text";
import type { Position } from "../model/place";

export type Severity = "low" | "medium" | "high" | "critical";
export const severities: readonly Severity[] = ["critical", "high", "medium", "low"];

/**
 * What a rule that has something to say says: the requirement is not met, the value that decides it is not known yet, or the
 * rule itself failed. `ok` and `not-applicable` make no finding.
 */
export type FindingVerdict = "violation" | "not-evaluated" | "crash";

/** A document, by its title, and the part of it that asks for a rule. */
export interface Source {
  readonly title: string;
  readonly section: string;
}

/** What a rule says about one thing. `path` and the rest are those of every problem; every text is a single clean line. */
export interface Finding extends Problem {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly verdict: FindingVerdict;
  readonly sources: readonly Source[];
  /** The rule's documentation page, relative to the repository: `docs/rules/no-root-token.md`. */
  readonly docs: string;
  /** Where it is about, where the subject was read from a file. */
  readonly location?: Position;
  /** The resource that it is about, where a rule judged many at once; the engine's events have it of the others. */
  readonly urn?: string;
  /** That it blocks nowhere, because it is about something that a scan need not have been shown. */
  readonly onlyWarns?: true;
  /** What decides it and could not be read, for one that is not evaluated for that. */
  readonly unread?: UnreadSource;
  /** What accepts it for a while; then it blocks nothing. */
  readonly waiver?: Acceptance;
}

/** What gives values and could not be read. */
export interface UnreadSource {
  readonly path: string;
  readonly location?: Position;
}

/** Who accepts a finding, why, and until when. */
export interface Acceptance {
  readonly reason: string;
  readonly owner: string;
  /** The last day on which it counts: `2027-03-31`. */
  readonly expires: string;
}

/** The page that `npm run generate` writes for a rule. */
export function docsPage(ruleId: string): string {
  return `docs/rules/${ruleId}.md`;
}

/**
 * A finding whose texts are safe to print: on one line each, without terminal escapes or the engine's colour tags, and without
 * anything that looks like a token or a key, wherever it came from. Cleaning twice changes nothing.
 */
export function cleanFinding(finding: Finding): Finding {
  return {
    ruleId: finding.ruleId,
    severity: finding.severity,
    verdict: finding.verdict,
    subject: clean(finding.subject) || "(unnamed)",
    ...optional("path", finding.path),
    must: clean(finding.must),
    ...optional("found", finding.found),
    ...optional("fix", finding.fix),
    sources: finding.sources.map(({ title, section }) => ({ title: inQuotes(title), section: inQuotes(section) })),
    docs: clean(finding.docs),
    ...(finding.location === undefined ? {} : { location: finding.location }),
    ...(finding.urn === undefined ? {} : { urn: finding.urn }),
    ...(finding.onlyWarns === undefined ? {} : { onlyWarns: finding.onlyWarns }),
    ...(finding.unread === undefined ? {} : { unread: { ...finding.unread, path: clean(finding.unread.path) } }),
    ...(finding.waiver === undefined ? {} : { waiver: cleanAcceptance(finding.waiver) }),
  };
}

function cleanAcceptance({ reason, owner, expires }: Acceptance): Acceptance {
  return { reason: clean(reason), owner: clean(owner), expires: clean(expires) };
}

function optional(name: "path" | "found" | "fix", text: string | undefined) {
  const cleaned = text === undefined ? "" : clean(text);
  return cleaned === "" ? {} : { [name]: cleaned };
}

function inQuotes(text: string): string {
  return clean(text.replaceAll('"', "'"));
}

/** `<{%` starts a colour tag in the engine's events (sdk/go/common/diag/colors). */
function clean(text: string): string {
  return visible(redact(text).replaceAll("<{%", "<{ %")).trim();
}
