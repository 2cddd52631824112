import { quote } from "../../hcl/quote";
import type { Place } from "../../hcl/syntax";
import type { AnyValue } from "./any-value";
import { decodeAny, parameterValue } from "./any-value";
import { grantedCapabilities } from "./capability";
import { type ControlGroupDraft, decodeControlGroup, finishControlGroup } from "./control-group";
import {
  decodeMap,
  decodeString,
  decodeStrings,
  type Entry,
  field,
  inWords,
  type Node,
  ShapeProblem,
  type Text,
  typeInGo,
} from "./decode";
import { checkKeys, stanzaKeys } from "./keys";
import { patternOf, withoutLeadingSlash } from "./pattern";
import type { Parameters, Pattern, Stanza } from "./policy";
import type { Findings } from "./problem";
import { isTemplated } from "./template";
import { wrappingTtls } from "./wrapping-ttl";

/** The fields of a stanza as Vault decodes them, before it looks at what they say. */
interface Fields {
  policy?: Text;
  readonly capabilities: Text[];
  minWrappingTtl?: AnyValue;
  maxWrappingTtl?: AnyValue;
  allowedParameters?: Map<string, AnyValue>;
  deniedParameters?: Map<string, AnyValue>;
  readonly requiredParameters: string[];
  readonly mfaMethods: string[];
  readonly subscribeEventTypes: string[];
  controlGroup?: ControlGroupDraft;
}

/**
 * Reads one stanza as vault/policy.go, parsePaths does: which parts Vault looks at depends on the others. What is wrong goes to
 * `findings`; the stanza is undefined where nothing sensible can be said of it.
 */
export function parseStanza(entry: Entry, findings: Findings): Stanza | undefined {
  const [label] = entry.keys;
  // `path { ... }` without a label is the path `path`.
  const path = label?.text ?? "path";
  const place = label?.place ?? entry.place;
  const pattern = checkPath(path, place, findings);
  const fields = decodeFields(path, entry, findings);
  if (fields === undefined) return undefined;
  const granted = grantedCapabilities(path, fields.policy, fields.capabilities, findings);
  const rest = granted.reachesRest
    ? readRest(path, place, fields, granted.all, findings)
    : { requiredParameters: [], mfaMethods: [], subscribeEventTypes: [] };
  return pattern && { path, pattern, capabilities: granted.capabilities, ...rest, place };
}

function checkPath(path: string, place: Place, findings: Findings): Pattern | undefined {
  if (isTemplated(path) === undefined) {
    findings.add(place, {
      path: `path ${quote(path)}`,
      must: "have a closing }} for each {{",
      found: quote(path),
      vault: "failed to validate policy templating: unbalanced templating characters",
    });
  }
  const pattern = patternOf(path);
  if (pattern === undefined) {
    findings.add(place, {
      path: `path ${quote(path)}`,
      must: "not have a + right before a *",
      found: quote(path),
      fix: "write + for one segment, a final * for any ending",
      vault: `path ${quote(withoutLeadingSlash(path))}: invalid use of wildcards ('+*' is forbidden)`,
    });
  }
  return pattern;
}

/** What Vault reads only of a stanza that has no deny. */
function readRest(
  path: string,
  place: Place,
  fields: Fields,
  capabilities: readonly string[],
  findings: Findings,
): Omit<Stanza, "path" | "pattern" | "capabilities" | "place"> {
  const subject = `path ${quote(path)}`;
  const controlGroup = fields.controlGroup && finishControlGroup(subject, fields.controlGroup, capabilities, findings);
  return {
    ...wrappingTtls(subject, place, fields, findings),
    ...(fields.allowedParameters && { allowedParameters: lowerCased(fields.allowedParameters) }),
    ...(fields.deniedParameters && { deniedParameters: lowerCased(fields.deniedParameters) }),
    ...(controlGroup && { controlGroup }),
    requiredParameters: fields.requiredParameters,
    mfaMethods: fields.mfaMethods,
    subscribeEventTypes: fields.subscribeEventTypes,
  };
}

