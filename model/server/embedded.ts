import type { Resource } from "../resource";
import { readSecret, secret } from "../secret";
import { known, leaves, type Value } from "../value";
import { readConfigurationText } from "./text";

/**
 * The texts of a resource of which the model knows nothing, such as a machine's user data, a file or a unit: any of them can
 * configure or start a Vault.
 */
export function foreignTexts(resource: Resource): Value[] {
  if (/^(?:vault|kubernetes|pulumi|strongroom):/u.test(resource.type)) return [];
  return [...leaves(resource.inputs)].filter(isText);
}

function isText(value: Value): boolean {
  return value.kind === "secret" || (value.kind === "known" && typeof value.value === "string");
}

/** The configuration that a text is, or else those inside it: a script's here-document, cloud-init's files. */
export function readEmbedded(text: Value): Value[] {
  const whole = text.kind === "unknown" ? undefined : readConfigurationText(text);
  if (whole !== undefined && whole.kind === "known") return [whole];
  return listenerBlocks(text).flatMap((block) => readConfigurationText(block) ?? []);
}

function listenerBlocks(text: Value): Value[] {
  if (text.kind === "secret") {
    return readSecret(text, (revealed) => blocksIn(revealed).map((block) => secret(block, text.place, text.because)));
  }
  if (text.kind !== "known" || typeof text.value !== "string") return [];
  return blocksIn(text.value).map((block) => known(block, text.place));
}

/** Each `listener "tcp" { }` up to its closing brace, on the lines that it has in the whole text. */
function blocksIn(text: string): string[] {
  const blocks: string[] = [];
  let read = 0;
  for (const { index, 0: opening } of text.matchAll(/\blistener\s+"?(?:tcp|unix)"?\s*\{/giu)) {
    // Inside a block that is read already, or in a comment.
    if (index < read || /(?:^|\n)[ \t]*(?:#|\/\/)[^\n]*$/u.test(text.slice(Math.max(0, index - longestLine), index)))
      continue;
    read = endOfBlock(text, index + opening.length);
    const lines = text.slice(0, index).split("\n").length - 1;
    blocks.push("\n".repeat(lines) + text.slice(index, read));
  }
  return blocks;
}

const longestLine = 200;

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
