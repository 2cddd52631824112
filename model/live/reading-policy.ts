import { liveKinds, type LiveKind } from "./kinds";
import type { LiveMount } from "./mounts";
import { placesOf } from "./places";

/**
 * The policy that a token needs to have everything read that is read, and with which nothing can be written. Engines are named: with a
 * pattern for all of them, a secret of a key-value engine would have a path of the same form.
 */
export function readingPolicy(mounts: readonly LiveMount[]): string {
  const stanzas = [
    ...ownPaths.map(([path, capabilities]) => stanza(path, capabilities)),
    ...liveKinds.flatMap((kind) => placesOf(kind, mounts).flatMap(({ prefix }) => stanzasOf(kind, prefix))),
  ];
  return stanzas.join("\n");
}

/** Of these only the audit devices are a matter of sudo (vault/logical_system.go, PathsSpecial.Root). */
const ownPaths: readonly (readonly [path: string, capabilities: readonly string[]])[] = [
  ["sys/audit", ["read", "sudo"]],
  ["sys/auth", ["read"]],
  ["sys/mounts", ["read"]],
  ["sys/config/state/sanitized", ["read"]],
];

function stanzasOf({ path, itemPath = path, isList }: LiveKind, prefix: string): string[] {
  if (!isList) return [stanza(prefix + path, ["read"])];
  return [stanza(prefix + path, ["list"]), stanza(`${prefix}${itemPath}/+`, ["read"])];
}

function stanza(path: string, capabilities: readonly string[]): string {
  return `path ${JSON.stringify(path)} {\n  capabilities = [${capabilities.map((each) => JSON.stringify(each)).join(", ")}]\n}\n`;
}
