import { unitType } from "../file-types";
import { resourceOf } from "./file-resource";
import { listOf, located, objectOf, type Located } from "./located";
import { beginningOf, fileProblem, type FileProblem, type Reading, type SourceText } from "./reading";

/** Whether systemd would read a file of this name: a unit, or a drop-in to one (`vault.service.d/limits.conf`). */
export function isUnitName(file: string): boolean {
  return /\.(?:service|socket|timer|path|mount|automount|swap|target|slice|scope)$|\.(?:service|socket|timer|path|mount|automount|swap|target|slice|scope)\.d\/[^/]+\.conf$/u.test(
    file.replaceAll("\\", "/"),
  );
}

/**
 * Reads a systemd unit or a drop-in (systemd.syntax): settings by their sections, each with all its values in the file's order, because
 * a repeated one adds to what is there, and an empty one takes back what was.
 */
export function readUnit({ file, text }: SourceText): Reading {
  const sections = new Map<string, Map<string, Located[]>>();
  const problems: FileProblem[] = [];
  let section: Map<string, Located[]> | undefined;
  for (const { content, ...begins } of logicalLines(text)) {
    const position = { file, ...begins };
    const [, heading] = /^\[([^\]]*)\]\s*$/u.exec(content) ?? [];
    const [, name, value] = /^([A-Za-z0-9-]+)\s*=\s*(.*)$/su.exec(content) ?? [];
    if (heading !== undefined) {
      section = sections.get(heading) ?? new Map<string, Located[]>();
      sections.set(heading, section);
    } else if (section === undefined || name === undefined || value === undefined) {
      problems.push(
        fileProblem(position, { must: "be a section or a setting in one", found: "a line that is neither" }),
      );
    } else {
      const values = section.get(name) ?? [];
      section.set(name, values);
      values.push(located(value.trimEnd(), position));
    }
  }
  const beginning = beginningOf(file);
  const tree = new Map([...sections].map(([heading, settings]) => [heading, sectionOf(settings, beginning)]));
  return { kind: "systemd unit", resources: [resourceOf(objectOf(tree, beginning), unitType, file)], problems };
}

function sectionOf(settings: ReadonlyMap<string, readonly Located[]>, beginning: Located["position"]): Located {
  const lists = [...settings].map(
    ([name, values]) => [name, listOf(values, values[0]?.position ?? beginning)] as const,
  );
  return objectOf(new Map(lists), lists[0]?.[1].position ?? beginning);
}

interface LogicalLine {
  readonly content: string;
  readonly line: number;
  readonly column: number;
}

/** Lines with those that continue them: a backslash at the end becomes a blank, and comments in between are left out. */
function* logicalLines(text: string): Generator<LogicalLine> {
  let parts: string[] = [];
  let begins = { line: 1, column: 1 };
  for (const [index, raw] of `${text}\n`.split(/\r?\n/u).entries()) {
    if (/^\s*[#;]/u.test(raw)) continue;
    if (parts.length === 0) begins = { line: index + 1, column: Math.max(raw.search(/\S/u), 0) + 1 };
    const isContinued = raw.endsWith("\\");
    parts.push(isContinued ? raw.slice(0, -1) : raw);
    if (isContinued) continue;
    const content = parts.join(" ").trim();
    if (content !== "") yield { content, ...begins };
    parts = [];
  }
}
