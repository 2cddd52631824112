import { readFile } from "node:fs/promises";
import path from "node:path";
import { writeWhole } from "../toolchain/write-whole";
import { conditionLines, type Conditions } from "./conditions";
import type { Row } from "./result";
import { tableCells } from "./table";

const begin = "<!-- begin: written by npm run bench; do not edit -->";
const end = "<!-- end: written by npm run bench -->";

/** Puts the results between the markers of a Markdown page. @throws where it has no such markers */
export async function writePage(file: string, rows: readonly Row[], conditions: Conditions): Promise<void> {
  const text = await readFile(file, "utf8");
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from === -1 || to < from) {
    throw new Error(`${path.basename(file)} must have a line ${begin} and after it a line ${end}`);
  }
  const before = text.slice(0, from + begin.length);
  await writeWhole(file, `${before}\n\n${markdown(rows, conditions)}\n\n${text.slice(to)}`);
}

function markdown(rows: readonly Row[], conditions: Conditions): string {
  const [header, ...lines] = tableCells(rows);
  const rule = header.map((_, column) => (column === 0 ? "---" : "---:"));
  const table = [header, rule, ...lines].map((cells) => `| ${cells.join(" | ")} |`);
  return [...table, "", ...conditionLines(conditions).map((line) => `- ${line}`)].join("\n");
}