function lowerCased(parameters: Map<string, AnyValue>): Parameters {
  return new Map(
    [...parameters].map(([name, values]) => [
      goLowerCase(name),
      values.kind === "list" ? values.items.map(parameterValue) : [],
    ]),
  );
}

/** Go's `strings.ToLower`: character by character, so that `İ` is `i` and a capital sigma `σ` even at the end of a word. */
export const goLowerCase = (text: string): string =>
  Array.from(text, (character) => (character === "İ" ? "i" : character.toLowerCase())).join("");

function decodeFields(path: string, { value, place }: Entry, findings: Findings): Fields | undefined {
  const subject = `path ${quote(path)}`;
  if (value.kind !== "object") {
    findings.add(place, {
      path: subject,
      must: "be a block",
      found: inWords(value),
      fix: `write path ${quote(path)} { ... }`,
      vault: `${subject}: cannot check HCL keys of type ${typeInGo(value)}`,
    });
    return undefined;
  }
  checkKeys(value.items, stanzaKeys, findings, { path });
  const fields: Fields = {
    capabilities: [],
    requiredParameters: [],
    mfaMethods: [],
    subscribeEventTypes: [],
  };
  for (const [name, { decode, shape }] of decoders) {
    for (const node of field(value.items, name)) {
      try {
        decode(fields, node);
      } catch (problem) {
        if (!(problem instanceof ShapeProblem)) throw problem;
        findings.add(problem.place, {
          path: `${subject} ${name}`,
          must: shape,
          found: problem.found,
          vault: `${subject}: ${problem.message}`,
        });
      }
    }
  }
  return fields;
}

interface Decoder {
  /** What the field must be, for a person. */
  readonly shape: string;
  readonly decode: (fields: Fields, node: Node) => void;
}

const texts = 'be a list of texts, like ["a", "b"]';
const parameters = 'be a block whose values are lists, like { "name" = ["a", "b"] }';
const wordsOf = (node: Node): readonly string[] => decodeStrings(node).map(({ text }) => text);

const decoders: readonly (readonly [name: string, decoder: Decoder])[] = [
  [
    "policy",
    {
      shape: "be a text",
      decode: (fields, node) => {
        fields.policy = { text: decodeString(node), place: node.place };
      },
    },
  ],
  ["capabilities", { shape: texts, decode: (fields, node) => fields.capabilities.push(...decodeStrings(node)) }],
  [
    "min_wrapping_ttl",
    {
      shape: "be a duration",
      decode: (fields, node) => {
        fields.minWrappingTtl = decodeAny(node, fields.minWrappingTtl, false);
      },
    },
  ],
  [
    "max_wrapping_ttl",
    {
      shape: "be a duration",
      decode: (fields, node) => {
        fields.maxWrappingTtl = decodeAny(node, fields.maxWrappingTtl, false);
      },
    },
  ],
  [
    "allowed_parameters",
    { shape: parameters, decode: (fields, node) => decodeParameters(node, (fields.allowedParameters ??= new Map())) },
  ],
  [
    "denied_parameters",
    { shape: parameters, decode: (fields, node) => decodeParameters(node, (fields.deniedParameters ??= new Map())) },
  ],
  ["required_parameters", { shape: texts, decode: (fields, node) => fields.requiredParameters.push(...wordsOf(node)) }],
  ["mfa_methods", { shape: texts, decode: (fields, node) => fields.mfaMethods.push(...wordsOf(node)) }],
  [
    "control_group",
    {
      shape: "be a block with factors",
      decode: (fields, node) =>
        decodeControlGroup(node, (fields.controlGroup ??= { place: node.place, factors: new Map() })),
    },
  ],
  [
    "subscribe_event_types",
    { shape: texts, decode: (fields, node) => fields.subscribeEventTypes.push(...wordsOf(node)) },
  ],
];

function decodeParameters(node: Node, into: Map<string, AnyValue>): void {
  decodeMap(node, into, (inner, before) => {
    const values: AnyValue = before ?? { kind: "list", of: "anything", items: [] };
    return decodeAny(inner, values, false);
  });
}
