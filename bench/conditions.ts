import os from "node:os";
import { subjectNames, titles, type Subject, type SubjectName } from "./subject";

/** Where, when and with what it was measured. */
export interface Conditions {
  readonly begun: string;
  readonly ended: string;
  readonly machine: string;
  /** Processes that wanted a core, on average over the minute before the first run. */
  readonly loadBefore: number;
  /** The same at the end, when the last subject alone wants about one. */
  readonly loadAfter: number;
  readonly cores: number;
  readonly versions: Readonly<Partial<Record<SubjectName, string>>>;
  readonly vault: string;
}

/** Looks at the machine now; the function returned completes the picture when all is measured. */
export function beginConditions(): (subjects: readonly Subject[], vault: string) => Conditions {
  const before = { begun: now(), loadBefore: load() };
  return (subjects, vault) => ({
    ...before,
    ended: now(),
    loadAfter: load(),
    machine: machine(),
    cores: os.availableParallelism(),
    versions: Object.fromEntries(subjects.map(({ name, versions }) => [name, versions])),
    vault,
  });
}

/** Conditions as sentences. */
export function conditionLines(conditions: Conditions): string[] {
  const { begun, ended, machine, loadBefore, loadAfter, versions, vault } = conditions;
  return [
    `Measured from ${begun} to ${ended} on ${machine}. Load: ${loadBefore.toFixed(1)} before the first run, ${loadAfter.toFixed(1)} after the last; the machine was ${isQuiet(conditions) ? "quiet" : "not quiet"}.`,
    `Vault ${vault}: one real server on this machine, with TLS, raft storage and file audit devices.`,
    ...subjectNames.map(
      (name) => `${titles[name]}: ${versions[name] ?? "NOT ON THIS MACHINE, so nothing is said about it"}.`,
    ),
  ];
}

/** Nobody else at work before, and afterwards no more than the bench itself. */
function isQuiet({ loadBefore, loadAfter, cores }: Conditions): boolean {
  return loadBefore < cores / 4 && loadAfter <= cores;
}

function load(): number {
  return os.loadavg()[0] ?? 0;
}

function now(): string {
  return `${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function machine(): string {
  const [cpu] = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  return `${os.availableParallelism()} cores (${cpu?.model.trim() ?? "unknown"}), ${memory} GiB, ${os.type()} ${os.arch()}`;
}
