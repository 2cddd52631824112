import type { Resource } from "../resource";
import { readSecret } from "../secret";
import { isAbsent, known, map, type Value } from "../value";
import type { ServerVariable } from "./environment";

/** How a server reaches storage on another machine. */
export interface RemoteStorage {
  readonly name:
    "Cassandra" | "CockroachDB" | "Consul" | "CouchDB" | "etcd" | "MySQL" | "PostgreSQL" | "SQL Server" | "ZooKeeper";
  /** Whether by TLS, or not over a network at all. */
  readonly isEncrypted: RemoteSetting;
  /** Whether with a credential, which lets the storage keep others out. */
  readonly isAuthenticated: RemoteSetting;
}

/** Something that the configuration or the environment decides. */
export interface RemoteSetting {
  readonly of: Resource;
  readonly value: Value<boolean>;
}

/** Whether an address, with a scheme or without, is the server's own machine's. */
export function isOnMachine(address: string): boolean {
  return /^(?:unix:|(?:https?:\/\/)?(?:127\.|localhost\b|\[::1\]))/iu.test(address);
}

/** What a setting says, be its text secret or not. */
export function ask({ of, value }: ServerVariable, read: (text: string | undefined) => boolean): RemoteSetting {
  if (value.kind === "secret") return { of, value: known(readSecret(value, read), value.place) };
  return { of, value: map(value, (text, place) => known(read(text), place)) };
}

export function holds({ value }: RemoteSetting): boolean {
  return value.kind === "known" && value.value;
}

/** The first, unless only the second is given. */
export function firstGiven(first: ServerVariable, second: ServerVariable): ServerVariable {
  return isAbsent(first.value) && !isAbsent(second.value) ? second : first;
}

/** Whether any of them has a value. */
export function anyGiven(settings: readonly [ServerVariable, ...ServerVariable[]]): RemoteSetting {
  const [first] = settings;
  const given = settings.find(({ isSet }) => isSet);
  if (given !== undefined) return { of: given.of, value: known(true, given.value.place) };
  const open = settings.find(({ value }) => value.kind === "unknown");
  if (open?.value.kind === "unknown") return { of: open.of, value: open.value };
  return { of: first.of, value: known(false, first.value.place) };
}
