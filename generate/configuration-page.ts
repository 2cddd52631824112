import { z } from "zod";
import { stackFileSchema } from "../stacks/schema";

interface SchemaNode {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: string;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly additionalProperties?: SchemaNode | boolean;
}

/** `docs/configuration.md`: every key of an environment's file, in a table. */
export function configurationPage(): string {
  const root = z.toJSONSchema(stackFileSchema, { io: "input", reused: "inline" }) as SchemaNode;
  const rows = rowsBelow(root, "");
  return [
    "<!-- Generated from stacks/schema.ts by `npm run generate`. Do not edit. -->",
    "",
    "# What an environment's file may say",
    "",
    "`stacks/Pulumi.<environment>.yaml` holds what differs between environments; what they have in common is in `stacks/company.ts` and the subjects' folders beside it.",
    "Editors complete and check it from `stacks/environment.schema.json`. No secret ever stands in it. Keys are below `config:`, where the first one of each begins with `strongroom:`.",
    "",
    "| key | value | default | what it is |",
    "|---|---|---|---|",
    ...rows.map((row) => `| ${row.map(cell).join(" | ")} |`),
    "",
  ].join("\n");
}

type Row = readonly [key: string, value: string, byDefault: string, description: string];

function rowsBelow(node: SchemaNode, path: string): Row[] {
  const alternatives = node.oneOf ?? [];
  if (alternatives.length > 0) return alternatives.flatMap((form) => rowsOfForm(form, path));
  return Object.entries(node.properties ?? {}).flatMap(([key, child]) => [
    row(child, joined(path, key), node.required?.includes(key) ?? false),
    ...rowsBelow(child.items ?? child, child.items === undefined ? joined(path, key) : `${joined(path, key)}[]`),
  ]);
}

/** The forms of one thing differ in one constant (`method: jwt`), which names each of them in the table. */
function rowsOfForm(form: SchemaNode, path: string): Row[] {
  const constant = Object.entries(form.properties ?? {}).find(([, child]) => child.const !== undefined);
  const suffix = constant === undefined ? "" : ` (${constant[0]}: ${constant[1].const ?? ""})`;
  return rowsBelow(form, path).map(([key, ...rest]) => [`${key}${suffix}`, ...rest]);
}

function row(node: SchemaNode, key: string, required: boolean): Row {
  const byDefault = node.default === undefined ? (required ? "required" : "") : code(JSON.stringify(node.default));
  return [code(key), valueWords(node), byDefault, node.description ?? ""];
}

function valueWords(node: SchemaNode): string {
  if (node.const !== undefined) return code(node.const);
  if (node.enum !== undefined) return node.enum.map((value) => code(String(value))).join(", ");
  if (node.oneOf !== undefined) return "one of the forms below";
  if (node.anyOf !== undefined) return [...new Set(node.anyOf.map(valueWords))].join(" or ");
  if (node.items !== undefined) return `list of ${valueWords(node.items)}`;
  if (node.type === "object" && typeof node.additionalProperties === "object" && node.properties === undefined) {
    return `map to ${valueWords(node.additionalProperties)}`;
  }
  return node.type ?? "any";
}

function joined(path: string, key: string): string {
  return path === "" ? key.replace(/^strongroom:/, "") : `${path}.${key}`;
}

function code(text: string): string {
  return `\`${text}\``;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
