import { input, type Resource } from "../resource";
import { asBoolean, asNames, asText, asWord } from "../scalars";
import { isFields, isList, known, map, type Unknown, type Value } from "../value";
import { foundIn, givesAny, isFound, type Declared, type Settings } from "./settings";

/** Who may log in with a role of the JWT and OIDC method. */
export interface JwtRole {
  /** `jwt`: with a token somebody made elsewhere; `oidc`, also where nothing is said: with a browser. */
  readonly type: Value<string>;
  /** Path of the mount, without `auth/`. */
  readonly mount: Value<string | undefined>;
  readonly audiences: Value<readonly Value<string>[]>;
  readonly subject: Value<string | undefined>;
  /** By claim, the values of which one must be there. */
  readonly claims: Value<ReadonlyMap<string, Value<readonly Value<string>[]>>>;
  /** Whether `*` in a claim's value stands for any text. */
  readonly globs: Value<boolean>;
  readonly groupsClaim: Value<string | undefined>;
  readonly policies: Value<readonly Value<string>[]>;
  readonly redirectUris: Value<readonly Value<string>[]>;
}

const ownFields = [
  "role_type",
  "user_claim",
  "bound_audiences",
  "bound_subject",
  "bound_claims",
  "bound_claims_type",
  "groups_claim",
  "oidc_scopes",
  "allowed_redirect_uris",
];

export const jwtRoles: Declared = {
  types: ["vault:jwt/authBackendRole:AuthBackendRole"],
  path: /^auth\/.+\/role\/[^/]+$/u,
  mounts: ["jwt", "oidc"],
  toldBy: { settings: ownFields, path: /^auth\/[^/]*(?:jwt|oidc)/iu },
};

export function jwtRoleOf(resource: Resource): JwtRole | Unknown | undefined {
  const role = foundIn(resource, jwtRoles);
  if (role === undefined || !isFound(role)) return role;
  const { settings, path } = role;
  return path === undefined
    ? readJwtRole(
        settings,
        mountOf(asText(settings("backend"))),
        asBoolean(input(resource, "disableBoundClaimsParsing")),
      )
    : readJwtRole(settings, known(mountIn(path), { path: ["path"] }));
}

/** @param wholeValues whether a claim's text is one value; the provider splits it at commas unless it is told not to */
export function readJwtRole(
  settings: Settings,
  mount: JwtRole["mount"],
  wholeValues: Value<boolean | undefined> = known(true, { path: [] }),
): JwtRole {
  return {
    type: orElse(asWord(asText(settings("role_type"))), "oidc"),
    mount,
    audiences: asNames(settings("bound_audiences")),
    subject: asText(settings("bound_subject")),
    claims: readClaims(settings("bound_claims"), wholeValues),
    globs: map(asWord(asText(settings("bound_claims_type"))), (type, place) => known(type === "glob", place)),
    groupsClaim: asText(settings("groups_claim")),
    policies: asNames(settings(givesAny(settings, ["token_policies"]) ? "token_policies" : "policies")),
    redirectUris: asNames(settings("allowed_redirect_uris")),
  };
}

function orElse(text: Value<string | undefined>, otherwise: string): Value<string> {
  return map(text, (given, place) => known(given === undefined || given === "" ? otherwise : given, place));
}

/** The provider's default is `jwt` (terraform-provider-vault, resource_jwt_auth_backend_role.go). */
function mountOf(backend: Value<string | undefined>): Value<string | undefined> {
  return map(orElse(backend, "jwt"), (path, place) => known(path.replace(/^\/+|\/+$/gu, ""), place));
}

function mountIn(path: string): string | undefined {
  return /^auth\/(?<mount>.+)\/role\/[^/]+$/u.exec(path)?.groups?.["mount"];
}

function readClaims(claims: Value, wholeValues: Value<boolean | undefined>): JwtRole["claims"] {
  if (claims.kind === "known" && wholeValues.kind === "unknown") return wholeValues;
  const isWhole = wholeValues.kind === "known" && wholeValues.value === true;
  return map(claims, (content, place) =>
    known(
      new Map(isFields(content) ? [...content].map(([name, value]) => [name, valuesOf(value, isWhole)]) : []),
      place,
    ),
  );
}

function valuesOf(value: Value, isWhole: boolean): Value<readonly Value<string>[]> {
  if (!isWhole) return asNames(value);
  if (value.kind === "unknown") return value;
  const items = value.kind === "known" && isList(value.value) ? value.value : [value];
  return known(items.flatMap(textIn), value.place);
}

function textIn(item: Value): Value<string>[] {
  const text = asText(item);
  if (text.kind !== "known") return [text];
  return text.value === undefined ? [] : [known(text.value, text.place)];
}
