import { entryOf } from "../entry";
import { within } from "../place";
import { asText } from "../scalars";
import { asUnknown, field, isAbsent, isFields, isList, known, type Value } from "../value";

/**
 * The settings of our own `Server` component in the words of Vault's configuration, where they differ. Places stay those of the
 * component's arguments.
 */
export function readComponent(inputs: Value): Value {
  if (inputs.kind !== "known") return inputs;
  if (isList(inputs.value)) return known(inputs.value.map(readComponent), inputs.place);
  if (!isFields(inputs.value)) return inputs;
  return known(
    new Map(
      [...inputs.value].map(([name, value]) => {
        const renamed = entryOf(vaultNames, name) ?? snakeCase(name);
        return [renamed, readComponent(inVaultsShape(name, value))];
      }),
    ),
    inputs.place,
  );
}

const vaultNames: Readonly<Record<string, string>> = {
  listeners: "listener",
  apiAddress: "api_addr",
  clusterAddress: "cluster_addr",
  leaderApiAddress: "leader_api_addr",
};

function inVaultsShape(name: string, value: Value): Value {
  if (name === "listeners") return tcpListeners(value);
  return name === "seal" ? typedSeal(value) : value;
}

/** `{ type: "awskms", settings: { ... } }` is `seal "awskms" { ... }`. */
function typedSeal(seal: Value): Value {
  if (seal.kind !== "known" || !isFields(seal.value)) return seal;
  const type = asText(field(seal, "type"));
  if (type.kind !== "known" || type.value === undefined) return asUnknown(type, "is no type of a seal");
  const settings = field(seal, "settings");
  return known(new Map([[type.value, isAbsent(settings) ? known(new Map(), settings.place) : settings]]), seal.place);
}

/** The component has tcp listeners only. What one leaves out has its place in the component's arguments. */
function tcpListeners(listeners: Value): Value {
  if (listeners.kind !== "known" || !isList(listeners.value)) return listeners;
  return known(
    listeners.value.map((listener) => known(new Map([["tcp", withAbsent(listener)]]), listener.place)),
    listeners.place,
  );
}

function withAbsent(listener: Value): Value {
  if (listener.kind !== "known" || !isFields(listener.value)) return listener;
  const absent = ["tlsCertFile", "tlsKeyFile", "tlsMinVersion", "tlsMaxVersion"].map(
    (name) => [name, known(undefined, within(listener.place, name))] as const,
  );
  // At the top it is `cluster_addr`.
  const named = [...listener.value].map(
    ([name, value]) => [name === "clusterAddress" ? "cluster_address" : name, value] as const,
  );
  return known(new Map<string, Value>([...absent, ...named]), listener.place);
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/gu, (capital) => `_${capital.toLowerCase()}`);
}
