import { cloudInitType, environmentFileType, unitType } from "../file-types";
import type { Resource } from "../resource";
import { readSecret, secret } from "../secret";
import { known, leaves, type Value } from "../value";
import { readConfigurationText } from "./text";
import { inForce } from "./unit";
import { asOnMachine } from "./user-data";

/**
 * The texts of a resource of which the model knows nothing, such as a machine's user data, a file or a unit: any of them can
 * configure or start a Vault. User data that is zipped and cannot be read is unknown.
 */
export function foreignTexts(resource: Resource): Value[] {
  const isRead = /^(?:vault|kubernetes|pulumi|strongroom):/u.test(resource.type);
  if (isRead && !foreignFiles.has(resource.type)) return [];
  const inputs = resource.type === unitType ? inForce(resource.inputs) : resource.inputs;
  return [...leaves(inputs)].filter(isText).map(asOnMachine);
}

/** Files that can start a server, or hold its configuration, anywhere in them. */
const foreignFiles: ReadonlySet<string> = new Set([unitType, cloudInitType, environmentFileType]);

function isText(value: Value): boolean {
  return value.kind === "secret" || (value.kind === "known" && typeof value.value === "string");
}

/** The configuration that a text is, or else the one inside it: in a script's here-document, in cloud-init's files. */
export function readEmbedded(text: Value): Value[] {
  const whole = text.kind === "unknown" ? undefined : readConfigurationText(text);
  if (whole !== undefined && whole.kind === "known") return [whole];
  const inside = onlyConfiguration(text);
  return inside === undefined ? [] : [readConfigurationText(inside) ?? []].flat();
}

function onlyConfiguration(text: Value): Value | undefined {
  if (text.kind === "secret") {
    return readSecret(text, (revealed) => {
      const inside = configurationIn(revealed);
      return inside === undefined ? undefined : secret(inside, text.place, text.because);
    });
  }
  if (text.kind !== "known" || typeof text.value !== "string") return undefined;
  const inside = configurationIn(text.value);
  return inside === undefined ? undefined : known(inside, text.place);
}

/** A block of a server's configuration, or a setting on a line of its own. */
const part =
  /(?<=^|\n)[ \t]*(?:(?<block>(?:listener|storage|ha_storage|seal|service_registration|user_lockout)[ \t]+"?\w+"?[ \t]*\{|telemetry[ \t]*\{)|(?:api_addr|cluster_addr|cluster_name|disable_mlock|ui|raw_storage_endpoint|introspection_endpoint|enable_unauthenticated_access|log_level|(?:default|max)_lease_ttl)[ \t]*=[ \t]*(?:"[^"\n]*"|\[[^\]\n]*\]|\w+)[ \t]*(?=$|[\r\n]))/giu;

/**
 * A text with everything blank that is no block or setting of a server's, so that what remains stands on the lines that it has in the
 * whole text; undefined where no block remains.
 */
function configurationIn(text: string): string | undefined {
  const pieces: string[] = [];
  let read = 0;
  let hasBlock = false;
  for (const { index, 0: found, groups } of text.matchAll(part)) {
    // Inside a block that is read already.
    if (index < read) continue;
    const end = groups?.["block"] === undefined ? index + found.length : endOfBlock(text, index + found.length);
    hasBlock ||= groups?.["block"] !== undefined;
    pieces.push(blank(text.slice(read, index)), text.slice(index, end));
    read = end;
  }
  return hasBlock ? pieces.join("") : undefined;
}

function blank(text: string): string {
  return text.replace(/[^\n]+/gu, "");
}

/** Past the brace that closes the one before `start`; the text's end if none does, which then does not parse. */
function endOfBlock(text: string, start: number): number {
  let depth = 1;
  for (let index = start; index < text.length; index += 1) {
    if (text[index] === "{") depth += 1;
    if (text[index] === "}") depth -= 1;
    if (depth === 0) return index + 1;
  }
  return text.length;
}
