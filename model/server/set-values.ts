import { within, type Place } from "../place";
import { readValue } from "../read";
import { isSecretName } from "../secret-fields";
import { readSecret, secret } from "../secret";
import { isFields, isList, known, unknown, type Content, type Value } from "../value";

/** One value of a chart, by its path as `helm install --set` has it: `server.ha.enabled`, `hosts[0]`, `annotations.a\.b`. */
export interface Setting {
  readonly name: Value<string | undefined>;
  readonly value: Value;
  /** Whether a text stays one, whatever it says (`--set-string`). */
  readonly isText: boolean;
}

/** The values with the settings laid over them, of which the last one wins (Helm, pkg/strvals). */
export function setValues(values: Value, settings: readonly Setting[]): Value {
  const top: Branch = { members: new Map() };
  for (const { name, value, isText } of settings) {
    if (name.kind !== "known") return unknown("may be set under a name that is not known", name.place);
    const path = stepsOf(name.value ?? "");
    if (path === undefined) return unknown("is set under a name that Helm does not read", name.place);
    const branch = path.reduce(branchAt, top);
    branch.value = hideByName(isText ? value : typedValue(value), path.at(-1));
    branch.members.clear();
  }
  return layOver(values, top);
}

type Step = string | number;

/** What is set somewhere: a value, and what is set within that afterwards. */
interface Branch {
  value?: Value;
  readonly members: Map<Step, Branch>;
}

function branchAt({ members }: Branch, step: Step): Branch {
  const branch = members.get(step) ?? { members: new Map<Step, Branch>() };
  members.set(step, branch);
  return branch;
}

function layOver(given: Value, { value, members }: Branch): Value {
  const own = value ?? given;
  if (members.size === 0 || own.kind === "unknown") return own;
  if (own.kind === "secret") return unknown("stands in a secret text that is not read", own.place);
  return known(withMembers(own.value, own.place, members), own.place);
}

function withMembers(content: Content | undefined, place: Place, members: Branch["members"]): Content {
  const isOfList = [...members.keys()].every((step) => typeof step === "number");
  const at = (member: Value | undefined, step: Step, branch: Branch) =>
    layOver(member ?? known(undefined, within(place, step)), branch);
  if (isOfList) {
    const items = isList(content) ? content : [];
    const length = Math.max(items.length, ...[...members.keys()].map((step) => Number(step) + 1));
    return Array.from({ length }, (_, index) => at(items[index], index, members.get(index) ?? { members: new Map() }));
  }
  const fields = new Map(isFields(content) ? content : []);
  for (const [step, branch] of members) fields.set(String(step), at(fields.get(String(step)), step, branch));
  return fields;
}

/** Undefined for what is no path. */
function stepsOf(name: string): Step[] | undefined {
  const parts = [...name.matchAll(/(?:^|(?<=.)\.)(?<key>(?:\\.|[^\\.[\]=,])+)|\[(?<index>\d{1,6})\]|(?<other>.)/gsu)];
  const steps = parts.map(({ groups = {} }): Step | undefined => {
    const { key, index } = groups;
    if (key !== undefined) return key.replace(/\\(?<escaped>.)/gsu, "$<escaped>");
    return index === undefined || Number(index) > largestIndex ? undefined : Number(index);
  });
  const read = steps.filter((step) => step !== undefined);
  return read.length === 0 || read.length < steps.length || read.length > deepest ? undefined : read;
}

/** Helm takes 65536 (strvals.MaxIndex); no list of the chart's has a tenth of this. */
const largestIndex = 1000;
/** strvals.MaxNestedNameLevel */
const deepest = 30;

/** What a text is that is set so: `true`, `null` and whole numbers are what they say, `{a,b}` is a list (strvals, typedVal). */
export function typedValue(value: Value): Value {
  if (value.kind !== "known" || typeof value.value !== "string") return value;
  const { value: text, place } = value;
  const list = /^\{(?<items>.*)\}$/su.exec(text)?.groups?.["items"];
  if (list === undefined) return readValue(typed(unescaped(text)), place);
  const items = list === "" ? [] : list.split(/(?<!\\),/u);
  return readValue(
    items.map((item) => typed(unescaped(item))),
    place,
  );
}

function unescaped(text: string): string {
  return text.replace(/\\(?<escaped>[,\\])/gu, "$<escaped>");
}

function typed(text: string): boolean | number | string | null {
  if (/^(?:true|false)$/iu.test(text)) return text.toLowerCase() === "true";
  if (/^null$/iu.test(text)) return null;
  return /^(?:0|[+-]?[1-9]\d{0,17})$/u.test(text) ? Number(text) : text;
}

/** A value is secret by the last part of its name, as it is where it stands under a key. */
function hideByName(value: Value, step: Step | undefined): Value {
  const isSecret = typeof step === "string" && isSecretName(step);
  if (!isSecret || value.kind === "unknown") return value;
  if (value.kind === "secret") return readSecret(value, (text) => secret(text, value.place));
  return typeof value.value === "string" ? secret(value.value, value.place) : value;
}
