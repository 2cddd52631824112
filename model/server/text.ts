import { parseHcl } from "../../hcl/parse";
import { SyntaxProblem } from "../../hcl/syntax";
import { readSecret } from "../secret";
import type { Place } from "../place";
import { isFields, isList, unknown, type Fields, type Unknown, type Value } from "../value";
import { readTree } from "./tree";

/**
 * What a server's or an agent's configuration says, as a tree with the keys in lower case. A block that stands more than once is a
 * list. What is read from a secret text is secret.
 *
 * @returns undefined for a text that is no configuration of Vault's; `unknown` for one that is but that Vault would refuse.
 */
export function readConfigurationText(text: Value): Value | undefined {
  if (text.kind === "unknown") return text;
  // Where only a part looks secret, that part stays secret by its look, and the rest is as in any other text.
  if (text.kind === "secret")
    return readSecret(text, (revealed) => parse(revealed, text.place, text.because === "field"));
  return typeof text.value === "string" ? parse(text.value, text.place, false) : undefined;
}

/** Four times what a ConfigMap can hold. */
const longest = 4 * 1024 * 1024;

function parse(text: string, place: Place, isSecret: boolean): Value | undefined {
  // Most texts are about something else, and some are long.
  if (!mentionsConfiguration.test(text)) return undefined;
  if (text.length > longest)
    return looksLikeConfiguration(text) ? unknown("cannot be read: it is too long", place) : undefined;
  try {
    const tree = readTree(parseHcl(text), place, isSecret);
    return isConfiguration(tree.value) ? tree : undefined;
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    const where = { ...place, line: error.place.line, column: error.place.column };
    return looksLikeConfiguration(text) ? unknown(`cannot be read: ${refusal(error)}`, where) : undefined;
  }
}

/** Vault's own words name what stands there, which can be secret; the name of an argument that stands twice is not. */
function refusal({ message }: SyntaxProblem): string {
  const twice = setTwice.exec(message)?.groups?.["name"];
  return twice === undefined ? "it is not valid HCL" : `Vault refuses it, because ${twice} is set twice`;
}

/** The setting for which Vault refuses a configuration because it stands there twice. */
export function settingTwiceIn({ why }: Unknown): string | undefined {
  return /because (?<name>[\w-]+) is set twice$/u.exec(why)?.groups?.["name"];
}

const setTwice = /^The argument "(?<name>[\w-]{1,60})" at \d+:\d+ was already set/u;

/** The top-level keys of a server's, an agent's and a proxy's configuration (command/server/config.go, command/agent/config). */
const blockKeys = ["listener", "storage", "ha_storage", "backend", "seal", "auto_auth", "vault", "api_proxy"];
/** Keys that no other program has, so that one of them alone makes a text a part of Vault's configuration. */
const ownKeys = [
  "api_addr",
  "cluster_addr",
  "ha_backend",
  "disable_mlock",
  "default_lease_ttl",
  "max_lease_ttl",
  "raw_storage_endpoint",
  "introspection_endpoint",
  "service_registration",
  "user_lockout",
  "disable_sealwrap",
  "enable_unauthenticated_access",
];
const keys = [...blockKeys, ...ownKeys];

const mentionsConfiguration = new RegExp(keys.join("|"), "iu");

function isConfiguration(tree: Fields): boolean {
  // Boundary's has listeners and a key service as well.
  if (tree.has("controller") || tree.has("worker")) return false;
  return keys.some((key) => tree.has(key) && (!labelled.has(key) || hasLabelOfVault(tree.get(key))));
}

/** Other programs have storage and a backend, too, and call it otherwise. */
const labelled: ReadonlySet<string> = new Set(["storage", "ha_storage", "backend", "seal"]);

function hasLabelOfVault(block: Value | undefined): boolean {
  if (block?.kind !== "known") return block !== undefined;
  if (isList(block.value)) return block.value.some(hasLabelOfVault);
  return isFields(block.value) && [...block.value.keys()].some((label) => labels.has(label));
}

/** command/commands_full.go; internalshared/configutil/kms.go */
const labels: ReadonlySet<string> = new Set([
  ...[
    "raft",
    "file",
    "consul",
    "etcd",
    "inmem",
    "inmem_ha",
    "inmem_transactional",
    "inmem_transactional_ha",
    "aerospike",
  ],
  ...[
    "alicloudoss",
    "azure",
    "cassandra",
    "cockroachdb",
    "couchdb",
    "dynamodb",
    "foundationdb",
    "gcs",
    "manta",
    "mssql",
  ],
  ...["mysql", "oci", "postgresql", "s3", "spanner", "swift", "zookeeper", "filesystem", "file_transactional"],
  ...["shamir", "awskms", "azurekeyvault", "gcpckms", "alicloudkms", "ocikms", "transit", "pkcs11", "aead"],
]);

function looksLikeConfiguration(text: string): boolean {
  return /(?:^|[\s{,"'])(?:listener|ha_storage|storage|auto_auth|seal|telemetry|api_addr)["']?\s*(?:[:=]\s*)?[["'{]/iu.test(
    text,
  );
}
