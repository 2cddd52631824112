import type { Resource } from "../resource";
import { asList, asText } from "../scalars";
import { field, isAbsent, type Value } from "../value";
import { foundIn, isFound, type Declared } from "./settings";

interface Source {
  readonly declared: Declared;
  /** The settings that are addresses. */
  readonly addresses: readonly string[];
}

const path = /^auth\/.+\/config$/u;

const sources: readonly Source[] = [
  {
    declared: {
      types: ["vault:jwt/authBackend:AuthBackend"],
      path,
      mounts: ["jwt", "oidc"],
      toldBy: {
        settings: ["jwks_url", "jwks_pairs", "oidc_discovery_url"],
        path: /^auth\/[^/]*(?:jwt|oidc)[^/]*\/config$/iu,
      },
    },
    addresses: ["jwks_url", "oidc_discovery_url"],
  },
  {
    declared: {
      types: ["vault:kubernetes/authBackendConfig:AuthBackendConfig"],
      path,
      mounts: ["kubernetes"],
      toldBy: { settings: ["kubernetes_host"], path: /^auth\/[^/]*(?:kubernetes|k8s)[^/]*\/config$/iu },
    },
    addresses: ["kubernetes_host"],
  },
  {
    declared: {
      types: ["vault:github/authBackend:AuthBackend"],
      path,
      mounts: ["github"],
      toldBy: { settings: ["organization"], path: /^auth\/[^/]*github[^/]*\/config$/iu },
    },
    addresses: ["base_url"],
  },
];

/**
 * The addresses at which a login method asks who somebody is, or takes the keys that say so. Directories are left out: see
 * `ldapConnectionOf`.
 */
export function identitySourcesOf(resource: Resource): Value<string | undefined>[] {
  return sources
    .flatMap(({ declared, addresses }) => {
      const method = foundIn(resource, declared);
      if (method === undefined || !isFound(method)) return [];
      const pairs = declared.mounts?.includes("jwt") === true ? addressesInPairs(method.settings("jwks_pairs")) : [];
      return [...addresses.map((name) => asText(method.settings(name))), ...pairs];
    })
    .filter((address) => !isAbsent(address));
}

/** Several places for keys, each with its CA. */
function addressesInPairs(pairs: Value): Value<string | undefined>[] {
  const items = asList(pairs);
  if (items.kind === "unknown") return [items];
  return items.kind === "known" ? items.value.map((pair) => asText(field(pair, "jwks_url"))) : [];
}
