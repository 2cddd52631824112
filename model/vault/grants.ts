import { input, type Resource } from "../resource";
import { asNames, asWord } from "../scalars";
import { field, isFields, isList, type Value } from "../value";
import { writeOf } from "./write";

/** Fields that name policies somebody gets, in the SDK's and the API's spelling. */
const policyFields: ReadonlySet<string> = new Set([
  "policies",
  "tokenPolicies",
  "token_policies",
  "identityPolicies",
  "identity_policies",
  "allowedPolicies",
  "allowed_policies",
]);

/** Their `policies` are those of another product. */
const otherPolicies = /^vault:(?:consul\/|index\/nomad)/u;

/** Every name of a policy that a resource grants to a token, role, user, group or entity, wherever it does so. */
export function grantedPolicies(resource: Resource): Value<string>[] {
  if (!resource.type.startsWith("vault:") || otherPolicies.test(resource.type)) return [];
  const write = writeOf(resource);
  if (write === undefined) return [...namesIn(resource.inputs), ...hiddenBlocks(resource)];
  if (write.path.kind !== "known") return [write.path];
  if (!/^(?:auth|identity)\//u.test(write.path.value)) return [];
  // GitHub's teams and users are mapped to policies by a field of this name.
  const mapped = /\/map\/(?:teams|users)\//u.test(write.path.value) ? policiesIn(field(write.data, "value")) : [];
  return [...namesIn(write.data), ...mapped];
}

/** The patterns of policies that tokens of a token role may have; `*` in one stands for any text. */
export function grantedPolicyGlobs(resource: Resource): Value<string>[] {
  const write = writeOf(resource);
  if (write === undefined)
    return resource.type === tokenRole ? policiesIn(input(resource, "allowedPoliciesGlobs")).map(asWord) : [];
  const isRole = write.path.kind === "known" && /^auth\/token\/roles\/[^/]+$/u.test(write.path.value);
  return isRole ? policiesIn(field(write.data, "allowed_policies_glob")).map(asWord) : [];
}

const tokenRole = "vault:tokenauth/authBackendRole:AuthBackendRole";

/** Whether a name that is granted is a policy's: Vault compares them in lower case, without blanks (policyutil, SanitizePolicies). */
export function grants(granted: Value<string>, policy: string): boolean {
  if (granted.kind === "unknown") return false;
  if (granted.kind === "known") return granted.value.trim().toLowerCase() === policy;
  return granted.matches(new RegExp(`^\\s*${policy.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`)}\\s*$`, "iu"));
}

/** The resources whose outputs decide a value of another that is not known yet, by their URNs; none where nobody says. */
export function decidersOf(resource: Resource, { place }: Value<unknown>): readonly string[] {
  return resource.decidedBy?.get(String(place.path[0])) ?? [];
}

/** Okta's groups and users stand in blocks, each with its policies; one that is not known as a whole can hold any. */
function hiddenBlocks(resource: Resource): Value<string>[] {
  if (resource.type !== "vault:okta/authBackend:AuthBackend") return [];
  return ["groups", "users"].flatMap((name) => {
    const blocks = input(resource, name);
    return blocks.kind === "unknown" ? [blocks] : [];
  });
}

function namesIn(value: Value): Value<string>[] {
  if (value.kind === "unknown") return [value];
  if (value.kind === "secret") return [];
  if (isList(value.value)) return value.value.flatMap((item) => (item.kind === "unknown" ? [] : namesIn(item)));
  if (!isFields(value.value)) return [];
  return [...value.value].flatMap(([name, member]) => {
    if (policyFields.has(name)) return policiesIn(member);
    return member.kind === "unknown" ? [] : namesIn(member);
  });
}

function policiesIn(value: Value): Value<string>[] {
  const names = asNames(value);
  return names.kind === "known" ? [...names.value] : [names];
}
