import { createHash } from "node:crypto";
import { pathToFileURL } from "node:url";
import path from "node:path";
import type { Invocation, Location, Log, Notification, ReportingDescriptor, Result } from "sarif";
import type { JudgedFinding } from "../plan/judged-finding";
import type { Severity } from "../policy-pack/finding";
import { version } from "../package.json";
import { byDanger } from "./danger";
import type { Report, ReportedFailure, ReportedRule } from "./report";

/**
 * SARIF 2.1.0, as GitHub's code scanning reads it ("SARIF support for code scanning"): it shows a result only where it has a place in
 * a file of the repository, and takes those with one fingerprint for one.
 */
export function sarifReport(report: Report): string {
  const findings = byDanger(report.findings);
  const prints = fingerprints(findings);
  const log: Log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        // GitHub keeps apart what has another category: the part before the last slash.
        automationDetails: { id: `strongroom/${report.environment ?? report.what}/` },
        tool: { driver: { name: "Strongroom", version, rules: report.rules.map(ruleOf) } },
        columnKind: "utf16CodeUnits",
        invocations: [invocationOf(report)],
        results: findings.map((finding, index) => resultOf(finding, prints[index] ?? "", report)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

/** GitHub's grades: above 9.0 critical, from 7.0 high, from 4.0 medium. */
const grades: Readonly<Record<Severity, string>> = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0" };

function ruleOf({ id, family, about }: ReportedRule): ReportingDescriptor {
  if (about === undefined) return { id, shortDescription: { text: `The rule ${id} of another policy pack.` } };
  const { title, rationale, remediation, severity, blocks, sources } = about;
  const asked = sources.map((source) => `"${source.title}" (${source.section})`).join(", ");
  return {
    id,
    name: id,
    shortDescription: { text: `${title}.` },
    fullDescription: { text: rationale },
    help: {
      text: `${rationale}\n\nWhat to do: ${remediation}.\n\nAsked for by ${asked}. See docs/rules/${id}.md.`,
      markdown: `${rationale}\n\n**What to do:** ${remediation}.\n\nAsked for by ${asked}. See \`docs/rules/${id}.md\`.`,
    },
    defaultConfiguration: { level: blocks === "nowhere" ? "warning" : "error" },
    properties: { tags: ["security", "vault", family], precision: "high", "security-severity": grades[severity] },
  };
}

function resultOf(finding: JudgedFinding, print: string, report: Report): Result {
  const { ruleId, waiver, verdict, severity } = finding;
  return {
    ruleId,
    ruleIndex: report.rules.findIndex(({ id }) => id === ruleId),
    ...standing(finding),
    message: { text: plain(messageOf(finding)) },
    locations: [locationOf(finding, report)],
    // Without it GitHub takes the text at the place, which is one and the same for all that a preview finds.
    partialFingerprints: { primaryLocationLineHash: print, "strongroomFinding/v1": print },
    ...(waiver === undefined
      ? {}
      : {
          suppressions: [
            {
              kind: "external",
              status: "accepted",
              justification: `accepted by ${waiver.owner} until ${waiver.expires}: ${waiver.reason}`,
            },
          ],
        }),
    properties: { verdict, severity, blocks: finding.blocks },
  };
}

/** What nobody could judge is to be looked at by a person, unless it blocks: then it must be seen like everything that does. */
function standing({ blocks, verdict }: JudgedFinding): Pick<Result, "kind" | "level"> {
  if (blocks) return { kind: "fail", level: "error" };
  // Section 3.27.10: every kind but "fail" has the level "none".
  return verdict === "not-evaluated" ? { kind: "review", level: "none" } : { kind: "fail", level: "warning" };
}

function messageOf({ subject, path: inside, must, found, fix, verdict }: JudgedFinding): string {
  const where = inside === undefined || inside === "" ? subject : `${subject} ${inside}`;
  const said = `${where} must ${must}${found === undefined ? "" : `, found ${found}`}.`;
  return `${verdict === "not-evaluated" ? "Not evaluated: " : ""}${said}${fix === undefined ? "" : ` Fix: ${fix}.`}`;
}

function locationOf({ location, urn, path: inside, subject }: JudgedFinding, { home }: Report): Location {
  const { file, line, column } = location ?? { file: home, line: 1, column: 1 };
  const logical = urn === "" ? { name: subject } : { name: subject, fullyQualifiedName: urn, kind: "resource" };
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      region: { startLine: line, startColumn: column },
    },
    logicalLocations: [
      logical,
      ...(inside === undefined || inside === ""
        ? []
        : [
            {
              name: inside,
              fullyQualifiedName: `${urn === "" ? subject : urn}#${inside}`,
              kind: "property",
            },
          ]),
    ],
  };
}

/** Brackets would begin a link, even in a plain text (section 3.11.6). */
function plain(text: string): string {
  return text.replace(/[\\[\]]/gu, "\\$&");
}

/** Relative to where the command ran, which is the repository's root in a pipeline. */
function uriOf(file: string): string {
  if (path.isAbsolute(file)) return pathToFileURL(file).href;
  return path.posix.normalize(file).split("/").map(encodeURIComponent).join("/");
}

/**
 * The same finding has the same fingerprint in every run: neither lines nor what was found have a part in it. Those of which only
 * that tells them apart are counted.
 */
function fingerprints(findings: readonly JudgedFinding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ ruleId, subject, urn, path: inside = "", location }) => {
    const said = JSON.stringify([ruleId, urn, subject, inside.replace(/ \(line \d+\)$/u, ""), location?.file ?? ""]);
    const print = createHash("sha256").update(said).digest("hex").slice(0, 16);
    const count = (seen.get(print) ?? 0) + 1;
    seen.set(print, count);
    return `${print}:${count}`;
  });
}

function invocationOf({ failures }: Report): Invocation {
  return {
    executionSuccessful: !failures.some(({ blocks }) => blocks),
    ...(failures.length === 0 ? {} : { toolExecutionNotifications: failures.map(notificationOf) }),
  };
}

function notificationOf({ message, blocks, file, place = "1:1" }: ReportedFailure): Notification {
  const [startLine = 1, startColumn = 1] = place.split(":").map(Number);
  const region = { startLine, startColumn };
  return {
    level: blocks ? "error" : "warning",
    message: { text: plain(message) },
    ...(file === undefined
      ? {}
      : { locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) }, region } }] }),
  };
}
