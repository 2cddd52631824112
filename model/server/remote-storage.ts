import type { Resource } from "../resource";
import { asBoolean } from "../scalars";
import { isAbsent, known, map, type Value } from "../value";
import { settingOf, variableFor, type ServerVariable } from "./environment";
import type { ServerSetup } from "./setup";
import { isOfType, storageSetting, type Storage } from "./storage";

/** How a server reaches storage on another machine. */
export interface RemoteStorage {
  readonly name: "Consul" | "etcd";
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

/** For Consul and etcd (physical/consul/consul.go, physical/etcd/etcd3.go); undefined for other storage. */
export function remoteStorageOf(setup: ServerSetup, storage: Storage): RemoteStorage | undefined {
  if (isOfType(storage, "consul")) return consul(setup, storage);
  return isOfType(storage, "etcd") ? etcd(setup, storage) : undefined;
}

/** The configuration's address wins. An agent of Consul's on the same machine is the usual one, and no network between. */
function consul(setup: ServerSetup, storage: Storage): RemoteStorage {
  const inFile = (name: string) => settingOf(setup, storageSetting(storage, name));
  const address = firstGiven(inFile("address"), variableFor(setup, "CONSUL_HTTP_ADDR"));
  const scheme = inFile("scheme");
  const bySsl = variableFor(setup, "CONSUL_HTTP_SSL");
  const secured: RemoteSetting = isAbsent(scheme.value)
    ? { of: bySsl.of, value: map(asBoolean(bySsl.value), (isOn) => known(isOn === true, scheme.value.place)) }
    : { of: scheme.of, value: map(scheme.value, (given, place) => known(given?.toLowerCase() === "https", place)) };
  const isSafe = map(address.value, (text, place) => known(isSafeAddress(text ?? ""), place));
  return {
    name: "Consul",
    isEncrypted: isSafe.kind === "known" && !isSafe.value ? secured : { of: address.of, value: isSafe },
    isAuthenticated: anyGiven([
      inFile("token"),
      variableFor(setup, "CONSUL_HTTP_TOKEN"),
      variableFor(setup, "CONSUL_HTTP_TOKEN_FILE"),
    ]),
  };
}

function etcd(setup: ServerSetup, storage: Storage): RemoteStorage {
  const inFile = (name: string) => settingOf(setup, storageSetting(storage, name));
  const { of, value } = firstGiven(variableFor(setup, "ETCD_ADDR"), inFile("address"));
  return {
    name: "etcd",
    isEncrypted: { of, value: map(value, (text, place) => known((text ?? "").split(",").every(isSafeAddress), place)) },
    isAuthenticated: anyGiven([inFile("username"), inFile("tls_cert_file"), variableFor(setup, "ETCD_USERNAME")]),
  };
}

/** Without an address it is etcd's own default, on the same machine. */
function isSafeAddress(address: string): boolean {
  return address.trim() === "" || /^https:/iu.test(address.trim()) || isOnMachine(address.trim());
}

function isOnMachine(address: string): boolean {
  return /^(?:unix:|(?:https?:\/\/)?(?:127\.|localhost\b|\[::1\]))/iu.test(address);
}

function firstGiven(first: ServerVariable, second: ServerVariable): ServerVariable {
  return isAbsent(first.value) && !isAbsent(second.value) ? second : first;
}

function anyGiven(settings: readonly [ServerVariable, ...ServerVariable[]]): RemoteSetting {
  const [first] = settings;
  const given = settings.find(({ isSet }) => isSet);
  if (given !== undefined) return { of: given.of, value: known(true, given.value.place) };
  const open = settings.find(({ value }) => value.kind === "unknown");
  if (open?.value.kind === "unknown") return { of: open.of, value: open.value };
  return { of: first.of, value: known(false, first.value.place) };
}
