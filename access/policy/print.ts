import { formatHcl } from "../../hcl/format";
import { quote } from "../../hcl/quote";
import { capabilities, type Capability } from "./policy";

/** A stanza as a program writes it; what is rarer is written as text. */
export interface PrintedStanza {
  /** `secret/data/mysql`; a final `*` stands for any ending, a segment `+` for any one segment, `{{...}}` for identity values. */
  readonly path: string;
  readonly capabilities: readonly Capability[];
  /** Why it is there; printed as a comment above the stanza. */
  readonly comment?: string;
  /** Values that a parameter of a write may have, by its name; `[]` for any value, the name `*` for any further parameter. */
  readonly allowedParameters?: Readonly<Record<string, readonly string[]>>;
  /** Values that a parameter must not have; `[]` for none at all. */
  readonly deniedParameters?: Readonly<Record<string, readonly string[]>>;
  readonly requiredParameters?: readonly string[];
  /** In seconds: answers must be wrapped, for this long at least. */
  readonly minWrappingTtl?: number;
  /** In seconds: answers must be wrapped, for this long at most. */
  readonly maxWrappingTtl?: number;
}

/** The text of a policy in its one form (`normalisePolicy`). Capabilities come in Vault's order, each once. */
export function printPolicy(stanzas: readonly PrintedStanza[]): string {
  return formatHcl(stanzas.map(printStanza).join("\n\n"));
}

function printStanza(stanza: PrintedStanza): string {
  const { requiredParameters, minWrappingTtl, maxWrappingTtl } = stanza;
  const granted = capabilities.filter((capability) => stanza.capabilities.includes(capability));
  const lines = [
    `capabilities = ${printList(granted)}`,
    ...printParameters("allowed_parameters", stanza.allowedParameters),
    ...printParameters("denied_parameters", stanza.deniedParameters),
    ...(requiredParameters === undefined ? [] : [`required_parameters = ${printList(requiredParameters)}`]),
    ...(minWrappingTtl === undefined ? [] : [`min_wrapping_ttl = ${minWrappingTtl}`]),
    ...(maxWrappingTtl === undefined ? [] : [`max_wrapping_ttl = ${maxWrappingTtl}`]),
  ];
  return [...printComment(stanza.comment), `path ${printString(stanza.path)} {`, ...lines, "}"].join("\n");
}

function printComment(comment: string | undefined): string[] {
  if (comment === undefined) return [];
  // Two characters cannot stand anywhere in HCL (hcl/parse.ts).
  const lines = comment.replace(/[\0\uE123]/g, "\uFFFD").split(/\r\n|[\r\n]/);
  return lines.map((line) => `# ${line}`.trimEnd());
}

function printParameters(key: string, parameters: Readonly<Record<string, readonly string[]>> | undefined): string[] {
  if (parameters === undefined) return [];
  return [
    `${key} = {`,
    ...Object.entries(parameters).map(([name, values]) => `${printString(name)} = ${printList(values)}`),
    "}",
  ];
}

const printList = (texts: readonly string[]): string => `[${texts.map(printString).join(", ")}]`;

/** In HCL `${` begins an interpolation, in which nothing is escaped; as `\x24{` it is only text. */
const printString = (text: string): string => quote(text).replaceAll("${", "\\x24{");
