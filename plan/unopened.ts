import type { JudgedFinding } from "./judged-finding";
import type { UnreadPart } from "./unread-part";

interface Apart {
  readonly findings: readonly JudgedFinding[];
  readonly unread: readonly UnreadPart[];
}

/**
 * Whatever gives values and could not be read decides much at once: it is said once, with all that waits for it.
 *
 * @param stops whether a violation of a rule would block, and so what keeps it from being judged
 */
export function unopenedApart(findings: readonly JudgedFinding[], stops: (ruleId: string) => boolean): Apart {
  const waiting = new Map<string, JudgedFinding[]>();
  for (const finding of findings) {
    if (finding.unread === undefined) continue;
    const { path, location } = finding.unread;
    const key = JSON.stringify([location ?? finding.subject, path]);
    waiting.set(key, [...(waiting.get(key) ?? []), finding]);
  }
  return {
    findings: findings.filter(({ unread }) => unread === undefined),
    unread: [...waiting.values()].flatMap((each) => partFor(each, stops)),
  };
}

function partFor(findings: readonly JudgedFinding[], stops: (ruleId: string) => boolean): UnreadPart[] {
  const [first] = findings;
  if (first?.unread === undefined) return [];
  const { path, location } = first.unread;
  const isInFile = location !== undefined;
  return [
    {
      subject: isInFile ? location.file : first.subject,
      ...(isInFile ? { place: `${location.line}:${location.column}` } : {}),
      path: isInFile ? `${first.subject} ${path}` : path,
      must: "be given where a scan can read it, because rules depend on it",
      found: `${first.found ?? "nothing"}; ${named(findings)}`,
      fix: "scan what is installed: helm template CHART -f VALUES, or helm get manifest RELEASE, into strongroom scan -",
      blocks: findings.some(({ ruleId }) => stops(ruleId)),
    },
  ];
}

/** `ha-replicas, ha-spread and 12 others wait for it` */
function named(findings: readonly JudgedFinding[]): string {
  const ids = [...new Set(findings.map(({ ruleId }) => ruleId))].sort();
  const rest = ids.length - mostNamed;
  if (rest <= 1) return `${ids.join(", ")} ${ids.length === 1 ? "waits" : "wait"} for it`;
  return `${ids.slice(0, mostNamed).join(", ")} and ${rest} others wait for it`;
}

const mostNamed = 3;
