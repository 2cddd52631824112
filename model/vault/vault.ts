import { input, vaultProviderType, type Resource } from "../resource";
import { asText, textOf } from "../scalars";
import type { Unknown, Value } from "../value";
import { namespacesIn } from "./namespace";
import { writeOf } from "./write";

/** One Vault, or one namespace of it, as a program's resources reach it. */
export interface VaultGroup {
  /** In a user's words: `vault https://vault.example.com:8200`, with the namespace where there is one. */
  readonly name: string;
  /** Its own resources. */
  readonly here: readonly Resource[];
  /** Its resources and those of the namespaces above it: what is enabled there counts here too. */
  readonly within: readonly Resource[];
  /** The paths of the namespaces below it that resources make or are in, as seen from it. */
  readonly below: readonly string[];
  /** An address that is not known, in a stack with several: two of its Vaults could turn out to be one. */
  readonly open?: Unknown;
}

/**
 * The Vaults and namespaces that have resources in a stack. Two providers with one address and one namespace reach the same.
 *
 * @param defaultAddress the address of a provider that names none
 */
export function vaultsOf(resources: readonly Resource[], defaultAddress: string | undefined): VaultGroup[] {
  const placed = resources
    .filter(({ type }) => type.startsWith("vault:"))
    .map((resource) => ({ resource, vault: vaultOf(resource, defaultAddress), namespace: namespaceOf(resource) }));
  const names = new Map(
    placed.map(({ vault, namespace }) => [JSON.stringify([vault, namespace]), { vault, namespace }]),
  );
  const open = names.size > 1 ? placed.map(({ resource }) => unknownAddress(resource)).find(isGiven) : undefined;
  return [...names].sort(byKey).map(([, { vault, namespace }]) => {
    const inVault = placed.filter((each) => each.vault === vault);
    return {
      name: namespace === "" ? `vault ${vault}` : `vault ${vault} namespace "${namespace}"`,
      here: inVault.filter((each) => each.namespace === namespace).map(({ resource }) => resource),
      within: inVault.filter((each) => isAbove(each.namespace, namespace)).map(({ resource }) => resource),
      below: namespacesBelow(namespace, inVault),
      ...(open === undefined ? {} : { open }),
    };
  });
}

interface Placed {
  readonly resource: Resource;
  readonly namespace: string;
}

function namespacesBelow(above: string, inVault: readonly Placed[]): string[] {
  const made = inVault.flatMap(({ resource, namespace }) =>
    namespacesIn([resource]).map((path) => joined(namespace, path)),
  );
  const reached = inVault.map(({ namespace }) => namespace);
  return [...new Set([...made, ...reached].flatMap((path) => pathBelow(above, path) ?? []))];
}

function unknownAddress({ provider }: Resource): Unknown | undefined {
  const address = provider === undefined ? undefined : input(provider, "address");
  return address?.kind === "unknown" ? address : undefined;
}

function isGiven<T>(value: T | undefined): value is T {
  return value !== undefined;
}

/** Resources come in the order in which they were registered, which differs from run to run. */
function byKey([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return left < right ? -1 : 1;
}

function isAbove(namespace: string, other: string): boolean {
  return namespace === "" || other === namespace || other.startsWith(`${namespace}/`);
}

/** Its address; for one that is not known, the provider stands for it. */
export function vaultOf({ provider }: Resource, defaultAddress: string | undefined): string {
  if (provider?.type !== vaultProviderType) return defaultAddress ?? "at VAULT_ADDR";
  const address = asText(input(provider, "address"));
  if (address.kind !== "known") return `of provider "${provider.name}"`;
  return (address.value ?? defaultAddress)?.replace(/\/+$/u, "") ?? "at VAULT_ADDR";
}

/** Where a resource is; a write's path can begin with a namespace below the one that it is asked for in. */
export function namespaceOf(resource: Resource): string {
  return joined(requestNamespaceOf(resource), writeOf(resource)?.namespace ?? "");
}

/** In which its requests are made: the resource's own is below its provider's. */
export function requestNamespaceOf(resource: Resource): string {
  const provider = resource.provider === undefined ? "" : pathOf(input(resource.provider, "namespace"));
  return joined(provider, pathOf(input(resource, "namespace")));
}

/** A path as seen from a namespace; undefined for one that is not below it. */
export function pathBelow(namespace: string, path: string): string | undefined {
  if (namespace === "") return path === "" ? undefined : path;
  return path.startsWith(`${namespace}/`) ? path.slice(namespace.length + 1) : undefined;
}

/** A path below a namespace, from the root; either can be empty. */
export function joined(...paths: readonly string[]): string {
  return paths.filter((path) => path !== "").join("/");
}

function pathOf(value: Value): string {
  return (textOf(value) ?? "").replace(/^\/+|\/+$/gu, "");
}
