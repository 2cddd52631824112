import { lineOf } from "../assignments";
import { isOpen, type Certainty } from "../certainty";
import { isHttps, type VaultClient } from "../platform/client/client";
import { operatedClientsOf } from "../platform/client/operators";
import { readValue } from "../read";
import { input, vaultProviderType, type Resource } from "../resource";
import { readSecret } from "../secret";
import { asList, asText, textOf } from "../scalars";
import { field, isFields, known, type Value } from "../value";
import { hasAgentBeside } from "./agent";
import { foreignTexts } from "./embedded";
import { chartValues } from "./helm-values";
import { keysOf } from "./kubernetes-data";
import { configurationsOf } from "./settings";
import { containersOf, podTemplateOf, type Container } from "./workload";

/**
 * Variables by which Vault and its clients are told an address (api/client.go, command/server.go, the injector's chart). That of
 * `cluster_addr` is none of them: Vault talks TLS there whatever the address says ("Force https as we'll always be TLS-secured",
 * command/server.go, findClusterAddress).
 */
const addressVariables: ReadonlySet<string> = new Set([
  "VAULT_ADDR",
  "VAULT_API_ADDR",
  "VAULT_REDIRECT_ADDR",
  "AGENT_INJECT_VAULT_ADDR",
]);

/**
 * Every address of Vault that a resource sets, wherever it stands: provider, server and agent configuration, environment,
 * command line, chart values, the injector's annotation, and the operators that read from Vault. What a client in a pod sends to the
 * agent beside it goes to no address of Vault's.
 */
export function addressesOf(resource: Resource): Value<string | undefined>[] {
  const agent = hasAgentBeside(resource);
  return [
    ...configurationsOf(resource).flatMap(inConfiguration),
    ...containersOf(resource).flatMap((container) => inContainer(container, agent)),
    ...foreignTexts(resource).flatMap((text) => inCommand(asText(text), false)),
    ...inChart(resource),
    ...inKubernetesData(resource),
    ...inKnownFields(resource),
  ].map(asText);
}

function inConfiguration(settings: Value): Value[] {
  if (settings.kind === "unknown") return [];
  const storages = ["storage", "ha_storage", "backend"].flatMap((name) => membersOf(field(settings, name)));
  return [
    field(settings, "api_addr"),
    field(settings, "vault", "address"),
    ...storages.flatMap((storage) => [
      field(storage, "redirect_addr"),
      ...itemsOf(field(storage, "retry_join")).flatMap(inRetryJoin),
    ]),
  ];
}

/** With `auto_join` the scheme stands by itself. */
function inRetryJoin(join: Value): Value[] {
  const leader = field(join, "leader_api_addr");
  if (join.kind !== "known") return [leader];
  const scheme = asText(field(join, "auto_join_scheme"));
  if (scheme.kind === "unknown") return [leader, scheme];
  const isPlain = scheme.kind === "secret" ? scheme.matches(/^http$/iu) : scheme.value?.toLowerCase() === "http";
  return [leader, ...(isPlain ? [known("http://", scheme.place)] : [])];
}

function inContainer({ environment, commandLine }: Container, agent: Certainty): Value[] {
  return [
    ...environment
      .filter(({ name }) => addressVariables.has(name))
      .flatMap(({ name, value }) => (name === clientVariable ? unlessAgents(value, agent) : [value])),
    ...commandLine.flatMap((text) => inCommand(text, agent)),
  ];
}

const clientVariable = "VAULT_ADDR";

/** An address that a client is told, without that of the agent in its own pod. */
function unlessAgents(address: Value, agent: Certainty): Value[] {
  const isLoopback = address.kind === "secret" ? address.matches(loopback) : loopback.test(textOf(address) ?? "");
  if (!isLoopback || agent === false) return [address];
  return agent === true ? [] : [agent];
}

const loopback = /^http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?(?:\/|$)/iu;

function inCommand(text: Value<string | undefined>, agent: Certainty): Value[] {
  if (text.kind === "unknown") return [];
  const read = (script: string, isSecret: boolean) => {
    return inScript(script).flatMap(({ address, index, isClients }) => {
      const value = readValue(address, lineOf(script, index, text.place), { secret: isSecret });
      return isClients ? unlessAgents(value, agent) : [value];
    });
  };
  return text.kind === "secret"
    ? readSecret(text, (script) => read(script, text.because === "field"))
    : read(text.value ?? "", false);
}

/** `VAULT_ADDR=http://...` in a script, `-address=http://...` on a command line. */
function inScript(script: string): { readonly address: string; readonly index: number; readonly isClients: boolean }[] {
  const assignments = script.matchAll(
    /(?:\b(?<name>[A-Z_]+)|(?<=^|\s)--?address)[= ]\s*["']?(?<address>https?:\/\/[^\s"';]*)/gu,
  );
  return [...assignments].flatMap(({ groups, index }) => {
    const name = groups?.["name"];
    const isAddress = name === undefined || addressVariables.has(name);
    return isAddress
      ? [{ address: groups?.["address"] ?? "", index, isClients: name === undefined || name === clientVariable }]
      : [];
  });
}

function inChart(resource: Resource): Value[] {
  const values = chartValues(resource);
  if (values === undefined) return [];
  return [
    ...["global", "injector"].map((part) => values.given(part, "externalVaultAddr")),
    values.given("server", "ha", "apiAddr"),
    ...[...addressVariables].flatMap((name) => [
      values.given("server", "extraEnvironmentVars", name),
      values.given("injector", "extraEnvironmentVars", name),
    ]),
  ];
}

function inKubernetesData(resource: Resource): Value[] {
  if (!/^kubernetes:core\/v1:(?:ConfigMap|Secret)/u.test(resource.type)) return [];
  return [...keysOf(resource)].flatMap(([key, text]) => (addressVariables.has(key) ? [text] : []));
}

const agentService = "vault.hashicorp.com/service";

function inKnownFields(resource: Resource): Value[] {
  if (resource.type === vaultProviderType) return [input(resource, "address")];
  if (!resource.type.startsWith("kubernetes:")) return [];
  return [...inAnnotations(resource), ...operatedClientsOf(resource).map(addressOf)];
}

/** Where it is not known whether Vault is asked at all, that decides about an address that is not as it must be. */
function addressOf({ value, isOverTls }: VaultClient): Value {
  return isOpen(isOverTls) && isHttps(value) !== true ? isOverTls : value;
}

/** What the injector reads of pods; where nothing is known of them, they stand for it. */
function inAnnotations(resource: Resource): Value[] {
  const template = podTemplateOf(resource);
  if (template === undefined) return [];
  return [
    template.kind === "known" ? field(template, "metadata", "annotations", agentService) : field(template, "spec"),
  ];
}

function itemsOf(value: Value): readonly Value[] {
  const items = asList(value);
  return items.kind === "known" ? items.value : [items];
}

function membersOf(value: Value): Value[] {
  return itemsOf(value).flatMap((item) => {
    if (item.kind === "unknown") return [item];
    return item.kind === "known" && isFields(item.value) ? [...item.value.values()] : [];
  });
}
