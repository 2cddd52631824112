import type { Resource } from "../resource";
import { asNames, isText } from "../scalars";
import { asUnknown, known, unknown, type Unknown, type Value } from "../value";
import type { LoginMethod } from "./login-method";
import { foundIn, isFound } from "./settings";
import { writeOf } from "./write";

/** Whose logins Vault asks for a second factor. Groups and entities are left out: whoever is in none logs in without. */
export interface LoginMfa {
  readonly resource: Resource;
  readonly types: Value<readonly Value<string>[]>;
  readonly accessors: Value<readonly Value<string>[]>;
}

export function loginMfaOf(resource: Resource): LoginMfa | undefined {
  const enforcement = foundIn(resource, {
    types: ["vault:identity/mfaLoginEnforcement:MfaLoginEnforcement"],
    path: /^identity\/mfa\/login-enforcement\/[^/]+$/u,
  });
  if (enforcement === undefined) return undefined;
  if (!isFound(enforcement)) {
    // What is written to a path that is not known is no enforcement before it is known to be one.
    return writeOf(resource)?.path.kind === "known"
      ? { resource, types: enforcement, accessors: enforcement }
      : undefined;
  }
  const { settings } = enforcement;
  return {
    resource,
    types: asNames(settings("auth_method_types")),
    accessors: asNames(settings("auth_method_accessors")),
  };
}

/**
 * Whether everyone who logs in with a method is asked, by any of these (vault/login_mfa.go, buildMFAEnforcementConfigList).
 *
 * @param mounts URNs of the resources that mount methods
 */
export function isAsked(
  method: LoginMethod,
  enforcements: readonly LoginMfa[],
  mounts: ReadonlySet<string>,
): boolean | Unknown {
  const answers = enforcements.flatMap((enforcement) => [
    byType(method, enforcement),
    byAccessor(method, enforcement, mounts),
  ]);
  if (answers.includes(true)) return true;
  return answers.find((answer) => typeof answer === "object") ?? false;
}

function byType({ type }: LoginMethod, { types }: LoginMfa): boolean | Unknown {
  if (types.kind !== "known") return asUnknown(types, "cannot be compared");
  if (types.value.length === 0) return false;
  if (type.kind !== "known") return asUnknown(type, "cannot be compared");
  return contains(types.value, type.value);
}

/**
 * On the first preview Vault has given no mount its accessor yet. Pulumi then says by which resources' outputs the enforcement's
 * accessors are decided: where the method is one of them, its accessor is meant; where others are and all mount methods, it is not.
 */
function byAccessor(
  { accessor, resource }: LoginMethod,
  { accessors, resource: enforcement }: LoginMfa,
  mounts: ReadonlySet<string>,
): boolean | Unknown {
  if (accessors.kind === "known" && accessors.value.length === 0) return false;
  if (accessors.kind === "known" && accessor.kind === "known" && accessor.value !== undefined) {
    const answer = contains(accessors.value, accessor.value);
    if (typeof answer === "boolean") return answer;
  }
  const deciding = enforcement.decidedBy?.get("authMethodAccessors") ?? [];
  if (deciding.includes(resource.urn)) return true;
  if (deciding.length > 0 && deciding.every((urn) => mounts.has(urn))) return false;
  return accessors.kind === "known"
    ? unknown("is the accessor of a method that is not known", accessors.place)
    : asUnknown(accessors, "cannot be compared");
}

function contains(values: readonly Value<string>[], text: string): boolean | Unknown {
  if (values.some((value) => isText(value, text))) return true;
  return values.find((value) => value.kind === "unknown") ?? false;
}

/** Nothing is known of a method that another program mounts but its path. */
export function methodElsewhere(resource: Resource, path: LoginMethod["path"]): LoginMethod {
  const why = "is a method's of another program";
  return { resource, path, type: unknown(why, path.place), accessor: known(undefined, path.place) };
}
