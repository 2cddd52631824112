import { parseHcl } from "../../hcl/parse";
import { SyntaxProblem, type Item, type ObjectValue, type Value as Node } from "../../hcl/syntax";
import { readValue } from "../read";
import { readSecret } from "../secret";
import { isSecretName } from "../secret-fields";
import { within, type Place } from "../place";
import { known, unknown, type Content, type Value } from "../value";

/**
 * What a server's or an agent's configuration says, as a tree with the keys in lower case (Vault's decoder does not look at
 * case: hcl/ast ObjectList.Filter). A block that stands more than once is a list. What is read from a secret text is secret.
 *
 * @returns undefined for a text that is no configuration of Vault's; `unknown` for one that is but cannot be parsed.
 */
export function readConfigurationText(text: Value): Value | undefined {
  if (text.kind === "unknown") return text;
  // Where only a part looks secret, that part stays secret by its look, and the rest is as in any other text.
  if (text.kind === "secret")
    return readSecret(text, (revealed) => parse(revealed, text.place, text.because === "field"));
  return typeof text.value === "string" ? parse(text.value, text.place, false) : undefined;
}

function parse(text: string, place: Place, isSecret: boolean): Value | undefined {
  // Most texts are about something else, and some are long.
  if (!mentionsConfiguration.test(text)) return undefined;
  try {
    const tree = readObject(parseHcl(text), place, isSecret);
    return isConfiguration(tree.value) ? tree : undefined;
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    const where = { ...place, line: error.place.line };
    return looksLikeConfiguration(text) ? unknown("cannot be read: it is not valid HCL", where) : undefined;
  }
}

/** The top-level blocks of a server's, an agent's and a proxy's configuration (command/server/config.go, command/agent/config). */
const serverKeys = ["listener", "storage", "ha_storage", "backend", "api_addr", "cluster_addr", "seal"];
const agentKeys = ["auto_auth", "vault", "api_proxy"];

const mentionsConfiguration = new RegExp([...serverKeys, ...agentKeys].join("|"), "iu");

function isConfiguration(tree: Content | undefined): boolean {
  return tree instanceof Map && [...serverKeys, ...agentKeys].some((key) => tree.has(key));
}

function looksLikeConfiguration(text: string): boolean {
  return /(?:^|[\s{,"'])(?:listener|ha_storage|storage|auto_auth)["']?\s*[:=]?\s*[["'{]/iu.test(text);
}

function readObject(object: ObjectValue, place: Place, isSecret: boolean) {
  const groups = new Map<string, Item[]>();
  for (const item of object.items) {
    const name = item.keys[0].text.toLowerCase();
    groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  return known<Content | undefined>(
    new Map(
      [...groups].map(([name, items]) => [name, readItems(items, within(place, name), isSecret || isSecretName(name))]),
    ),
    place,
  );
}

function readItems(items: readonly Item[], place: Place, isSecret: boolean): Value {
  if (items.length === 1 && items[0] !== undefined) return readItem(items[0], 1, place, isSecret);
  const values = items.map((item, index) => readItem(item, 1, within(place, index), isSecret));
  return known(values, place);
}

/** `listener "tcp" { }` is `listener` with a field `tcp`, as in the JSON form. */
function readItem(item: Item, depth: number, place: Place, isSecret: boolean): Value {
  const label = item.keys[depth];
  if (label === undefined) return readNode(item.value, { ...place, line: item.place.line }, isSecret);
  const name = label.text.toLowerCase();
  return known(new Map([[name, readItem(item, depth + 1, within(place, name), isSecret)]]), place);
}

function readNode(node: Node, place: Place, isSecret: boolean): Value {
  switch (node.kind) {
    case "object":
      return readObject(node, place, isSecret);
    case "list":
      return known(
        node.items.map((item, index) => readNode(item, within(place, index), isSecret)),
        place,
      );
    case "string":
      return readValue(node.text, place, { secret: isSecret });
    case "number":
      return readValue(Number(node.text), place, { secret: isSecret });
    case "boolean":
      return readValue(node.text === "true", place, { secret: isSecret });
    case "null":
      return known(undefined, place);
  }
}
