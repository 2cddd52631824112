import { entryOf } from "../entry";
import { givenBy, input, type Resource } from "../resource";
import { asText, asWord } from "../scalars";
import { field, known, map, type Value } from "../value";
import { mountTypeOf, typeToday } from "./mount-type";
import { vaultsOf } from "./vault";
import { writeOf } from "./write";

/** A secrets engine or an auth method where it is mounted. */
export interface Mount {
  readonly resource: Resource;
  readonly kind: "engine" | "method";
  /** `kv`, `pki`, `approle`; an older name is today's. Empty where none is given. */
  readonly type: Value<string>;
  /** Without slashes around it, and a method's without `auth/`. */
  readonly path: Value<string>;
}

interface OwnType {
  readonly kind: Mount["kind"];
  /** What it mounts, unless it says so itself. Also the path, unless another is given: the provider's default. */
  readonly mounts: string;
  readonly pathField?: string;
}

const engine = (mounts: string, pathField = "path"): OwnType => ({ kind: "engine", mounts, pathField });
const method = (mounts: string): OwnType => ({ kind: "method", mounts });

/** Resource types that mount something. */
const ownTypes: Readonly<Record<string, OwnType>> = {
  "vault:ad/secretBackend:SecretBackend": engine("ad", "backend"),
  "vault:aws/secretBackend:SecretBackend": engine("aws"),
  "vault:azure/backend:Backend": engine("azure"),
  "vault:consul/secretBackend:SecretBackend": engine("consul"),
  "vault:database/secretsMount:SecretsMount": engine("database"),
  "vault:gcp/secretBackend:SecretBackend": engine("gcp"),
  "vault:index/mount:Mount": engine(""),
  "vault:index/nomadSecretBackend:NomadSecretBackend": engine("nomad", "backend"),
  "vault:kmip/secretBackend:SecretBackend": engine("kmip"),
  "vault:kubernetes/secretBackend:SecretBackend": engine("kubernetes"),
  "vault:ldap/secretBackend:SecretBackend": engine("ldap"),
  "vault:rabbitMq/secretBackend:SecretBackend": engine("rabbitmq"),
  "vault:terraformcloud/secretBackend:SecretBackend": engine("terraform", "backend"),
  "vault:gcp/authBackend:AuthBackend": method("gcp"),
  "vault:github/authBackend:AuthBackend": method("github"),
  "vault:index/authBackend:AuthBackend": method(""),
  "vault:index/ociAuthBackend:OciAuthBackend": method("oci"),
  "vault:jwt/authBackend:AuthBackend": method("jwt"),
  "vault:ldap/authBackend:AuthBackend": method("ldap"),
  "vault:okta/authBackend:AuthBackend": method("okta"),
  "vault:saml/authBackend:AuthBackend": method("saml"),
};

/** `sys/mounts/auth/` leads to the tuning of a method, and mounts nothing (vault/logical_system_paths.go). */
const mountPath = /^sys\/(?<table>mounts(?!\/auth\/)|auth)\/(?<path>.+?)(?<!\/tune)$/u;

/** What a resource mounts; undefined for everything else. */
export function mountOf(resource: Resource): Mount | undefined {
  const own = entryOf(ownTypes, resource.type);
  if (own !== undefined) return ownMount(resource, own);
  const write = writeOf(resource);
  const words = write?.path.kind === "known" ? mountPath.exec(write.path.value)?.groups : undefined;
  if (write === undefined || words === undefined) return undefined;
  const type = mountTypeOf((name) => field(write.data, name));
  return {
    resource,
    kind: words["table"] === "auth" ? "method" : "engine",
    type: inTodaysWords(type, ""),
    path: known(words["path"] ?? "", write.path.place),
  };
}

function ownMount(resource: Resource, { kind, mounts, pathField = "path" }: OwnType): Mount {
  const type = inTodaysWords(
    mountTypeOf((name) => input(resource, name)),
    mounts,
  );
  const path = asWord(asText(givenBy(resource, input(resource, pathField))));
  const isGiven = path.kind !== "known" || (path.value !== undefined && path.value !== "");
  return { resource, kind, type, path: isGiven ? trimmed(path) : mounts === "" ? type : known(mounts, path.place) };
}

function inTodaysWords(type: Value<string | undefined>, otherwise: string): Value<string> {
  return map(type, (text, place) => known(text === undefined || text === "" ? otherwise : typeToday(text), place));
}

function trimmed(path: Value<string | undefined>): Value<string> {
  return map(path, (text, place) => known((text ?? "").replace(/^\/+|\/+$/gu, ""), place));
}

/** Where requests reach it: a method's path begins with `auth/`. */
export function routeOf({ kind, path }: Mount): Value<string> {
  return kind === "engine" ? path : map(path, (text, place) => known(`auth/${text}`, place));
}

/**
 * What is mounted above a path of Vault's API, as far as the resource's own stack mounts it; undefined where it does not, or where
 * nobody knows the stack.
 */
export function mountAbove(path: string, resource: Resource): Mount | undefined {
  const above = mountsBeside(resource).filter((mount) => {
    const route = routeOf(mount);
    return route.kind === "known" && route.value !== "" && path.startsWith(`${route.value}/`);
  });
  return above.sort((left, right) => lengthOf(right) - lengthOf(left))[0];
}

function lengthOf({ path }: Mount): number {
  return path.kind === "known" ? path.value.length : 0;
}

/** What is mounted in the resource's own Vault and namespace. */
function mountsBeside(resource: Resource): readonly Mount[] {
  const { siblings } = resource;
  if (siblings === undefined) return [];
  const groups = mountsByVault.get(siblings) ?? readMounts(siblings);
  mountsByVault.set(siblings, groups);
  return groups.get(resource.urn) ?? [];
}

/** By URN. Every write of a stack asks for them, for every rule. */
const mountsByVault = new WeakMap<readonly Resource[], ReadonlyMap<string, readonly Mount[]>>();

function readMounts(siblings: readonly Resource[]): ReadonlyMap<string, readonly Mount[]> {
  return new Map(
    vaultsOf(siblings, undefined).flatMap(({ here }) => {
      const mounts = here.flatMap((each) => mountOf(each) ?? []);
      return here.map(({ urn }) => [urn, mounts] as const);
    }),
  );
}
