import { z } from "zod";
import type { Problem } from "./problem";
import { looksSecret, withoutSecrets } from "./secret-text";
import { didYouMean } from "./suggestion";

type Issue = z.core.$ZodIssue;
export type DataPath = readonly (string | number)[];

/** What is wrong at one place of a file's values: a problem without its subject, and where to look for it in the file. */
export interface ValueProblem {
  /** To the key or value that is wrong, or to the object that lacks one. */
  readonly dataPath: DataPath;
  /** Whether the key itself is wrong, rather than its value. */
  readonly atKey: boolean;
  readonly problem: Omit<Problem, "subject">;
}

/** Everything that is wrong with a value, secrets in it as well; empty where the schema takes it. */
export function valueProblems(value: unknown, schema: z.ZodType): ValueProblem[] {
  const { error } = schema.safeParse(value, { reportInput: true });
  return [...inWords(error?.issues ?? [], schema), ...secretsIn(value)];
}

/** Says what the schema found in the words of a problem: one for each key or value that is wrong. */
function inWords(issues: readonly Issue[], schema: z.ZodType): ValueProblem[] {
  return issues.flatMap((issue): ValueProblem[] => {
    const path = dataPath(issue);
    if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(path, key, schema));
    if (issue.code === "invalid_key") {
      return issue.issues.map((inner) => ({
        dataPath: path,
        atKey: true,
        problem: { path: shownPath(path), must: requirement(inner), ...fixOf(inner) },
      }));
    }
    const found = foundAt(issue);
    return [
      ...(issue.code === "invalid_union" ? keysOfNoForm(issue.input, withoutDiscriminator(issue, path), schema) : []),
      {
        dataPath: path,
        atKey: false,
        problem: { path: shownPath(path), must: requirement(issue), ...(found === undefined ? {} : { found }) },
      },
    ];
  });
}

function unknownKey(path: DataPath, key: string, schema: z.ZodType): ValueProblem {
  const must = `be a known key${didYouMean(key, keysAt(path, schema))}`;
  return { dataPath: [...path, key], atKey: true, problem: { path: shownPath([...path, key]), must } };
}

/** Where no form fits, zod does not look at the keys, and a misspelled `method` would only be missed. */
function keysOfNoForm(input: unknown, path: DataPath, schema: z.ZodType): ValueProblem[] {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return [];
  const known = keysAt(path, schema);
  return Object.keys(input)
    .filter((key) => !known.includes(key))
    .map((key) => unknownKey(path, key, schema));
}

/** `environment.server.listeners[0].address`: the way to a value as a person says it, even where a secret was taken for a key. */
function shownPath(path: DataPath): string {
  return path
    .map((step, index) =>
      typeof step === "number" ? `[${step}]` : `${index === 0 ? "" : "."}${withoutSecrets(withoutNamespace(step))}`,
    )
    .join("");
}

function withoutNamespace(key: string): string {
  return key.replace(/^strongroom:/, "");
}

function dataPath(issue: Issue): DataPath {
  return issue.path.map((step) => (typeof step === "symbol" ? String(step) : step));
}

/** How the schema's own messages begin; the rest are zod's. */
const said = "must ";

function requirement(issue: Issue): string {
  if (issue.message.startsWith(said)) return issue.message.slice(said.length);
  switch (issue.code) {
    case "invalid_type":
      return foundAt(issue) === undefined ? `be given (type ${issue.expected})` : `be of type ${issue.expected}`;
    case "invalid_value":
      return `be ${listed(issue.values.map(String))}`;
    case "invalid_union":
      return "options" in issue
        ? `be ${listed(issue.options.map(String))}`
        : "be one of the forms in docs/configuration.md";
    case "too_small":
      if (issue.origin === "array" || issue.origin === "string") {
        return `have at least ${issue.minimum} ${issue.origin === "array" ? "items" : "characters"}`;
      }
      return issue.inclusive === false ? `be more than ${issue.minimum}` : `be at least ${issue.minimum}`;
    case "too_big":
      return issue.inclusive === false ? `be less than ${issue.maximum}` : `be at most ${issue.maximum}`;
    case "invalid_format":
      return `match ${issue.pattern ?? issue.format}`;
    default:
      return `be valid: ${issue.message}`;
  }
}

/** What a check of ours advises, given beside its message. */
function fixOf(issue: Issue): { fix?: string } {
  const fix: unknown = issue.code === "custom" ? issue.params?.["fix"] : undefined;
  return typeof fix === "string" ? { fix } : {};
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`;
}

/** Every value, and every key, that looks like a secret, wherever it stands, known key or not. */
function secretsIn(value: unknown, path: DataPath = []): ValueProblem[] {
  if (typeof value === "string") return looksSecret(value) ? [heldSecret(path, false)] : [];
  if (typeof value !== "object" || value === null) return [];
  const steps: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return steps.flatMap(([step, child]) => [
    ...(typeof step === "string" && looksSecret(step) ? [heldSecret([...path, step], true)] : []),
    ...secretsIn(child, [...path, step]),
  ]);
}

function heldSecret(dataPath: DataPath, atKey: boolean): ValueProblem {
  const must = "hold no secret: refer to where it is kept, and revoke this one, for it has been written down";
  return { dataPath, atKey, problem: { path: shownPath(dataPath), must, found: "what looks like one" } };
}

function foundAt(issue: Issue): string | undefined {
  const value = issue.code === "invalid_union" ? discriminatorOf(issue) : issue.input;
  switch (typeof value) {
    case "string":
      return looksSecret(value) ? "a secret" : JSON.stringify(value);
    case "number":
    case "boolean":
      return String(value);
    case "object":
      if (value === null) return "nothing";
      return Array.isArray(value) ? `a list of ${value.length}` : "an object";
    default:
      return undefined;
  }
}

/** zod's way to a union of forms ends with the key that chooses between them. */
function withoutDiscriminator(issue: Issue, path: DataPath): DataPath {
  return "discriminator" in issue && path.at(-1) === issue.discriminator ? path.slice(0, -1) : path;
}

function discriminatorOf(issue: Issue): unknown {
  if (!("discriminator" in issue) || typeof issue.discriminator !== "string") return issue.input;
  const { input } = issue;
  if (typeof input !== "object" || input === null) return input;
  return Object.entries(input).find(([key]) => key === issue.discriminator)?.[1];
}

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
}

/** The keys that the schema knows at a place, over all its forms. */
function keysAt(path: DataPath, schema: z.ZodType): string[] {
  let nodes: SchemaNode[] = [z.toJSONSchema(schema, { io: "input" }) as SchemaNode];
  for (const step of path) {
    nodes = nodes
      .flatMap(forms)
      .flatMap((node) => (typeof step === "number" ? node.items : (node.properties?.[step] ?? mapped(node))) ?? []);
  }
  return nodes.flatMap(forms).flatMap((node) => Object.keys(node.properties ?? {}));
}

/** What each key of a map leads to. */
function mapped({ additionalProperties }: SchemaNode): SchemaNode | undefined {
  return typeof additionalProperties === "object" ? additionalProperties : undefined;
}

function forms(node: SchemaNode): SchemaNode[] {
  return [node, ...(node.anyOf ?? []).flatMap(forms), ...(node.oneOf ?? []).flatMap(forms)];
}
