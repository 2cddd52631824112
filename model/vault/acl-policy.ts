import { input, type Resource } from "../resource";
import { asText, asWord } from "../scalars";
import { readSecret } from "../secret";
import { field, isAbsent, known, map, type Known, type Unknown, type Value } from "../value";
import { writeOf } from "./write";

/** An ACL policy as it is declared. EGP and RGP policies are in another language. */
export interface AclPolicy {
  readonly resource: Resource;
  /** As Vault has it: in lower case, without blanks around it. */
  readonly name: Value<string>;
  readonly text: Known<string> | Unknown;
  /** Whether the text is kept secret: it may be judged, and no part of it repeated. */
  readonly isSecret: boolean;
}

/** `sys/policy/` is the older path (vault/logical_system_paths.go). */
const policyPath = /^sys\/polic(?:ies\/acl|y)\/(?<name>.+)$/u;

/** Undefined for what is no ACL policy. A write to a path that is not known may be one if it has such a text. */
export function aclPolicyOf(resource: Resource): AclPolicy | undefined {
  if (resource.type === "vault:index/policy:Policy") {
    return policy(resource, asWord(asText(input(resource, "name"))), input(resource, "policy"));
  }
  const write = writeOf(resource);
  if (write === undefined) return undefined;
  const texts = [field(write.data, "policy"), field(write.data, "rules")];
  if (write.path.kind === "unknown") {
    const { path } = write;
    return texts.every(isAbsent) ? undefined : { resource, name: path, text: path, isSecret: true };
  }
  const name = policyPath.exec(write.path.value)?.groups?.["name"];
  return name === undefined
    ? undefined
    : policy(resource, known(name, write.path.place), textIn(write.path.value, texts));
}

/** Only the older path takes the older name, and only where the newer one says nothing (handlePoliciesSet). */
function textIn(path: string, [text, older]: readonly Value[]): Value {
  const absent = known(undefined, { path: ["dataJson"] });
  const isGiven = text !== undefined && !isAbsent(text) && !(text.kind === "secret" && text.isEmpty());
  return (isGiven || !path.startsWith("sys/policy/") ? text : older) ?? absent;
}

function policy(resource: Resource, name: Value<string | undefined>, given: Value): AclPolicy {
  const text = asText(given);
  return {
    resource,
    name: map(name, (written, place) => known((written ?? "").trim().toLowerCase(), place)),
    text: readText(text),
    isSecret: text.kind === "secret",
  };
}

function readText(text: Value<string | undefined>): AclPolicy["text"] {
  if (text.kind === "unknown") return text;
  if (text.kind === "secret") return readSecret(text, (written) => known(written, text.place));
  return known(text.value ?? "", text.place);
}
