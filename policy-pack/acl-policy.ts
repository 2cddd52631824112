import { parsePolicy, type ParsedPolicy } from "../access/policy/parse";
import type { Stanza } from "../access/policy/policy";
import { byPattern, grantedTogether } from "../access/policy/same-pattern";
import { quote } from "../hcl/quote";
import type { Resource } from "../model/resource";
import { aclPolicyOf, type AclPolicy } from "../model/vault/acl-policy";
import type { Unknown, Value } from "../model/value";
import { notEvaluated, violation, type Outcome, type Requirement } from "./outcome";

/** A policy's text as Vault understands it; several rules ask for the same one. */
export function parsed({ resource, text }: AclPolicy): ParsedPolicy | Unknown {
  if (text.kind === "unknown") return text;
  const known = texts.get(resource) ?? parsePolicy(text.value);
  texts.set(resource, known);
  return known;
}

const texts = new WeakMap<Resource, ParsedPolicy>();

/** Its stanzas. There are none in a text that Vault would refuse, which `policy-valid` says. */
export function stanzasOf(policy: AclPolicy): readonly Stanza[] | Unknown {
  const content = parsed(policy);
  return "kind" in content ? content : (content.policy?.stanzas ?? []);
}

/** The text in one of its stanzas, by whose path a finding is told from those of the others; a waiver can name it. */
export function atStanza(policy: AclPolicy, { path, place }: Stanza): Value<unknown> {
  return atPlace(policy, place, `path ${quote(path)}`);
}

/**
 * The text at a place inside it.
 *
 * @param block what of the text stands there; not named in a secret one
 */
export function atPlace(
  { text, isSecret }: AclPolicy,
  { line, column }: Stanza["place"],
  block?: string,
): Value<unknown> {
  return { ...text, place: { ...text.place, line, column, ...(block === undefined || isSecret ? {} : { block }) } };
}

/** What is found in a text, in a message; nothing of a secret one. */
export function shownIn({ isSecret }: AclPolicy, found: string): string {
  return isSecret ? "a secret text (not shown)" : found;
}

/** Whether the policy is one of those that a rule's configuration names. */
export function isNamed({ name }: AclPolicy, names: readonly string[]): boolean | Unknown {
  if (names.length === 0) return false;
  if (name.kind === "unknown") return name;
  return name.kind === "known" && names.some((each) => each.trim().toLowerCase() === name.value);
}

/**
 * What a rule finds in what the stanzas of a policy grant, those of one pattern together.
 *
 * @param excepted names of the policies of which it finds nothing
 * @param find what is wrong with a stanza; undefined for nothing
 */
export function judgeStanzas(
  resource: Resource,
  { requirement, excepted = [] }: { readonly requirement: Requirement; readonly excepted?: readonly string[] },
  find: (stanza: Stanza) => string | undefined,
): Outcome[] {
  const policy = aclPolicyOf(resource);
  const isExcepted = policy === undefined || isNamed(policy, excepted);
  if (policy === undefined || isExcepted === true) return [];
  const stanzas = stanzasOf(policy);
  if ("kind" in stanzas) return [notEvaluated(stanzas, requirement)];
  const outcomes = byPattern(stanzas).flatMap((same) => {
    const capabilities = grantedTogether(same);
    const [first, ...others] = same.filter((stanza) => find(stanza) !== undefined);
    const found = first === undefined ? undefined : find({ ...first, capabilities });
    if (first === undefined || found === undefined) return [];
    const lines = [first, ...others].map(({ place }) => place.line);
    const merged = others.length === 0 ? "" : `, in the stanzas at lines ${lines.join(" and ")}, which Vault merges`;
    return [violation(atStanza(policy, first), requirement, shownIn(policy, `${found}${merged}`))];
  });
  return outcomes.length > 0 && typeof isExcepted === "object" ? [notEvaluated(isExcepted, requirement)] : outcomes;
}
