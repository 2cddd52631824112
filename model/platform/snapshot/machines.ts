import { anyOf } from "../../certainty";
import type { Resource } from "../../resource";
import { known, type Unknown } from "../../value";
import { isKubernetesData } from "../mounted-data";
import { textsIn, type Script } from "../scripts";
import { cronEntriesIn, isCrontab } from "./crontab";
import { filesOn, unitsIn, type MachineFile, type Unit } from "./machine-files";
import { partOf, revealed, unscheduled, withFiles, withinText, type Program, type ScriptFile } from "./program";
import { comes, comesAgain } from "./schedule";
import { baseName } from "./script";
import { repeats } from "./taking";

/** What machines run again and again: by cron, by a timer of systemd's, or as a service that goes round in circles. */
export function machineProgramsIn(resources: readonly Resource[]): Program[] {
  const files = resources.flatMap(filesOn);
  const scripts = files.map((file): ScriptFile => ({
    script: withinText(file.value, file.text),
    names: [baseName(file.path)],
    variables: new Map(),
  }));
  const units = unitsIn(resources, files);
  return [
    ...files.flatMap((file) => cronJobsIn(file, scripts)),
    ...units.flatMap((unit) => readService(unit, units, scripts)),
  ];
}

/** What of machines is not known, and goes by the name of a script. */
export function openOnMachines(resources: readonly Resource[]): { resource: Resource; value: Unknown }[] {
  return resources
    .filter((resource) => !isKubernetesData(resource))
    .flatMap((resource) =>
      textsIn([resource]).flatMap((value) => (value.kind === "unknown" ? [{ resource, value }] : [])),
    );
}

/** What cron runs, and the scripts in its folders, such as /etc/cron.hourly. */
function cronJobsIn(file: MachineFile, scripts: readonly ScriptFile[]): Program[] {
  const { resource, path, text, value } = file;
  if (/\/cron\.(?:hourly|daily|weekly|monthly)\//u.test(path)) {
    const part = partOf(withinText(value, text));
    return part === undefined ? [] : [{ ...unscheduled(resource), parts: withFiles([part], scripts), open: [] }];
  }
  if (!/cron/u.test(path) && !isCrontab(text)) return [];
  return cronEntriesIn(text).flatMap(({ time, command }): Program[] => {
    const part = partOf(withinText(value, command));
    if (part === undefined) return [];
    const parts = withFiles([part], scripts);
    const schedule = withinText(value, time);
    return [{ ...unscheduled(resource), parts, open: [], schedule, comes: comes(known(time, value.place)) }];
  });
}

/** A service that its own timer starts (systemd.timer), or that takes its time itself. */
function readService(
  { resource, name, setting }: Unit,
  units: readonly Unit[],
  scripts: readonly ScriptFile[],
): Program[] {
  const lines = ["ExecStartPre", "ExecStart", "ExecStartPost"].flatMap((line) => setting("Service", line));
  const started = lines.flatMap(
    (line) => partOf(withinText(line, (revealed(line) ?? "").replace(/^[-@:+!]+/u, ""))) ?? [],
  );
  if (started.length === 0) return [];
  const parts = withFiles(started, scripts);
  const program = { ...unscheduled(resource), parts, open: [] };
  const [timer] = units.filter((unit) => startedBy(unit) === name && timesOf(unit).length > 0);
  if (timer === undefined) return parts.some(({ run }) => repeats(run)) ? [program] : [];
  const times = timesOf(timer);
  const [schedule = program.schedule] = times;
  return [{ ...program, schedule, comes: anyOf(times.map((time) => comesAgain(revealed(time) ?? ""))) }];
}

function startedBy({ name, setting }: Unit): string | undefined {
  const [, base] = /^(.*)\.timer$/u.exec(name) ?? [];
  return base === undefined
    ? undefined
    : (revealed(setting("Timer", "Unit").at(-1) ?? known(undefined, { path: [] })) ?? `${base}.service`);
}

/** When it comes again and again; OnBootSec and OnActiveSec come once. */
function timesOf({ setting }: Unit): readonly Script[] {
  return ["OnCalendar", "OnUnitActiveSec", "OnUnitInactiveSec"].flatMap((name) => setting("Timer", name));
}
