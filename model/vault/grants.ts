import { input, type Resource } from "../resource";
import { asNames } from "../scalars";
import { field, isFields, isList, type Value } from "../value";
import { writeOf } from "./write";

/** Fields that name policies somebody gets, in the SDK's and the API's spelling. */
const policyFields: ReadonlySet<string> = new Set([
  "policies",
  "tokenPolicies",
  "token_policies",
  "identityPolicies",
  "identity_policies",
  "externalPolicies",
  "external_policies",
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
