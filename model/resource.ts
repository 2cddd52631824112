import { readValue } from "./read";
import { readSecret } from "./secret";
import { secretFieldsOf } from "./secret-fields";
import { within, type Position } from "./place";
import { field, isAbsent, isFields, known, type Value } from "./value";

/** One resource, read into model values once for all rules. */
export interface Resource {
  readonly urn: string;
  /** The type token: `vault:index/audit:Audit`. */
  readonly type: string;
  /** The name the program gave it. */
  readonly name: string;
  /** Its inputs (for stack rules: its outputs, which at a preview are its inputs). */
  readonly inputs: Value;
  /** The provider resource behind it, where the engine says. */
  readonly provider?: Resource;
  /** By input, the URNs of the resources whose outputs decide its value; only where a whole stack is judged. */
  readonly decidedBy?: ReadonlyMap<string, readonly string[]>;
  /** Everything that its stack has; of a plain write only, and only where the whole stack, or a change of it, is judged. */
  readonly siblings?: readonly Resource[];
  /** The namespace that a plain write's path begins with, empty for none; only where the whole stack, which shows it, is judged. */
  readonly pathNamespace?: string;
  /** Where it begins, where it was read from a file. */
  readonly position?: Position;
  /** Its top-level fields that state keeps encrypted: those that the SDK marks, and those that the program lists. */
  readonly encrypted?: ReadonlySet<string>;
  /** The program's options for it that decide what a removal or a replacement does. */
  readonly options?: ResourceOptions;
  /** The release of a chart that makes it, where nothing declares it itself. Its values stand in the release's. */
  readonly madeBy?: Resource;
}

/** Pulumi's options of a resource that decide what becomes of it. */
export interface ResourceOptions {
  /** Whether deleting and replacing it is refused. */
  readonly protect: boolean;
}

/** A resource as Pulumi's policies and the engine's events describe it. */
export interface RawResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly props: object;
  readonly additionalSecretOutputs?: readonly string[];
  readonly provider?: RawResource;
  readonly options?: ResourceOptions;
}

/** Reads a resource and its provider; never throws, whatever the inputs are. */
export function readResource(raw: RawResource): Resource {
  const secretNames = new Set([...secretFieldsOf(raw.type), ...(raw.additionalSecretOutputs ?? [])]);
  const inputs = hide(readValue(raw.props, top), raw.props, secretNames);
  return {
    urn: raw.urn,
    type: raw.type,
    name: raw.name,
    inputs: raw.type.startsWith(providerPrefix) ? decodeProvider(inputs) : inputs,
    encrypted: secretNames,
    ...(raw.provider === undefined ? {} : { provider: readResource(raw.provider) }),
    ...(raw.options === undefined ? {} : { options: raw.options }),
  };
}

export const providerPrefix = "pulumi:providers:";
export const vaultProviderType = `${providerPrefix}vault`;

const top = { path: [] };

/** An input of a resource: `input(role, "tokenMaxTtl")`. */
export function input(resource: Resource, ...names: readonly string[]): Value {
  return field(resource.inputs, ...names);
}

/**
 * A value of a resource's inputs as its program gives it. Over a whole stack, what is left to the provider is not known at a preview
 * either, but nothing decides it: then nothing is given.
 */
export function givenBy({ decidedBy }: Resource, value: Value): Value {
  if (value.kind !== "unknown" || decidedBy === undefined) return value;
  const deciders = decidedBy.get(String(value.place.path[0])) ?? [];
  return deciders.length === 0 ? known(undefined, value.place) : value;
}

/** Reads again, as secret all the way down, the fields that are secret as a whole. */
function hide(inputs: Value, props: object, names: ReadonlySet<string>): Value {
  if (names.size === 0 || inputs.kind !== "known" || !isFields(inputs.value)) return inputs;
  const fields = new Map(inputs.value);
  for (const name of names) {
    const plain = fields.get(name);
    if (plain?.kind !== "known" || isAbsent(plain)) continue;
    fields.set(name, readValue(Reflect.get(props, name), within(top, name), { secret: true }));
  }
  return known(fields, top);
}

/**
 * Providers get every input that is not a text as JSON text (the SDK's provider.js: `pulumi.output(args.authLogin)
 * .apply(JSON.stringify)`), and rules want what was written. What is in it is secret by the names inside: `authLoginJwt` is no token, and neither is an
 * argument that a program lists among its secret outputs.
 */
function decodeProvider(inputs: Value): Value {
  if (inputs.kind !== "known" || !isFields(inputs.value)) return inputs;
  return known(new Map([...inputs.value].map(([name, value]) => [name, decodeJson(value)])), inputs.place);
}

function decodeJson(value: Value): Value {
  if (value.kind === "secret") return readSecret(value, (text) => parseJson(text, value));
  return value.kind === "known" && typeof value.value === "string" ? parseJson(value.value, value) : value;
}

function parseJson(text: string, otherwise: Value): Value {
  if (!/^\s*(?:[[{]|(?:true|false|\d+)$)/u.test(text)) return otherwise;
  try {
    return readValue(JSON.parse(text), otherwise.place);
  } catch {
    // A text that only begins like JSON is the text itself.
    return otherwise;
  }
}
