import { quote } from "../../hcl/quote";
import { type AnyValue, decodeAny, type Placed } from "./any-value";
import { type ControlGroupDraft, decodeControlGroup } from "./control-group";
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
import type { Findings } from "./problem";

/** The fields of a stanza as Vault decodes them, before it looks at what they say. */
export interface Fields {
  policy?: Text;
  readonly capabilities: Text[];
  minWrappingTtl?: Placed;
  maxWrappingTtl?: Placed;
  allowedParameters?: Map<string, AnyValue>;
  deniedParameters?: Map<string, AnyValue>;
  readonly requiredParameters: string[];
  readonly mfaMethods: string[];
  readonly subscribeEventTypes: string[];
  controlGroup?: ControlGroupDraft;
}

/** The fields of the stanza for `path`; undefined if it is no block. What has the wrong shape goes to `findings`. */
export function decodeFields(path: string, { value, place }: Entry, findings: Findings): Fields | undefined {
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
        fields.minWrappingTtl = { value: decodeAny(node, fields.minWrappingTtl?.value, false), place: node.place };
      },
    },
  ],
  [
    "max_wrapping_ttl",
    {
      shape: "be a duration",
      decode: (fields, node) => {
        fields.maxWrappingTtl = { value: decodeAny(node, fields.maxWrappingTtl?.value, false), place: node.place };
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
