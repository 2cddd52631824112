import { parseHcl } from "../../hcl/parse";
import { SyntaxProblem, type Item } from "../../hcl/syntax";
import { configurationFileType } from "../file-types";
import { resourceOf, textResource, wholeText } from "./file-resource";
import { located, objectOf } from "./located";
import { beginningOf, fileProblem, type Reading, type SourceText } from "./reading";
import { isTemplate, renderIt } from "./template";

/**
 * Reads HCL 1 or its JSON form: the configuration of a Vault server or agent, or a policy. A text that only looks like a policy is one,
 * for rules judge whether Vault would take it.
 *
 * @returns undefined for what other programs write in it
 */
export function readHcl(source: SourceText): Reading | undefined {
  try {
    return readItems(source, parseHcl(source.text).items);
  } catch (problem) {
    if (!(problem instanceof SyntaxProblem)) throw problem;
    return readBroken(source, problem);
  }
}

function readItems(source: SourceText, items: readonly Item[]): Reading | undefined {
  if (isConfiguration(items)) return configuration(source);
  return items.some(isPolicyStanza) ? policy(source) : undefined;
}

function readBroken(source: SourceText, { place }: SyntaxProblem): Reading | undefined {
  if (!looksLikeConfiguration.test(source.text)) return looksLikePolicy.test(source.text) ? policy(source) : undefined;
  const what = isTemplate(source.text) ? { found: "a template", fix: renderIt } : { found: "a text that is none" };
  const position = { file: source.file, line: place.line, column: place.column };
  return {
    kind: "server configuration",
    resources: [],
    problems: [fileProblem(position, { must: "be HCL 1", ...what })],
  };
}

function configuration(source: SourceText): Reading {
  return { kind: "server configuration", resources: [textResource(source, configurationFileType)], problems: [] };
}

/** As `vault policy write NAME FILE` is usually called: the name is the file's. */
function policy(source: SourceText): Reading {
  const beginning = beginningOf(source.file);
  const name = source.file.replace(/^.*[\\/]/u, "").replace(/\.(?:hcl|json)$/iu, "");
  const inputs = objectOf(
    new Map([
      ["name", located(name, beginning)],
      ["policy", wholeText(source)],
    ]),
    beginning,
  );
  return { kind: "policy", resources: [resourceOf(inputs, "vault:index/policy:Policy", name)], problems: [] };
}

const looksLikeConfiguration =
  /^[ \t]*(?:listener|storage|ha_storage|backend|seal)[ \t]+"?\w+"?[ \t]*\{|^[ \t]*(?:auto_auth|api_proxy)[ \t]*\{/imu;
const looksLikePolicy = /^[ \t]*path[ \t]+["'][^\n{=]*\{/mu;

/** Blocks that only a server or an agent of Vault's has, with the kinds that it knows (command/commands.go, command/agent/config). */
const kindsOfBlock: Readonly<Record<string, RegExp>> = {
  listener: /^(?:tcp|unix)$/u,
  seal: /^(?:alicloudkms|awskms|azurekeyvault|gcpckms|kmip|ocikms|pkcs11|shamir|transit)$/u,
  storage: storageKinds(),
  ha_storage: storageKinds(),
  backend: storageKinds(),
};

function storageKinds(): RegExp {
  return /^(?:aerospike|alicloudoss|azure|cassandra|cockroachdb|consul|couchdb|dynamodb|etcd|file|foundationdb|gcs|inmem(?:_ha|_transactional|_transactional_ha)?|manta|mssql|mysql|oci|postgresql|raft|s3|spanner|swift|zookeeper)$/u;
}

const ownKeys: ReadonlySet<string> = new Set(["api_addr", "cluster_addr", "auto_auth", "api_proxy"]);

/** Boundary has listeners, and Nomad's and Consul's servers name a Vault; each of them has keys that Vault's have not. */
const othersKeys: ReadonlySet<string> = new Set(["controller", "worker", "datacenter", "data_dir", "client"]);

function isConfiguration(items: readonly Item[]): boolean {
  const names = items.map(({ keys: [first] }) => first.text.toLowerCase());
  if (names.some((name) => othersKeys.has(name))) return false;
  return items.some((item, index) => isOfVault(item, names[index] ?? ""));
}

function isOfVault({ keys, value }: Item, name: string): boolean {
  if (ownKeys.has(name)) return true;
  const inside = value.kind === "object" ? value.items.map((item) => item.keys[0].text.toLowerCase()) : [];
  if (name === "vault") return inside.includes("address");
  const isKind = kindsOfBlock[name];
  if (isKind === undefined) return false;
  // `listener "tcp" { }`, `listener = { tcp = { } }` and `listener { type = "tcp" }`.
  const kinds = keys[1] === undefined ? inside : [keys[1].text.toLowerCase()];
  return kinds.some((kind) => isKind.test(kind)) || (name === "listener" && inside.includes("type"));
}

/** In JSON `path` is a word like any other, and a policy is one by its stanzas. */
function isPolicyStanza({ keys: [first, path], assigned, value }: Item): boolean {
  if (first.text !== "path" || path === undefined || value.kind !== "object") return false;
  return !assigned || value.items.some(({ keys: [key] }) => key.text === "capabilities" || key.text === "policy");
}
