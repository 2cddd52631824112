import { allOf, anyOf, isNot, type Certainty } from "../../certainty";
import { asText } from "../../scalars";
import { asUnknown, field, isList, known, type Value } from "../../value";
import { isAnyTrue, isOn, isTrue } from "./condition";
import { choose, concatenated, fixed, itemIf, object, text } from "./content";
import type { Release } from "./release";
import { yamlOf } from "./template";

/** The volumes of a server's pod (`vault.volumes`). */
export function volumes(release: Release): Value {
  const { values, at, mode, names } = release;
  const server = at("server");
  const config = object(server, {
    name: known("config", server),
    configMap: object(server, { name: text(names.full.place, names.full, "-config") }),
  });
  const license = object(at("server", "enterpriseLicense"), {
    name: known("vault-license", server),
    secret: object(server, { secretName: values.get("server", "enterpriseLicense", "secretName") }),
  });
  return concatenated(
    server,
    itemIf(allOf([isNot(mode.isDev), hasConfiguration(release, true)]), config),
    extra(values.get("server", "extraVolumes"), extraVolume),
    values.get("server", "volumes"),
    itemIf(hasLicense(release), license),
    fixed([{ name: "home", emptyDir: {} }], server),
  );
}

/** Where the server's container has them (`vault.mounts`). */
export function mounts(release: Release): Value {
  const { values, at, mode } = release;
  const server = at("server");
  return concatenated(
    server,
    itemIf(isOn(values.get("server", "auditStorage", "enabled")), storageMount(release, "audit")),
    itemIf(
      allOf([
        anyOf([mode.isStandalone, allOf([mode.isHighlyAvailable, mode.hasRaft])]),
        isOn(values.get("server", "dataStorage", "enabled")),
      ]),
      storageMount(release, "data"),
    ),
    itemIf(
      allOf([isNot(mode.isDev), hasConfiguration(release, false)]),
      fixed({ name: "config", mountPath: "/vault/config" }, server),
    ),
    extra(values.get("server", "extraVolumes"), extraMount),
    values.get("server", "volumeMounts"),
    itemIf(hasLicense(release), fixed({ name: "vault-license", mountPath: "/vault/license", readOnly: true }, server)),
    fixed([{ name: "home", mountPath: "/home/vault" }], server),
  );
}

/** What keeps data and audit logs (`vault.volumeclaims`). */
export function claims(release: Release): Value {
  const { values, at, mode } = release;
  const isKept = (name: string) => isOn(values.get("server", name, "enabled"));
  return concatenated(
    at("server", "dataStorage"),
    itemIf(
      allOf([isNot(mode.isDev), isKept("dataStorage"), anyOf([mode.isStandalone, mode.hasRaft])]),
      claim(release, "data"),
    ),
    itemIf(allOf([isNot(mode.isDev), isKept("auditStorage")]), claim(release, "audit")),
  );
}

function claim(release: Release, name: "data" | "audit"): Value {
  const get = (field: string) => release.values.get("server", `${name}Storage`, field);
  const place = release.at("server", `${name}Storage`);
  return object(place, {
    metadata: object(place, {
      name: known(name, place),
      annotations: yamlOf(release, get("annotations")),
      labels: yamlOf(release, get("labels")),
    }),
    spec: object(place, {
      accessModes: known([get("accessMode")], place),
      resources: object(place, { requests: object(place, { storage: get("size") }) }),
      storageClassName: get("storageClass"),
    }),
  });
}

function storageMount({ values, at }: Release, name: "data" | "audit"): Value {
  const place = at("server", `${name}Storage`);
  return object(place, {
    name: known(name, place),
    mountPath: values.get("server", `${name}Storage`, "mountPath"),
  });
}

function hasConfiguration({ values }: Release, withRaft: boolean): Certainty {
  return isAnyTrue(
    values.get("server", "standalone", "config"),
    values.get("server", "ha", "config"),
    ...(withRaft ? [values.get("server", "ha", "raft", "config")] : []),
  );
}

function hasLicense({ values }: Release): Certainty {
  return allOf(["secretName", "secretKey"].map((name) => isTrue(values.get("server", "enterpriseLicense", name))));
}

/** The older way to mount Secrets and ConfigMaps, by their names. */
function extra(items: Value, convert: (item: Value) => Value): Value {
  return items.kind === "known" && isList(items.value) ? known(items.value.map(convert), items.place) : items;
}

function extraVolume(item: Value): Value {
  const type = asText(field(item, "type"));
  if (type.kind !== "known") return asUnknown(type, "is a secret that is not read");
  const name = text(item.place, "userconfig-", field(item, "name"));
  const named = type.value === "configMap" ? "name" : "secretName";
  return object(item.place, {
    name,
    [type.value ?? ""]: object(item.place, { [named]: field(item, "name"), defaultMode: field(item, "defaultMode") }),
  });
}

function extraMount(item: Value): Value {
  const path = field(item, "path");
  const folder = choose(
    isTrue(path),
    () => path,
    () => known("/vault/userconfig", path.place),
  );
  return object(item.place, {
    name: text(item.place, "userconfig-", field(item, "name")),
    readOnly: known(true, item.place),
    mountPath: text(item.place, folder, "/", field(item, "name")),
  });
}
