import { allOf } from "../../certainty";
import { asText } from "../../scalars";
import { field, isFields, known, unknown, type Value } from "../../value";
import { isOn, isTrue } from "./condition";
import { choose, concatenated, fixed, itemIf, object, printed, text } from "./content";
import type { Release } from "./release";

/** The environment of the server's container. */
export function environment(release: Release): Value {
  const { values, at, mode } = release;
  const server = at("server");
  const raft = (...path: readonly string[]) => values.get("server", "ha", "raft", ...path);
  return concatenated(
    server,
    fixed(
      [
        fromField("HOST_IP", "status.hostIP"),
        fromField("POD_IP", "status.podIP"),
        fromField("VAULT_K8S_POD_NAME", "metadata.name"),
        fromField("VAULT_K8S_NAMESPACE", "metadata.namespace"),
      ],
      server,
    ),
    addresses(release),
    fixed(
      [
        { name: "SKIP_CHOWN", value: "true" },
        { name: "SKIP_SETCAP", value: "true" },
        fromField("HOSTNAME", "metadata.name"),
        { name: "HOME", value: "/home/vault" },
      ],
      server,
    ),
    itemIf(
      allOf([mode.hasRaft, isOn(raft("setNodeId"))]),
      fixed(fromField("VAULT_RAFT_NODE_ID", "metadata.name"), raft("setNodeId").place),
    ),
    itemIf(
      allOf([mode.hasRaft, isOn(raft("redundancyZones", "enabled"))]),
      fixed(
        fromField("VAULT_REDUNDANCY_ZONE", "metadata.labels['topology.kubernetes.io/zone']"),
        raft("redundancyZones", "enabled").place,
      ),
    ),
    set("VAULT_LOG_LEVEL", values.get("server", "logLevel")),
    set("VAULT_LOG_FORMAT", values.get("server", "logFormat")),
    itemIf(mode.isDev, variable("VAULT_DEV_ROOT_TOKEN_ID", values.get("server", "dev", "devRootToken"))),
    itemIf(mode.isDev, variable("VAULT_DEV_LISTEN_ADDRESS", known("[::]:8200", server))),
    extraVariables(values.get("server", "extraEnvironmentVars")),
    fromSecrets(values.get("server", "extraSecretEnvironmentVars")),
  );
}

function addresses({ values, at, scheme, names }: Release): Value {
  const api = values.get("server", "ha", "apiAddr");
  const cluster = values.get("server", "ha", "clusterAddr");
  return known(
    [
      variable("VAULT_ADDR", text(scheme.place, scheme, "://127.0.0.1:8200")),
      variable(
        "VAULT_API_ADDR",
        choose(
          isTrue(api),
          () => api,
          () => text(scheme.place, scheme, "://$(POD_IP):8200"),
        ),
      ),
      variable(
        "VAULT_CLUSTER_ADDR",
        choose(
          isTrue(cluster),
          () => cluster,
          () => text(cluster.place, "https://$(HOSTNAME).", names.internal, ":8201"),
        ),
      ),
    ],
    at("server"),
  );
}

/** `vault.extraEnvironmentVars`: names in capitals, with `_` for a dot. */
export function extraVariables(variables: Value): Value {
  if (variables.kind !== "known" || !isFields(variables.value)) return listOrUnknown(variables);
  const names = [...variables.value.keys()].sort();
  return known(
    names.map((name) => variable(name.replaceAll(".", "_").toUpperCase(), printed(field(variables, name)))),
    variables.place,
  );
}

/** `vault.extraSecretEnvironmentVars` */
function fromSecrets(variables: Value): Value {
  if (variables.kind !== "known" || !Array.isArray(variables.value)) return listOrUnknown(variables);
  return known(
    variables.value.map((item: Value) =>
      object(item.place, {
        name: field(item, "envName"),
        valueFrom: object(item.place, {
          secretKeyRef: object(item.place, { name: field(item, "secretName"), key: field(item, "secretKey") }),
        }),
      }),
    ),
    variables.place,
  );
}

function listOrUnknown(value: Value): Value {
  if (value.kind === "secret") return unknown("is a secret that is not read", value.place);
  return value.kind === "unknown" ? value : known([], value.place);
}

function variable(name: string, value: Value): Value {
  return object(value.place, { name: known(name, value.place), value });
}

/** A variable that is there where its value is set. */
function set(name: string, value: Value): Value {
  return itemIf(isTrue(value), variable(name, asText(value)));
}

function fromField(name: string, fieldPath: string) {
  return { name, valueFrom: { fieldRef: { fieldPath } } };
}
