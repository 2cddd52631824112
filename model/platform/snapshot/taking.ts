import { after, argumentsOf, hasOption, type Run } from "./script";
import type { Command } from "../shell";

/** Whether a script takes a snapshot of Vault's storage, or of Consul's or etcd's, where Vault keeps it there. */
export function takes({ commands, program }: Run): boolean {
  if (program !== undefined)
    return (
      /take_raft_snapshot|snapshot\W{1,4}save\b/u.test(program) || (asks.test(program) && !givesBack.test(program))
    );
  return commands.some((command) => saves(command) || (isAsked(command) && !isGiven(command)));
}

/** Whether it restores one. */
export function restores({ commands, program }: Run): boolean {
  if (program !== undefined)
    return /restore_raft_snapshot|snapshot\W{1,4}restore\b/u.test(program) || givesBack.test(program);
  return commands.some(
    (command) =>
      snapshotCommand(command, /^restore$/u) !== undefined || forces(command) || (isAsked(command) && isGiven(command)),
  );
}

/** Whether it does so again and again until it is stopped. */
export function repeats({ commands }: Run): boolean {
  return commands.some(
    (command) =>
      argumentsOf(command, /^(?:while|until|sleep|crond?|busybox-crond|supercronic|go-cron|yacron)$/u) !== undefined ||
      isAgent(command),
  );
}

/** The path of Vault's API that answers with a snapshot, or takes one back (API documentation, sys/storage/raft). */
const asks = /sys\/storage\/raft\/snapshot(?![-\w])/u;
const givesBack = /sys\/storage\/raft\/snapshot-force\b/u;

function saves(command: Command): boolean {
  return snapshotCommand(command, /^save$/u) !== undefined || isAgent(command);
}

/** `vault operator raft snapshot save`, `consul snapshot save`, `etcdctl snapshot save`. */
function snapshotCommand(command: Command, verb: RegExp): readonly string[] | undefined {
  const words = argumentsOf(command, /^(?:raft|consul|etcdctl|etcdutl)$/u);
  return words === undefined ? undefined : after(words, /^snapshot$/u, verb);
}

/** Consul Enterprise's own, every hour unless it is told to do it once (Consul documentation, consul snapshot agent). */
function isAgent(command: Command): boolean {
  const words = snapshotCommand(command, /^agent$/u);
  return words !== undefined && !hasOption(words, /^--?interval=0\w?$/u);
}

function isAsked(command: Command): boolean {
  const words = argumentsOf(command, http) ?? after(argumentsOf(command, client) ?? [], /^(?:read|write)$/u);
  return words !== undefined && hasOption(words, asks);
}

function forces(command: Command): boolean {
  const words = argumentsOf(command, http) ?? after(argumentsOf(command, client) ?? [], /^write$/u);
  return words !== undefined && hasOption(words, givesBack);
}

const http = /^(?:curl|wget|https?|xh)$/u;
const client = /^(?:vault|bao)$/u;

/** A snapshot is given to the same path from which it is read. */
function isGiven({ words }: Command): boolean {
  return hasOption(words, /^(?:--data(?:-binary|-raw)?|-d|-T|--upload-file|--post-file)(?:=|$)|^(?:-X)?(?:POST|PUT)$/u);
}
