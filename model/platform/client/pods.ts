import { allOf, anyOf, type Certainty } from "../../certainty";
import type { Resource } from "../../resource";
import { asList, asText } from "../../scalars";
import { containersOf, podTemplateOf } from "../../server/workload";
import { field, isAbsent, unknown, type Value } from "../../value";
import { openContainersOf, variableOf } from "../containers";
import { notRead } from "../join";
import { mountOfPath, volumeOf, volumesOf, type Volume } from "../volumes";
import { isHttps, isSaid, type CaSource, type VaultClient } from "./client";

/** The containers of a workload that talk to Vault themselves, by the address in their environment. */
export function ownClientsOf(manifest: Resource): VaultClient[] {
  const open = openContainersOf(manifest).map((value) => ({ manifest, value, isOverTls: value, isTold: false }));
  return [...open, ...containersOf(manifest).flatMap(({ settings }) => ofContainer(manifest, settings))];
}

function ofContainer(manifest: Resource, container: Value): VaultClient[] {
  const address = variableOf(container, "VAULT_ADDR");
  if (isAbsent(address)) return [];
  const files = ["VAULT_CACERT", "VAULT_CAPATH", ...ofRuntimes].map((name) => variableOf(container, name));
  const isTold = anyOf([
    isSaid(variableOf(container, "VAULT_CACERT_BYTES")),
    ...files.map(isSaid),
    mountsTrust(container),
  ]);
  const source = files.map((file) => sourceOf(file, container, manifest)).find((it) => it !== undefined);
  const isToldSomewhere = isTold === false ? fromElsewhere(container) : isTold;
  return [
    {
      manifest,
      value: address,
      isOverTls: isHttps(address),
      isTold: isToldSomewhere,
      ...(source === undefined ? {} : { source }),
    },
  ];
}

/** Variables by which runtimes are told CAs, beside Vault's own: Go's and OpenSSL's, Node's, Python's and curl's. */
const ofRuntimes = ["SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"];

/** A variable from a ConfigMap or a Secret as a whole can be any of these. */
function fromElsewhere(container: Value): Certainty {
  const sources = field(container, "envFrom");
  return !isAbsent(sources) && unknown("may stand outside the workload", sources.place);
}

/** Whether a volume is where distributions keep the CAs that every program trusts. */
function mountsTrust(container: Value): Certainty {
  const mounts = asList(field(container, "volumeMounts"));
  if (mounts.kind !== "known") return notRead(mounts);
  return anyOf(
    mounts.value.map((mount) => {
      const path = asText(field(mount, "mountPath"));
      return path.kind === "known" ? trusted.test(path.value ?? "") : notRead(path);
    }),
  );
}

const trusted = /^\/(?:etc\/(?:ssl|pki)(?:\/|$)|usr\/(?:local\/)?share\/(?:pki\/)?ca-certificates(?:\/|$))/u;

function sourceOf(file: Value<string | undefined>, container: Value, manifest: Resource): CaSource | undefined {
  if (file.kind !== "known" || file.value === undefined) return undefined;
  const mount = mountOfPath(container, file);
  if (mount === undefined || "kind" in mount) return undefined;
  const volume = volumeOf(mount, volumesOf(manifest));
  return volume === undefined || "kind" in volume ? undefined : sourceOfVolume(volume);
}

function sourceOfVolume({ source, settings }: Volume): CaSource | undefined {
  if (source.kind !== "known") return undefined;
  if (source.value === "configMap") return { kind: "ConfigMap", name: asText(field(settings, "name")) };
  return source.value === "secret" ? { kind: "Secret", name: asText(field(settings, "secretName")) } : undefined;
}

const prefix = "vault.hashicorp.com";

/** The agent that the injector puts beside a workload's containers. */
export function injectedClientsOf(manifest: Resource, doesInjectorTell: Certainty): VaultClient[] {
  const template = podTemplateOf(manifest);
  if (template === undefined) return [];
  const annotation = (name: string) => field(template, "metadata", "annotations", `${prefix}/${name}`);
  const isInjected = says(annotation("agent-inject"), /^(?:1|t|true)$/iu);
  if (isInjected === false) return [];
  const [secret, file] = [asText(annotation("tls-secret")), annotation("ca-cert")];
  // The file has to get into the agent's container (vault-k8s, agent-inject/agent/annotations.go).
  const brings = ["tls-secret", "agent-copy-volume-mounts", "agent-extra-secret"].map((name) =>
    isSaid(annotation(name)),
  );
  const isToldHere = allOf([isSaid(file), anyOf(brings)]);
  const own = annotation("agent-configmap");
  const byConfigMap = !isAbsent(own) && unknown("stands in the agent's own configuration", own.place);
  return [
    {
      manifest,
      value: annotation("agent-inject"),
      isOverTls: allOf([isInjected, isHttps(annotation("service"))]),
      isTold: anyOf([isToldHere, doesInjectorTell, byConfigMap]),
      ...(isAbsent(secret) ? {} : { source: { kind: "Secret", name: secret } as const }),
    },
  ];
}

/** Whether an injector of the stack gives all its agents the CA, by a variable that is its alone (vault-k8s, subcommand/injector/flags.go). */
export function doesAnyInjectorTell(manifests: readonly Resource[]): Certainty {
  return anyOf([
    ...manifests
      .flatMap(containersOf)
      .map(({ settings }) => isSaid(variableOf(settings, "AGENT_INJECT_VAULT_CACERT_BYTES"))),
    ...manifests.flatMap(openContainersOf),
  ]);
}

function says(value: Value, pattern: RegExp): Certainty {
  const text = asText(value);
  return text.kind === "known" ? pattern.test(text.value ?? "") : notRead(text);
}
