import { z } from "zod";
import { openContainersOf } from "../../../model/platform/containers";
import { manifestsOf } from "../../../model/platform/manifests";
import { flaws, maintainedLines, newestLine, releasesChecked, type Flaw } from "../../../model/server/releases";
import { compareVersions, lineNameOf, parseVersion, versionsOf, type Version } from "../../../model/server/version";
import { unknown, type Value } from "../../../model/value";
import { notEvaluated, violation, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./server-version-supported.examples";

const must = "be of a version that gets fixes and has no serious flaw that is known";

export default defineRule({
  id: "server-version-supported",
  family: "server",
  title: "Servers are of a version of Vault that still gets fixes, without serious flaws that are known",
  severity: "medium",
  blocks: "nowhere",
  sources: [
    { title: "Production Hardening", section: "Upgrade Frequently" },
    { title: "Vault production checklist", section: "Vault upgrade strategy" },
    {
      title: "What I learned after a year of setting up and running HashiCorp Vault in production",
      section: "Production-grading Vault",
    },
  ],
  rationale:
    "A flaw of Vault's is a flaw in front of every secret, and once it is published everyone can read how to use it. Of the " +
    "community edition HashiCorp mends the newest line alone; older ones keep their flaws. What gets fixes, and the flaws with a " +
    `CVSS base score of 7 or more, were compared with HashiCorp's releases and CVE records on ${releasesChecked}.`,
  remediation: `move to ${newestLine} or a later line, one server at a time, the active one last`,
  config: z.object({
    oldest: z
      .string()
      .regex(/^(?:\d+\.\d+(?:\.\d+)?)?$/u)
      .default("")
      .meta({ stricter: "higher" })
      .describe("the oldest version accepted, as in 2.1.2, beside what this rule asks for; empty for none"),
    acceptedLines: z
      .array(z.string().regex(/^\d+\.\d+$/u))
      .default([])
      .meta({ stricter: "fewer" })
      .describe(
        "lines that get no fixes any more and are accepted all the same, as in 1.21, where a contract covers them",
      ),
    accepted: z
      .array(z.string())
      .default([])
      .meta({ stricter: "fewer" })
      .describe("flaws that a company has looked at and that do not concern it, by their CVE numbers"),
  }),
  kind: "resource",
  check: (resource, limits) => [
    ...versionsOf(resource).flatMap((version) => judge(version, limits)),
    ...manifestsOf(resource)
      .flatMap(openContainersOf)
      .map((open) => notEvaluated(open, { must })),
  ],
  examples,
});

interface Limits {
  readonly oldest: string;
  readonly acceptedLines: readonly string[];
  readonly accepted: readonly string[];
}

function judge(value: Value<Version | undefined>, limits: Limits): Outcome[] {
  if (value.kind !== "known") return [notEvaluated(value, { must })];
  const version = value.value;
  if (version === undefined) return [];
  const known = flaws.filter(({ id }) => !limits.accepted.includes(id)).filter((flaw) => has(version, flaw));
  const problems = [...ageOf(version, limits), ...listed(known)];
  if (problems.length > 0) return [violation(value, { must }, `${version.text}: ${problems.join(", ")}`)];
  if (!isNewer(version, newestLine)) return [];
  const why = `is newer than ${newestLine}, the newest that this rule knew on ${releasesChecked}`;
  return [notEvaluated(unknown(why, value.place), { must })];
}

function ageOf(version: Version, { oldest, acceptedLines }: Limits): string[] {
  const limit = parseVersion(oldest.replace(/^(\d+\.\d+)$/u, "$1.0"), false);
  const isTooOld = limit !== undefined && compareVersions(version, limit) < 0;
  const line = lineNameOf(version);
  const lines = [...maintainedLines[version.edition], ...acceptedLines];
  const isMaintained = lines.includes(line) || isNewer(version, newestLine);
  return [
    ...(isTooOld ? [`older than ${oldest}`] : []),
    ...(isMaintained ? [] : [`no more fixes for ${line} ${version.edition} (${releasesChecked})`]),
  ];
}

function isNewer(version: Version, line: string): boolean {
  const newest = parseVersion(line, false);
  return newest !== undefined && (version.major - newest.major || version.minor - newest.minor) > 0;
}

/** Mended in the version's own line, or in the newest that was mended and all after it. */
function has(version: Version, { fixedIn, firstIn }: Flaw): boolean {
  const fixes = fixedIn[version.edition].flatMap((text) => parseVersion(text, false) ?? []);
  const inLine = fixes.find((fix) => lineNameOf(fix) === lineNameOf(version));
  if (firstIn !== undefined && !isSince(version, firstIn[version.edition])) return false;
  if (inLine !== undefined) return compareVersions(version, inLine) < 0;
  return !fixes.some(
    (fix) => compareVersions(version, fix) > 0 && fixes.every((other) => compareVersions(fix, other) >= 0),
  );
}

function isSince(version: Version, firstOfLines: readonly string[]): boolean {
  const firsts = firstOfLines.flatMap((text) => parseVersion(text, false) ?? []);
  return firsts.some((first) => lineNameOf(first) === lineNameOf(version) && compareVersions(version, first) >= 0);
}

/** What an old version has would fill pages. */
function listed(found: readonly Flaw[]): string[] {
  const rest = found.length - 5;
  const names = found.slice(0, 5).map(({ id, advisory }) => `${id} (${advisory})`);
  return rest > 0 ? [...names, `${rest} older`] : names;
}
