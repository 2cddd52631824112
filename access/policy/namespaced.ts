import { patternOf } from "./pattern";
import type { Pattern } from "./policy";
import { reaches, withStar } from "./segments";

/**
 * A pattern for paths of namespaces below the policy's own, which Vault Enterprise compares with the namespace in front of each path
 * (documentation, Namespaces; vault/policy.go and vault/acl.go, which prepend it).
 */
export interface Namespaced {
  /** In a message's words: `any namespace`, `the namespace team/app`. */
  readonly namespace: string;
  /** The pattern as a policy of that namespace would have it. */
  readonly inside: Pattern;
  /** Whether nothing but a namespace can be meant; a folder of a key-value engine of version 1 can have any path. */
  readonly isSure: boolean;
}

/** What tells a namespace from a mount, as far as a stack shows it; both as paths in the policy's own namespace. */
export interface Neighbours {
  readonly namespaces: readonly string[];
  /** Those of engines. */
  readonly mounts: readonly string[];
  /** Whether the path of an engine is not known: then any can be a mount's. */
  readonly isOpen?: boolean;
}

/** Of a pattern like `+/sys/*`, for which no stack needs to be known: whatever is mounted, it speaks of all namespaces too. */
export function inAnyNamespace(pattern: Pattern): Namespaced | undefined {
  const split = beforeArea(pattern);
  return split?.above[0] === "+" ? { namespace: "any namespace", inside: split.inside, isSure: true } : undefined;
}

/**
 * Of a pattern like `admin/sys/*`. `admin` is the namespace that everything is in on HCP Vault (HCP documentation), and one that the
 * stack declares or reaches is one. Of any other name, what follows has to show it. What speaks of an engine of the stack does not,
 * and neither does one that by its name keeps secrets.
 */
export function inNamedNamespace(
  pattern: Pattern,
  { namespaces, mounts, isOpen = false }: Neighbours,
): Namespaced | undefined {
  const text = withStar(pattern);
  const split = beforeArea(pattern);
  const path = split?.above.join("/") ?? "";
  const [declared] = namespaces
    .filter((each) => text.startsWith(`${each}/`))
    .sort((left, right) => right.length - left.length);
  if (declared !== undefined) {
    if (split !== undefined && `${path}/`.startsWith(`${declared}/`)) return named(path, split.inside, true);
    const inside = patternOf(text.slice(declared.length + 1));
    return inside && named(declared, inside, true);
  }
  const [first = ""] = split?.above ?? [];
  if (split === undefined || first === "+" || secretsEngine.test(first)) return undefined;
  if (isOpen || mounts.some((mount) => reaches(pattern, mount))) return undefined;
  const isSure = first === "admin";
  return isSure || split.isWhole ? named(path, split.inside, isSure) : undefined;
}

/** What follows segments that may be a namespace, if it begins with a part of every namespace. */
export function insideNamespace(pattern: Pattern): Pattern | undefined {
  const split = beforeArea(pattern);
  return split === undefined || secretsEngine.test(split.above[0] ?? "") ? undefined : split.inside;
}

function named(path: string, inside: Pattern, isSure: boolean): Namespaced {
  return { namespace: `the namespace ${path}`, inside, isSure };
}

/** Parts of every namespace. Vault refuses namespaces of these names (documentation, Namespace naming restrictions). */
const areas = ["sys", "auth", "identity"];
const reserved: ReadonlySet<string> = new Set([...areas, "root", "audit", "cubbyhole"]);

const secretsEngine = /^(?:secrets?|kv(?:-?v?\d)?)$/u;

/** Below an engine of version 2, `auth` and `identity` are folders of secrets. */
const partsOfVersion2: ReadonlySet<string> = new Set(["data", "metadata", "delete", "undelete", "destroy", "subkeys"]);

interface Split {
  /** The segments above. */
  readonly above: readonly string[];
  readonly inside: Pattern;
  /** Whether the area is written out, not only begun as in `s*`. */
  readonly isWhole: boolean;
}

/** A pattern in which one of these parts follows other segments. */
function beforeArea(pattern: Pattern): Split | undefined {
  const segments = withStar(pattern).split("/");
  const index = segments.findIndex((segment, at) => at > 0 && isArea(segment));
  const above = segments.slice(0, Math.max(index, 0));
  const inside = index < 0 ? undefined : patternOf(segments.slice(index).join("/"));
  const isNamespace = above.every((name, at) => !reserved.has(name) && (at === 0 || !partsOfVersion2.has(name)));
  return inside === undefined || !isNamespace
    ? undefined
    : { above, inside, isWhole: areas.includes(segments[index] ?? "") };
}

function isArea(segment: string): boolean {
  const begins = segment.endsWith("*") ? segment.slice(0, -1) : "";
  return areas.some((area) => segment === area || (begins !== "" && area.startsWith(begins)));
}
