import { inAnyNamespace, inNamedNamespace, type Neighbours } from "./namespaced";
import type { Pattern } from "./policy";
import { segmentsOf, withStar } from "./segments";

/**
 * What a pattern covers all of, in a message's words: `everything`, `all of sys`, `all of the mount secret`; undefined for one that
 * is about something inside. A path's first segment, and a method's second, is taken for a mount.
 */
export function coveredBy(pattern: Pattern): string | undefined {
  if (covers(pattern, "")) return "everything";
  const own = ["sys", "auth", "identity"].find((area) => covers(pattern, area));
  if (own !== undefined) return `all of ${own}`;
  const [first = "", second = ""] = withStar(pattern).split("/");
  // What stands in a cubbyhole is its own token's alone.
  if (["sys", "identity", "cubbyhole"].includes(first)) return undefined;
  if (first === "auth") return covers(pattern, `auth/${anyMount}`) ? `all of ${named("method", second)}` : undefined;
  if (covers(pattern, anyMount)) return `all of ${named("mount", first)}`;
  if (coversMount(pattern, anyMount)) return `all secrets of ${named("mount", first)}`;
  const anywhere = inAnyNamespace(pattern);
  return anywhere && within(coveredBy(anywhere.inside), anywhere.namespace);
}

/** The same for one that is about a namespace below, which its neighbours tell from a mount: `all of sys of the namespace admin`. */
export function coveredBelow(pattern: Pattern, neighbours: Neighbours): string | undefined {
  const below = inNamedNamespace(pattern, neighbours);
  const covered = below && coveredBy(below.inside);
  // An application's logins or identities can well have a folder of such a name in a key-value engine of version 1.
  const isMeant = below?.isSure === true || covered === "all of sys";
  return below && isMeant ? within(covered, below.namespace) : undefined;
}

function within(what: string | undefined, namespace: string): string | undefined {
  return what === undefined ? undefined : `${what} of ${namespace}`;
}

/** The part of Vault that a pattern covers all of, where writing there is being root: `sys/policies/acl`, `auth/+/role`. */
export function rootPartOf(pattern: Pattern): string | undefined {
  const part = rootParts.find((area) => covers(pattern, area)) ?? loginsIn(pattern);
  const anywhere = part === undefined ? inAnyNamespace(pattern) : undefined;
  return anywhere === undefined ? part : within(rootPartOf(anywhere.inside), anywhere.namespace);
}

/** The same for one that is about a namespace below: `sys/policies/acl of the namespace admin`. */
export function rootPartBelow(pattern: Pattern, neighbours: Neighbours): string | undefined {
  const below = inNamedNamespace(pattern, neighbours);
  if (below === undefined || coveredBy(below.inside) !== undefined) return undefined;
  return within(rootPartOf(below.inside), below.namespace);
}

function loginsIn(pattern: Pattern): string | undefined {
  if (!withStar(pattern).startsWith("auth/+/")) return undefined;
  const kept = loginsOfMethods.find((area) => covers(pattern, `auth/${anyMount}/${area}`));
  return kept === undefined ? undefined : `auth/+/${kept}`;
}

/**
 * Parts of Vault of which each alone makes whoever writes there root by another name: the texts of policies, storage as it is, what is
 * mounted, and who is in which group and holds which policies (vault/logical_system_paths.go, vault/identity_store_groups.go,
 * vault/identity_store_entities.go, vault/identity_store_aliases.go).
 */
const rootParts = [
  ...["sys/policies/acl", "sys/policy", "sys/raw", "sys/auth", "sys/mounts"],
  ...["identity/group", "identity/group/id", "identity/group/name", "identity/group-alias", "identity/group-alias/id"],
  ...[
    "identity/entity",
    "identity/entity/id",
    "identity/entity/name",
    "identity/entity-alias",
    "identity/entity-alias/id",
  ],
];

/** Where the methods keep who logs in with which policies: AppRole, JWT, tokens, userpass, LDAP, TLS certificates, GitHub. */
const loginsOfMethods = ["role", "roles", "users", "groups", "certs", "map"];

/** Whether a pattern speaks of all that is in a mount: of whatever is below it, or of all secrets there. */
export function coversMount(pattern: Pattern, mount: string): boolean {
  return covers(pattern, mount) || secretsOfVersion2.some((below) => covers(pattern, `${mount}/${below}`));
}

/** Paths of a key-value engine of version 2 below which something of every secret is. */
const secretsOfVersion2 = ["data", "metadata", "delete", "undelete", "destroy"];

/** Stands for a mount of whatever name. */
const anyMount = "<mount>";

/** Whether a pattern speaks of whatever is below a path: behind it there are only wildcards. */
export function covers(pattern: Pattern, path: string): boolean {
  const area = path === "" ? [] : path.split("/");
  const segments = segmentsOf(pattern);
  for (const [index, name] of area.entries()) {
    const segment = segments[index];
    if (segment === undefined) return false;
    if (segment.begins !== undefined) return name === anyMount || name.startsWith(segment.begins);
    if (segment.is !== undefined && name !== anyMount && segment.is !== name) return false;
  }
  const below = segments.slice(area.length);
  return below.length > 0 && below.every(({ is, begins = "" }) => is === undefined && begins === "");
}

function named(kind: "method" | "mount", segment: string): string {
  if (segment === "+" || segment.includes("{{")) return `any ${kind}`;
  return segment.endsWith("*") ? `a ${kind}` : `the ${kind} ${segment}`;
}
