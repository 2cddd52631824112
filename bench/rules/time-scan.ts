import { parseAllDocuments, stringify } from "yaml";
import { readFile } from "../../model/files/read-file";
import { judgeFiles } from "../../plan/scan";
import type { ExampleResource } from "../../policy-pack/example";
import { processorSeconds } from "./ask-pack";

/** The processor time of a scan's reading and judging, and of parsing the same YAML alone, in seconds. */
export function timeScan(stack: readonly ExampleResource[]): { readonly scan: number; readonly parse: number } {
  const texts = stack.flatMap(manifestOf);
  const begun = processorSeconds();
  for (const text of texts) parseAllDocuments(text);
  const parsed = processorSeconds();
  const read = texts.map((text, index) => {
    const file = `manifest-${index}.yaml`;
    return { file, reading: readFile({ file, text }) };
  });
  const { read: understood } = judgeFiles(read, { tier: "production" });
  if (understood.length !== texts.length)
    throw new Error(`${understood.length} of ${texts.length} manifests were read`);
  return { scan: processorSeconds() - parsed, parse: parsed - begun };
}

function manifestOf({ type, props }: ExampleResource): string[] {
  const { group, kind } = /^kubernetes:(?<group>[^:]+):(?<kind>\w+)$/u.exec(type)?.groups ?? {};
  if (group === undefined || kind === undefined) return [];
  return [stringify({ apiVersion: group.replace(/^core\//u, ""), kind, ...props }, { aliasDuplicateObjects: false })];
}
