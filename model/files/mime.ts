import type { Resource } from "../resource";
import { isCloudConfig, readCloudConfig, readFirstScript } from "./cloud-init";
import { withPositions } from "./located";
import { beginningOf, fileProblem, type Reading, type SourceText } from "./reading";

/** Whether a text is user data of several parts, as cloud-init takes it (user_data.py). */
export function isMultipart(text: string): boolean {
  return boundaryOf(text) !== undefined;
}

/** Reads the parts that are YAML of cloud-init's or a script. */
export function readMultipart(source: SourceText): Reading {
  const parts = partsOf(source.text);
  const read = parts.slice(0, mostParts).flatMap((part) => readPart(part, source.file) ?? []);
  const beginning = beginningOf(source.file);
  const tooMany = { must: `have at most ${mostParts} parts`, found: String(parts.length) };
  const none = { must: "have a part that is cloud-init's or a script", found: "none" };
  return {
    kind: "cloud-init",
    resources: read.flatMap(({ resources }) => resources),
    problems: [
      ...(parts.length > mostParts ? [fileProblem(beginning, tooMany)] : []),
      ...(read.length === 0 ? [fileProblem(beginning, none)] : []),
      ...read.flatMap(({ problems }) => problems),
    ],
  };
}

const mostParts = 100;

interface Part {
  readonly head: string;
  readonly body: string;
  /** Lines of the file before the body. */
  readonly above: number;
}

function readPart({ head, body, above }: Part, file: string): Reading | undefined {
  const isEncoded = /^Content-Transfer-Encoding:\s*base64/imu.test(head);
  // Empty lines in place of what stands above: so the part's lines are the file's.
  const text = isEncoded ? Buffer.from(body, "base64").toString("utf8") : "\n".repeat(above) + body;
  const reading = readBody({ file, text });
  if (reading === undefined || !isEncoded) return reading;
  const position = { file, line: above + 1, column: 1 };
  return {
    ...reading,
    resources: reading.resources.map((resource) => standingAt(resource, position)),
    problems: reading.problems.map((problem) => ({ ...problem, ...fileProblem(position, problem) })),
  };
}

function readBody(source: SourceText): Reading | undefined {
  if (isCloudConfig(source.text)) return readCloudConfig(source);
  return /^\s*#!/u.test(source.text) ? readFirstScript(source) : undefined;
}

function standingAt(resource: Resource, position: ReturnType<typeof beginningOf>): Resource {
  return { ...resource, position, inputs: withPositions(resource.inputs, { position, members: new Map() }) };
}

function boundaryOf(text: string): string | undefined {
  const [head = ""] = text.slice(0, longestHead).split(/\r?\n\r?\n/u);
  return /^Content-Type:\s*multipart\/[^\n]*?\bboundary="?([^"\s;]+)/imu.exec(head.replace(/\r?\n[ \t]+/gu, " "))?.[1];
}

const longestHead = 4000;

function partsOf(text: string): Part[] {
  const mark = `--${boundaryOf(text) ?? ""}`;
  const lines = text.split(/\r?\n/u);
  const marks = [...lines.keys()].filter((index) => lines[index] === mark || lines[index] === `${mark}--`);
  return marks.slice(0, -1).map((start, index) => {
    const part = lines.slice(start + 1, marks[index + 1]);
    const empty = part.indexOf("");
    const body = empty === -1 ? part.length : empty + 1;
    return { head: part.slice(0, body).join("\n"), body: part.slice(body).join("\n"), above: start + 1 + body };
  });
}
