import { isOpen, type Certainty } from "../certainty";
import { entryOf } from "../entry";
import type { Place } from "../place";
import { encryptedInState } from "../read";
import { input, type Resource } from "../resource";
import { asNames, asSeconds, asText, asWord } from "../scalars";
import { isSecretName } from "../secret-fields";
import { known, leaves, map, type Value } from "../value";
import { connectionBlocks, mountBlocks } from "./database-connection";
import { isCalledSecretId } from "./kept-secret-id";
import { writeOf } from "./write";

/** A secret that a resource leaves in the program's state. Secret-ids of AppRoles are not among them. */
export interface KeptSecret {
  readonly what:
    | "a token"
    | "a private key"
    | "a secret of a key-value engine"
    | "a secret of the answer"
    | "a secret that nobody marks"
    | "a secret output";
  /** Known true where it does. */
  readonly kept: Value<boolean>;
}

/** What of a resource of Vault's stays in state, where the provider keeps all inputs and outputs. */
export function keptSecretsOf(resource: Resource): KeptSecret[] {
  if (!resource.type.startsWith("vault:") || resource.type.startsWith("vault:appRole/")) return [];
  return [...inOutputs(resource), ...inKeyValue(resource), ...inAnswer(resource), ...inClear(resource)];
}

/** What the provider is answered, and keeps as an output. */
function inOutputs(resource: Resource): KeptSecret[] {
  switch (resource.type) {
    case "vault:index/token:Token":
      return [{ what: "a token", kept: isUnwrapped(asSeconds(input(resource, "wrappingTtl"))) }];
    case "vault:aws/authBackendLogin:AuthBackendLogin":
      return [{ what: "a token", kept: known(true, input(resource, "clientToken").place) }];
    case "vault:terraformcloud/secretCreds:SecretCreds":
      return [{ what: "a token", kept: known(true, input(resource, "token").place) }];
    case "vault:pkiSecret/secretBackendCert:SecretBackendCert":
      return [{ what: "a private key", kept: known(true, input(resource, "privateKey").place) }];
    case "vault:pkiSecret/secretBackendIntermediateCertRequest:SecretBackendIntermediateCertRequest":
      return [{ what: "a private key", kept: isExported(asWord(asText(input(resource, "type")))) }];
    default:
      return [];
  }
}

function isUnwrapped(ttl: Value<number | undefined>): Value<boolean> {
  return map(ttl, (seconds = 0, place) => known(seconds <= 0, place));
}

function isExported(type: Value<string | undefined>): Value<boolean> {
  return map(type, (word, place) => known(word === "exported", place));
}

/** What stands below `data` is a secret of a key-value engine of version 2. */
const keyValuePath = /^(?!(?:auth|sys|identity)\/).+\/data\/./u;

function inKeyValue(resource: Resource): KeptSecret[] {
  const isIt = isKeyValue(resource);
  if (isIt === false) return [];
  const given = isGiven(input(resource, "dataJson"));
  const isEmpty = given.kind === "known" && !given.value;
  return [{ what: "a secret of a key-value engine", kept: isOpen(isIt) && !isEmpty ? isIt : given }];
}

function isKeyValue(resource: Resource): Certainty {
  if (/^vault:kv\/secret(?:V2)?:/u.test(resource.type)) return true;
  const path = writeOf(resource)?.path;
  if (path === undefined) return false;
  if (path.kind === "unknown") return path;
  if (resource.type === "vault:generic/secret:Secret") return !/^(?:auth|sys|identity)\//u.test(path.value);
  return keyValuePath.test(path.value);
}

function isGiven(body: Value): Value<boolean> {
  const empty = /^\s*(?:\{\s*\})?\s*$/u;
  if (body.kind === "secret") return known(!body.matches(empty), body.place);
  return map(body, (content, place) => known(typeof content === "string" && !empty.test(content), place));
}

/** Of the answer to a write, state keeps the fields that the program names, in two outputs that the SDK does not mark. */
function inAnswer(resource: Resource): KeptSecret[] {
  if (resource.type !== "vault:generic/endpoint:Endpoint") return [];
  if (["writeData", "writeDataJson"].every((name) => resource.encrypted?.has(name) === true)) return [];
  const fields = asNames(input(resource, "writeFields"));
  const named = fields.kind === "known" ? fields.value : [fields];
  return named.map((field) => ({ what: "a secret of the answer", kept: map(asWord(field), isAnswer) }));
}

/** What answers call secrets, and what the transit engine calls a data key. */
function isAnswer(name: string, place: Place): Value<boolean> {
  return known((isSecretName(name) || name === "plaintext") && name !== "secret_id", place);
}

/** Inputs that are secret by their names, and that neither the SDK nor the program marks as such. */
function inClear(resource: Resource): KeptSecret[] {
  const blocks = entryOf(blocksWithSecrets, resource.type) ?? [];
  return [...leaves(resource.inputs)]
    .filter((value) => isCalledSecret(value) || (value.kind === "unknown" && blocks.includes(nameOf(value) ?? "")))
    .filter((value) => !isEncrypted(resource, value.place) && !isEncryptedInState(value))
    .map((value) => ({ what: "a secret that nobody marks", kept: isText(value) }));
}

function isEncryptedInState(value: Value): boolean {
  return value.kind === "unknown" && value.why === encryptedInState;
}

function isEncrypted({ encrypted }: Resource, { path: [top] }: Place): boolean {
  return typeof top === "string" && encrypted?.has(top) === true;
}

/** Fields that are not secret by their names, and have some that are in them: of one that is not known as a whole, nobody can tell. */
const blocksWithSecrets: Readonly<Record<string, readonly string[]>> = {
  "vault:database/secretBackendConnection:SecretBackendConnection": [...connectionBlocks, "data"],
  "vault:database/secretsMount:SecretsMount": [...mountBlocks, "data"],
  "vault:managed/keys:Keys": ["aws", "azures", "gcps"],
};

function isCalledSecret(value: Value): boolean {
  const name = nameOf(value);
  return name !== undefined && isSecretName(name);
}

function nameOf({ place }: Value): string | undefined {
  return place.path.findLast((step) => typeof step === "string");
}

function isText(value: Value): Value<boolean> {
  if (value.kind === "secret") return known(!value.isEmpty(), value.place);
  return map(value, (content, place) => known(typeof content === "string" && content !== "", place));
}

/** What a stack exports that is a secret by its name or its look, without the secret-ids. */
export function exportedSecrets(stack: Resource): KeptSecret[] {
  return [...leaves(stack.inputs)]
    .filter((value) => (value.kind === "secret" || isCalledSecret(value)) && !isCalledSecretId(value))
    .map((value) => ({ what: "a secret output", kept: isText(value) }));
}
