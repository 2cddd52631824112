import os from "node:os";
import { subjectNames, type Subject, type SubjectName } from "./subject";

/** Where, when and with what it was measured. */
export interface Conditions {
  readonly begun: string;
  readonly ended: string;
  readonly machine: string;
  /** Processes that wanted a core, on average over the minute before the first run. */
  readonly loadBefore: number;
  readonly cores: number;
  readonly versions: Readonly<Partial<Record<SubjectName, string>>>;
  readonly vault: string;
}

/** Looks at the machine now; the function returned completes the picture when all is measured. */
export function beginConditions(): (subjects: readonly Subject[], vault: string) => Conditions {
  const before = { begun: now(), loadBefore: os.loadavg()[0] ?? 0 };
  return (subjects, vault) => ({
    ...before,
    ended: now(),
    machine: machine(),
    cores: os.availableParallelism(),
    versions: Object.fromEntries(subjects.map(({ name, versions }) => [name, versions])),
    vault,
  });
}

/** Conditions as sentences. */
export function conditionLines({ begun, ended, machine, loadBefore, cores, versions, vault }: Conditions): string[] {
  const quiet = loadBefore < cores / 4 ? "quiet" : "not quiet";
  return [
    `Measured from ${begun} to ${ended} on ${machine}. The load before the first run was ${loadBefore.toFixed(1)}: the machine was ${quiet}.`,
    `Vault ${vault}: one real server on this machine, with TLS, raft storage and file audit devices.`,
    ...subjectNames.map((name) => `${name}: ${versions[name] ?? "NOT ON THIS MACHINE, so nothing is said about it"}.`),
  ];
}

function now(): string {
  return `${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function machine(): string {
  const [cpu] = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  return `${os.availableParallelism()} cores (${cpu?.model.trim() ?? "unknown"}), ${memory} GiB, ${os.type()} ${os.arch()}`;
}
