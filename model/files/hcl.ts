import { parseHcl } from "../../hcl/parse";
import { SyntaxProblem, type Item } from "../../hcl/syntax";
import { configurationFileType } from "../file-types";
import { resourceOf, textResource, wholeText } from "./file-resource";
import { located, objectOf } from "./located";
import { looksLikeConfiguration, looksLikePolicy } from "./looks";
import { isOthersHcl } from "./others-hcl";
import { beginningOf, fileProblem, type Reading, type SourceText } from "./reading";
import { hasTemplateCommands } from "./template";

/**
 * Reads HCL 1 or its JSON form: the configuration of a Vault server or agent, or a policy. A text that only looks like a policy is one,
 * for rules judge whether Vault would take it; a broken file of HCL could be anything, so it is not passed over.
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
  const isHclFile = /\.hcl$/iu.test(source.file);
  if (isHclFile && isOthersHcl(source)) return undefined;
  if (!looksLikeConfiguration(source.text)) {
    const isPolicy = looksLikePolicy(source.text);
    if (isPolicy && !hasTemplateCommands(source.text)) return policy(source);
    // What Ansible keeps in YAML has policies in it, and is none.
    if (!isHclFile && (!isPolicy || /\.(?:ya?ml|json)$/iu.test(source.file))) return undefined;
  }
  const position = { file: source.file, line: place.line, column: place.column };
  return {
    kind: "server configuration",
    resources: [],
    problems: [fileProblem(position, { must: "be HCL 1", found: "a text that is none" })],
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

/** The kinds of storage that Vault knows (command/commands.go). */
const storageKind =
  /^(?:aerospike|alicloudoss|azure|cassandra|cockroachdb|consul|couchdb|dynamodb|etcd|file|foundationdb|gcs|inmem(?:_ha|_transactional|_transactional_ha)?|manta|mssql|mysql|oci|postgresql|raft|s3|spanner|swift|zookeeper)$/u;

/** Blocks that only a server or an agent of Vault's has, with the kinds that it knows (command/commands.go, command/agent/config). */
const kindsOfBlock: ReadonlyMap<string, RegExp> = new Map([
  ["listener", /^(?:tcp|unix)$/u],
  ["seal", /^(?:alicloudkms|awskms|azurekeyvault|gcpckms|kmip|ocikms|pkcs11|shamir|transit)$/u],
  ["storage", storageKind],
  ["ha_storage", storageKind],
  ["backend", storageKind],
]);

const ownKeys: ReadonlySet<string> = new Set(["api_addr", "cluster_addr", "auto_auth", "api_proxy"]);

/** What Boundary's, Nomad's and Consul's servers have at the top. Vault passes over it, with a warning. */
const othersKeys: ReadonlySet<string> = new Set(["controller", "worker", "datacenter", "data_dir", "client"]);

function isConfiguration(items: readonly Item[]): boolean {
  if (items.some(isSurelyVaults)) return true;
  return items.some(couldBeVaults) && !items.some((item) => othersKeys.has(nameOf(item)));
}

function isSurelyVaults(item: Item): boolean {
  const name = nameOf(item);
  if (ownKeys.has(name)) return true;
  const isKind = kindsOfBlock.get(name);
  // `listener "tcp" { }` and `listener = { tcp = { } }`.
  const kinds = item.keys[1] === undefined ? namesIn(item) : [item.keys[1].text.toLowerCase()];
  return isKind !== undefined && kinds.some((kind) => isKind.test(kind)) && !isBoundarys(item);
}

/** `listener { type = "tcp" }`, a listener of Boundary's kind, and the Vault that an agent of any program is told. */
function couldBeVaults(item: Item): boolean {
  const name = nameOf(item);
  return (name === "vault" && namesIn(item).includes("address")) || (name === "listener" && isListener(item));
}

function isListener(item: Item): boolean {
  const label = item.keys[1]?.text.toLowerCase();
  return namesIn(item).includes("type") || label === "tcp" || label === "unix" || isBoundarys(item);
}

/** Boundary says of each of its listeners what it is for, which nobody says of Vault's. */
function isBoundarys(item: Item): boolean {
  const inside = itemsIn(item);
  return (
    nameOf(item) === "listener" && [...inside, ...inside.flatMap(itemsIn)].some((each) => nameOf(each) === "purpose")
  );
}

function nameOf({ keys: [first] }: Item): string {
  return first.text.toLowerCase();
}

function itemsIn({ value }: Item): readonly Item[] {
  return value.kind === "object" ? value.items : [];
}

function namesIn(item: Item): string[] {
  return itemsIn(item).map(nameOf);
}

/** In JSON `path` is a word like any other, and a policy is one by its stanzas. */
function isPolicyStanza({ keys: [first, path], assigned, value }: Item): boolean {
  if (first.text !== "path" || path === undefined || value.kind !== "object") return false;
  return !assigned || value.items.some(({ keys: [key] }) => key.text === "capabilities" || key.text === "policy");
}
