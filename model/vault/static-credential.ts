import { assignmentsIn } from "../assignments";
import { allOf, anyOf, isNot, type Certainty } from "../certainty";
import { entryOf } from "../entry";
import { isCredentialName } from "../plain-secret";
import { input, type Resource } from "../resource";
import { asBoolean, asSeconds, asText } from "../scalars";
import { known, map, type Unknown, type Value } from "../value";
import { connectionBlocks } from "./database-connection";
import { foundIn, isFound, sdkName, type Settings } from "./settings";
import { writeOf } from "./write";

/** A credential of one user that stays the same until somebody changes it. */
export interface StaticCredential {
  readonly what: "a static role" | "Vault's own credential" | "a stored password or key";
  /** Whether there is one. */
  readonly isThere: Certainty;
  /** How often Vault changes it, where it can. */
  readonly period: Value<number | undefined>;
  /** Whether Vault changes it by itself. */
  readonly isRotated: Certainty;
  /** The path of the request that changes it once, which a program can make. */
  readonly rotatedBy?: Value<string>;
}

export function staticCredentialsOf(resource: Resource): (StaticCredential | Unknown)[] {
  return [...staticRole(resource), ...ownCredential(resource), ...writtenConnection(resource), ...stored(resource)];
}

function staticRole(resource: Resource): (StaticCredential | Unknown)[] {
  const role = foundIn(resource, {
    types: [
      "vault:aws/secretBackendStaticRole:SecretBackendStaticRole",
      "vault:database/secretBackendStaticRole:SecretBackendStaticRole",
      "vault:ldap/secretBackendStaticRole:SecretBackendStaticRole",
    ],
    path: /^(?!(?:auth|sys|identity)\/).+\/static-roles?\/[^/]+$/u,
    mounts: ["aws", "database", "ldap"],
  });
  if (role === undefined) return [];
  return isFound(role) ? [{ what: "a static role", isThere: true, ...rotationBy(role.settings) }] : [role];
}

/** By type, the fields with the credential that Vault itself logs in with, in clear or only written. */
const ownCredentials: Readonly<
  Record<string, { readonly field: string; readonly path: string; readonly request: string }>
> = {
  "vault:ad/secretBackend:SecretBackend": { field: "bindpass", path: "backend", request: "rotate-root" },
  "vault:aws/secretBackend:SecretBackend": { field: "secretKey", path: "path", request: "config/rotate-root" },
  "vault:azure/backend:Backend": { field: "clientSecret", path: "path", request: "rotate-root" },
  "vault:gcp/secretBackend:SecretBackend": { field: "credentials", path: "path", request: "config/rotate-root" },
  "vault:ldap/secretBackend:SecretBackend": { field: "bindpass", path: "path", request: "rotate-root" },
};

function ownCredential(resource: Resource): StaticCredential[] {
  const settings: Settings = (name) => input(resource, sdkName(name));
  if (resource.type === connectionType) {
    const passwords = connectionBlocks.flatMap((block) => [
      input(resource, block, "password"),
      input(resource, block, "passwordWo"),
    ]);
    const more = input(resource, "data", "password");
    const mount = asText(input(resource, "backend"));
    const rotatedBy = map(asText(input(resource, "name")), (name = "") => rotateRoot(mount, `rotate-root/${name}`));
    return [ownOf([...passwords, more], settings, rotatedBy)];
  }
  const own = entryOf(ownCredentials, resource.type);
  if (own === undefined) return [];
  const values = [input(resource, own.field), input(resource, `${own.field}Wo`)];
  return [ownOf(values, settings, rotateRoot(asText(input(resource, own.path)), own.request))];
}

const connectionType = "vault:database/secretBackendConnection:SecretBackendConnection";

function writtenConnection(resource: Resource): (StaticCredential | Unknown)[] {
  const connection = foundIn(resource, {
    types: [],
    path: /^(?!(?:auth|sys|identity)\/).+\/config\/[^/]+$/u,
    mounts: ["database"],
    toldBy: { settings: ["plugin_name", "connection_url"], path: /^[^/]*(?:database|db|sql|mongo)[^/]*\/config\//iu },
  });
  if (connection === undefined) return [];
  if (!isFound(connection)) return [connection];
  const path = (connection.path ?? "").replace(/\/config\/([^/]+)$/u, "/rotate-root/$1");
  const rotatedBy = known(path, { path: ["path"] });
  return [ownOf([connection.settings("password")], connection.settings, rotatedBy)];
}

function ownOf(values: readonly Value[], settings: Settings, rotatedBy: Value<string>): StaticCredential {
  return {
    what: "Vault's own credential",
    // After an apply, what a connection does not have is empty.
    isThere: anyOf(values.map((value) => holds(asText(value), (text = "") => text !== ""))),
    ...rotationBy(settings),
    rotatedBy,
  };
}

/** `database/rotate-root/NAME`, `aws/config/rotate-root`. */
function rotateRoot(mount: Value<string | undefined>, request: string): Value<string> {
  return map(mount, (path = "", place) => known(`${path.replace(/^\/+|\/+$/gu, "")}/${request}`, place));
}

function rotationBy(settings: Settings): Pick<StaticCredential, "isRotated" | "period"> {
  const period = asSeconds(settings("rotation_period"));
  const schedule = asText(settings("rotation_schedule"));
  const off = asBoolean(settings("disable_automated_rotation"));
  return {
    period,
    isRotated: allOf([
      anyOf([holds(period, (seconds = 0) => seconds > 0), holds(schedule, (text = "") => text !== "")]),
      isNot(holds(off, (isOn) => isOn === true)),
    ]),
  };
}

function holds<T>(value: Value<T>, is: (value: T) => boolean): Certainty {
  if (value.kind === "secret") return !value.isEmpty();
  return value.kind === "unknown" ? value : is(value.value);
}

/** What a program writes to a key-value engine stays as it is until the program changes. */
function stored(resource: Resource): (StaticCredential | Unknown)[] {
  return bodiesOf(resource).flatMap((body): (StaticCredential | Unknown)[] => {
    if (body.kind === "unknown") return [body];
    const values = assignmentsIn(body, isCredentialName).map(({ value }) => value);
    const isThere = values.some((value) => value.kind === "secret" && !value.isEmpty());
    const period = known(undefined, body.place);
    return isThere ? [{ what: "a stored password or key", isThere, isRotated: false, period }] : [];
  });
}

function bodiesOf(resource: Resource): Value[] {
  const isKeyValue = /^vault:kv\/secret(?:V2)?:/u.test(resource.type);
  const path = writeOf(resource)?.path;
  const isWritten =
    path?.kind === "known" &&
    !/^(?:auth|sys|identity)\//u.test(path.value) &&
    (resource.type === "vault:generic/secret:Secret" || /\/data\/./u.test(path.value));
  return isKeyValue || isWritten ? [input(resource, "dataJson"), input(resource, "dataJsonWo")] : [];
}
