import { entryOf } from "../entry";
import { input, type Resource } from "../resource";
import { asBoolean, asSeconds, asText } from "../scalars";
import { field, isAbsent, known, type Value } from "../value";
import { tokenSettingsOf } from "./token-settings";
import { writeOf, type Write } from "./write";

/** What lets tokens outlive what they were made for. */
export interface LastingTokens {
  /** Of the role, the user, the method or the token itself. */
  readonly name: Value<string | undefined>;
  /** In seconds. A periodic token can be renewed for ever, unless an explicit maximum ends it. */
  readonly period: Value<number | undefined>;
  readonly explicitMaxTtl: Value<number | undefined>;
  /** Whether they live on when the token that made them is revoked; undefined where a login makes them, which all do. */
  readonly orphan?: Value<boolean | undefined>;
}

/** Undefined for what hands out no tokens, and for a write that says nothing of their period. */
export function lastingTokensOf(resource: Resource): LastingTokens | undefined {
  const write = writeOf(resource);
  const settings = tokenSettingsOf(resource);
  if (write !== undefined) return inWrite(write, settings);
  if (settings === undefined) return undefined;
  const orphan = entryOf(orphanFields, resource.type);
  return {
    name: nameOf(resource),
    ...settings,
    ...(orphan === undefined ? {} : { orphan: asBoolean(input(resource, orphan)) }),
  };
}

const orphanFields: Readonly<Record<string, string>> = {
  "vault:index/token:Token": "noParent",
  "vault:tokenauth/authBackendRole:AuthBackendRole": "orphan",
};

/** The SDK calls a role's name by several words. */
function nameOf(resource: Resource): Value<string | undefined> {
  const names = ["roleName", "role", "name", "displayName", "path"].map((name) => input(resource, name));
  return asText(names.find((name) => !isAbsent(name)) ?? known(undefined, { path: ["name"] }));
}

function inWrite({ path, data }: Write, settings: ReturnType<typeof tokenSettingsOf>): LastingTokens | undefined {
  if (path.kind === "unknown") return settings && { name: path, ...settings };
  const orphan = orphanIn(path.value, data, path.place);
  // Directories' own settings, and single settings of an AppRole, have a period too.
  const given = ["token_period", "period"].map((name) => field(data, name)).find((value) => !isAbsent(value));
  const isBelowAuth = path.value.startsWith("auth/") && data.kind === "known";
  if (settings === undefined && (given === undefined || !isBelowAuth)) return undefined;
  return {
    name: known(nameIn(path.value), path.place),
    period: asSeconds(given ?? field(data, "token_period")),
    explicitMaxTtl: settings?.explicitMaxTtl ?? asSeconds(field(data, "token_explicit_max_ttl")),
    ...(orphan === undefined ? {} : { orphan }),
  };
}

function orphanIn(path: string, data: Value, place: Value["place"]): Value<boolean | undefined> | undefined {
  if (path === "auth/token/create-orphan") return known(true, place);
  if (/^auth\/token\/roles\/[^/]+$/u.test(path)) return asBoolean(field(data, "orphan"));
  return /^auth\/token\/create(?:\/[^/]+)?$/u.test(path) ? asBoolean(field(data, "no_parent")) : undefined;
}

/** `ci` of `auth/approle/role/ci` and of `auth/approle/role/ci/period`; what no role, user or token has a name in, by its whole path. */
function nameIn(path: string): string {
  return /^auth\/.+\/(?:roles?|users?|certs)\/(?<name>[^/]+)/u.exec(path)?.groups?.["name"] ?? path;
}
