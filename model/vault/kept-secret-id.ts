import { input, type Resource } from "../resource";
import { asNames, asSeconds } from "../scalars";
import { field, known, leaves, map, type Value } from "../value";
import { writeOf, type Write } from "./write";

/** Something that leaves a secret-id of an AppRole, or the token it buys, in the program's state. */
export interface KeptSecretId {
  readonly what:
    | "a secret-id"
    | "a secret-id without wrapping"
    | "a secret-id that is wrapped for too long"
    | "a login, with its token";
  /** Known true where it does. */
  readonly kept: Value<boolean>;
}

/**
 * What of a resource stays in state, which the provider keeps all inputs and outputs in (resource_approle_auth_backend_*.go).
 *
 * @param longestWrapping seconds; who reads the state before that can unwrap a secret-id that nobody has fetched
 */
export function keptSecretIdsOf(resource: Resource, longestWrapping: number): KeptSecretId[] {
  switch (resource.type) {
    case "vault:appRole/authBackendRoleSecretId:AuthBackendRoleSecretId":
      return [
        readWrapping(asSeconds(input(resource, "wrappingTtl")), longestWrapping),
        { what: "a secret-id", kept: isGiven(input(resource, "secretId")) },
      ];
    case "vault:appRole/authBackendLogin:AuthBackendLogin":
      return [{ what: "a login, with its token", kept: known(true, input(resource, "clientToken").place) }];
    default: {
      const write = writeOf(resource);
      return write === undefined ? [] : inWrite(write, input(resource, "writeFields"));
    }
  }
}

function readWrapping(ttl: Value<number | undefined>, longest: number): KeptSecretId {
  const isTooLong = ttl.kind === "known" && (ttl.value ?? 0) > longest;
  return {
    what: isTooLong ? "a secret-id that is wrapped for too long" : "a secret-id without wrapping",
    kept: map(ttl, (seconds = 0, place) => known(isTooLong || seconds <= 0, place)),
  };
}

/** Paths that take a secret-id or answer with one (builtin/credential/approle). */
const path = /^auth\/.+\/(?:login|role\/[^/]+\/(?:custom-)?secret-id(?:\/(?:lookup|destroy))?)$/u;

/** Of the answer to a write, state keeps the fields that the program names. */
function inWrite({ path: written, data }: Write, writeFields: Value): KeptSecretId[] {
  if (written.kind === "known" && !path.test(written.value)) return [];
  const fields = asNames(writeFields);
  const named = fields.kind === "known" ? fields.value : [fields];
  return [isGiven(field(data, "secret_id")), ...named.map((name) => isEqual(name, "secret_id"))].map((kept) => ({
    what: "a secret-id",
    kept: kept.kind === "known" && kept.value && written.kind !== "known" ? written : kept,
  }));
}

/** The secret-ids among what a stack exports, by the names of the outputs. */
export function exportedSecretIds(stack: Resource): KeptSecretId[] {
  return [...leaves(stack.inputs)]
    .filter(isCalledSecretId)
    .map((value) => ({ what: "a secret-id", kept: isGiven(value) }));
}

export function isCalledSecretId({ place }: Value): boolean {
  return place.path.some((step) => typeof step === "string" && /secret[-_ ]?ids?$/iu.test(step));
}

function isGiven(value: Value): Value<boolean> {
  if (value.kind === "secret") return known(!value.isEmpty(), value.place);
  return map(value, (content, place) => known(content !== undefined && content !== "", place));
}

function isEqual(value: Value<unknown>, text: string): Value<boolean> {
  if (value.kind === "secret") return known(value.is(text), value.place);
  return map(value, (content, place) => known(content === text, place));
}
