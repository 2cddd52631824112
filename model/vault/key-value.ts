import { input, type Resource } from "../resource";
import { asBoolean, asCount, asText, asWord } from "../scalars";
import { field, known, map, unknown, type Value } from "../value";
import type { Place } from "../place";
import { asPairs } from "./pairs";
import { mountTypeOf } from "./mount-type";
import { foundIn, isFound, type Settings } from "./settings";

/** What a resource says of how a key-value engine keeps versions; a setting is missing where the resource cannot say it. */
export interface KeyValue {
  readonly version?: Value<1 | 2>;
  /** Of each secret; 0 and nothing at all are Vault's 10 (vault-plugin-secrets-kv, backend.go). */
  readonly maxVersions?: Value<number | undefined>;
  /** Whether a secret that the program no longer declares is destroyed with its earlier versions. */
  readonly deleteAllVersions?: Value<boolean | undefined>;
}

/** Undefined for what says nothing of a key-value engine. */
export function keyValueOf(resource: Resource): KeyValue | undefined {
  switch (resource.type) {
    case "vault:kv/secret:Secret":
      return { version: known(1, input(resource, "path").place) };
    case "vault:kv/secretV2:SecretV2":
      return {
        maxVersions: asCount(input(resource, "customMetadata", "maxVersions")),
        deleteAllVersions: asBoolean(input(resource, "deleteAllVersions")),
      };
    default:
      return mountOf(resource) ?? settingsOf(resource);
  }
}

function mountOf(resource: Resource): KeyValue | undefined {
  const path = /^sys\/mounts\/(?!.*\/tune$).+$/u;
  const mount = foundIn(resource, { types: ["vault:index/mount:Mount"], path });
  if (mount === undefined) return undefined;
  const version = isFound(mount) ? versionOf(mount.settings) : mount;
  return version === undefined ? undefined : { version };
}

/** `kv-v1`, `kv-v2` and `generic` are other names of `kv` (vault/logical_system.go, handleMount; vault/mount.go, mountAliases). */
function versionOf(settings: Settings): Value<1 | 2> | undefined {
  const type = mountTypeOf(settings);
  if (type.kind !== "known") return type;
  switch (type.value) {
    case "kv":
      return map(asWord(asText(field(asPairs(settings("options")), "version"))), asVersion);
    case "kv-v2":
      return known(2, type.place);
    case "kv-v1":
    case "generic":
      return known(1, type.place);
    default:
      return undefined;
  }
}

function asVersion(text: string | undefined, place: Place): Value<1 | 2> {
  if (text === "2") return known(2, place);
  const isFirst = text === undefined || text === "" || text === "1";
  return isFirst ? known(1, place) : unknown("is no version of the key-value engine", place);
}

/** The settings of an engine, or those of one secret. */
function settingsOf(resource: Resource): KeyValue | undefined {
  const found = foundIn(resource, {
    types: ["vault:kv/secretBackendV2:SecretBackendV2"],
    path: /^(?!(?:sys|auth|identity)\/).+\/(?:config|metadata\/.+)$/u,
    // Whatever is written to the path of another engine's configuration, it has none of these settings.
    isKeyValue: true,
    mounts: ["kv"],
    toldBy: { settings: ["max_versions", "cas_required", "delete_version_after"], path: /\/metadata\/./u },
  });
  const maxVersions = found !== undefined && isFound(found) ? asCount(found.settings("max_versions")) : undefined;
  const isSecret = resource.type === "vault:generic/secret:Secret";
  if (maxVersions === undefined && !isSecret) return undefined;
  return {
    ...(maxVersions && { maxVersions }),
    ...(isSecret && { deleteAllVersions: asBoolean(input(resource, "deleteAllVersions")) }),
  };
}
