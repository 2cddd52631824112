import { asBoolean, asList, asText } from "../scalars";
import { within } from "../place";
import type { Resource } from "../resource";
import { field, isFields, known, type Value } from "../value";
import { configurationsOf, isServer } from "./settings";

/** One `listener` of a server, whatever its settings are written in. */
export interface Listener {
  /** `tcp` or `unix`, in lower case. */
  readonly type: Value<string | undefined>;
  readonly tlsDisable: Value<boolean | undefined>;
  readonly certificate: Value<string | undefined>;
  readonly key: Value<string | undefined>;
  /** Everything that it is set to. */
  readonly settings: Value;
}

/** The listeners of the Vault servers that a resource configures. */
export function serverListenersOf(resource: Resource): Value<readonly Listener[]>[] {
  return configurationsOf(resource).filter(isServer).map(listenersOf);
}

/**
 * The listeners of one configuration: all of them, in every form that Vault reads (internalshared/configutil/listener.go,
 * parseListener): `listener "tcp" { }`, `listener { type = "tcp" }`, `{"listener": [{"tcp": { }}]}`.
 */
export function listenersOf(settings: Value): Value<readonly Listener[]> {
  if (settings.kind === "unknown") return settings;
  const blocks = asList(field(settings, "listener"));
  return blocks.kind === "known" ? known(blocks.value.flatMap(listenersIn), blocks.place) : blocks;
}

function listenersIn(block: Value): Listener[] {
  if (block.kind !== "known" || !isFields(block.value)) return [listener(block, known(undefined, block.place))];
  if (block.value.has("type") || block.value.size === 0) return [listener(block, asText(field(block, "type")))];
  return [...block.value].flatMap(([type, body]) => {
    const bodies = asList(body);
    const typed = known(type, within(block.place, type));
    return bodies.kind === "known" ? bodies.value.map((each) => listener(each, typed)) : [listener(body, typed)];
  });
}

function listener(settings: Value, type: Value<string | undefined>): Listener {
  return {
    type: type.kind === "known" ? known(type.value?.toLowerCase(), type.place) : type,
    tlsDisable: asBoolean(field(settings, "tls_disable")),
    certificate: asText(field(settings, "tls_cert_file")),
    key: asText(field(settings, "tls_key_file")),
    settings,
  };
}
