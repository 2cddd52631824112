import { z } from "zod";
import { entryOf } from "../../../model/entry";
import { formerSettings } from "../../../model/server/known-settings";
import { configurationsOf, isServer } from "../../../model/server/settings";
import { setupsIn, type ServerSetup } from "../../../model/server/setup";
import { settingTwiceIn } from "../../../model/server/text";
import { repeatedSettings } from "../../../model/server/tree";
import { laterSettingsIn, straysIn, type StraySetting } from "../../../model/server/unknown-settings";
import { compareVersions, parseVersion, versionsOf, type Version } from "../../../model/server/version";
import { subjectOf } from "../../../model/subject";
import { known, type Value } from "../../../model/value";
import { didYouMean } from "../../../problem/suggestion";
import { notEvaluated, violation, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./server-config-known.examples";

export default defineRule({
  id: "server-config-known",
  family: "server",
  title: "A server's configuration has only settings that Vault knows, each once",
  severity: "medium",
  blocks: "nowhere",
  // Vault warns of what it does not know (configutil/lint.go), in seals and storage not even that; of two settings the last one counts.
  sources: [
    { title: "Production Hardening", section: "Upgrade Frequently" },
    { title: "Vault production checklist", section: "Setting up & maintaining Vault" },
  ],
  rationale:
    "Vault passes over what it does not know: a misspelled setting leaves the default in place, and a line in the log of the start " +
    "is all that anyone is told. A setting that stands twice keeps a current Vault from starting at all.",
  remediation: "correct or remove the setting",
  config: z.object({}),
  kind: "resource",
  check: (resource) => configurationsOf(resource).filter(isServer).flatMap(judge),
  // Which version reads the configuration only the whole stack shows.
  checkStack: ({ resources }) => setupsIn(resources).flatMap(judgeVersions),
  examples,
});

const recognised = { must: "have only settings that Vault knows" };
const once = { must: "set everything once" };

function judge(settings: Value): Outcome[] {
  if (settings.kind === "unknown") {
    const twice = settingTwiceIn(settings);
    return [
      twice === undefined
        ? notEvaluated(settings, recognised)
        : violation(settings, { ...once, fix: `keep one ${twice}` }, `${twice}, again`),
    ];
  }
  const { unknown, surplus, open } = straysIn(settings);
  return [
    ...unknown.map(judgeUnknown),
    ...surplus.map(({ name, value }) => violation(value, { ...once, fix: `keep one ${name}` }, `${name}, again`)),
    ...repeatedSettings(settings).map((place) => {
      const name = String(place.path.at(-1));
      return violation(known(undefined, place), { ...once, fix: `keep one ${name}` }, `${name}, again`);
    }),
    ...open.map((value) => notEvaluated(value, recognised)),
  ];
}

function judgeVersions({ resource, parts, workloads }: ServerSetup): Outcome[] {
  const running = workloads.length === 0 ? [resource] : workloads.map(({ manifest }) => manifest);
  const versions = running.flatMap((of) => versionsOf(of).map((value) => ({ of, value })));
  return parts.flatMap(laterSettingsIn).flatMap(({ name, since, value: setting }) =>
    versions.flatMap(({ of, value: version }) => {
      if (version.kind !== "known") return [notEvaluated(version, { ...recognised, subject: subjectOf(of) })];
      if (version.value === undefined || !isOlder(version.value, since)) return [];
      const found = `${name}, which ${version.value.text} does not have: it came with ${since}`;
      return [violation(setting, { ...recognised, subject: subjectOf(resource) }, found)];
    }),
  );
}

function isOlder(version: Version, since: string): boolean {
  const first = parseVersion(since, false);
  return first !== undefined && compareVersions(version, first) < 0;
}

function judgeUnknown({ name, value, candidates }: StraySetting): Outcome {
  const former = entryOf(formerSettings, name);
  const hint = former === undefined ? didYouMean(name, candidates) : `; ${former}`;
  return violation(value, recognised, `${shorten(name)}${hint}`);
}

function shorten(name: string): string {
  return name.length <= 60 ? name : `${name.slice(0, 60)}…`;
}
