import { cloudInitType } from "../file-types";
import { unzipped } from "../gzip";
import { resourceOf, textResource } from "./file-resource";
import { isObject, listOf, located, objectOf, part, textAt, type Located } from "./located";
import { fileProblem, type FileProblem, type Reading, type SourceText } from "./reading";
import { readYaml } from "./yaml";

/** Whether a text is a machine's first configuration in YAML; cloud-init itself knows it by this line alone, or after Jinja's. */
export function isCloudConfig(text: string): boolean {
  return /^\s*(?:## template:[ \t]*jinja[ \t]*\r?\n)?#cloud-config\b/u.test(text);
}

/** Whether a file is one that a machine's user data is kept in, which cloud-init runs if it is a script. */
export function isUserData({ file, text }: SourceText): boolean {
  return /(?:user[-_]?data|cloud[-_]?init)[^\\/]*$/iu.test(file) && text.startsWith("#!");
}

/** Reads cloud-init's own YAML; the files that it writes in base64 or gzip are decoded (cc_write_files). */
export function readCloudConfig(source: SourceText): Reading {
  const { documents, problems } = readYaml(source);
  const read = documents.map(decoded);
  return {
    kind: "cloud-init",
    resources: read.map(({ tree }) => resourceOf(tree, cloudInitType, source.file)),
    problems: [...problems, ...read.flatMap(({ problems: inFiles }) => inFiles)],
  };
}

/** A script of a machine's first start. */
export function readFirstScript(source: SourceText): Reading {
  return { kind: "cloud-init", resources: [textResource(source, cloudInitType, "script")], problems: [] };
}

interface Decoded {
  readonly tree: Located;
  readonly problems: readonly FileProblem[];
}

function decoded(tree: Located): Decoded {
  const list = part(tree, "write_files");
  if (list === undefined || !Array.isArray(list.data)) return { tree, problems: [] };
  const files = [...list.members.values()].map(decodedFile);
  const inTree = new Map([
    ...tree.members,
    [
      "write_files",
      listOf(
        files.map((file) => file.tree),
        list.position,
      ),
    ],
  ]);
  return { tree: objectOf(inTree, tree.position), problems: files.flatMap(({ problems }) => problems) };
}

function decodedFile(file: Located): Decoded {
  const encoding = textAt(file, "encoding")?.toLowerCase().trim();
  const content = part(file, "content");
  if (!isObject(file.data) || content === undefined || typeof content.data !== "string")
    return { tree: file, problems: [] };
  const decode = encodings.get(encoding ?? "");
  // What has an encoding that cloud-init does not know, it writes as it stands.
  if (decode === undefined) return { tree: file, problems: [] };
  const { line, column } = content.position;
  const position = { file: content.position.file, line, column };
  const text = decode(content.data);
  if (text === undefined) {
    const problem = fileProblem(position, {
      must: "be what its encoding says",
      found: "something else, or too much of it",
    });
    return { tree: file, problems: [problem] };
  }
  const members = new Map([...file.members, ["content", located(text, position)] as const]);
  return { tree: objectOf(members, file.position), problems: [] };
}

type Decode = (content: string) => string | undefined;

const base64: Decode = (content) => Buffer.from(content, "base64").toString("utf8");
const gzip: Decode = (content) => unzipped(Buffer.from(content, "latin1"))?.toString("utf8");
const gzipInBase64: Decode = (content) => unzipped(Buffer.from(content, "base64"))?.toString("utf8");

const encodings: ReadonlyMap<string, Decode> = new Map([
  ["b64", base64],
  ["base64", base64],
  ["gz", gzip],
  ["gzip", gzip],
  ["gz+b64", gzipInBase64],
  ["gz+base64", gzipInBase64],
  ["gzip+b64", gzipInBase64],
  ["gzip+base64", gzipInBase64],
]);
