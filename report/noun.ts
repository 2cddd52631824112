import { entryOf } from "../model/entry";

/** What a person calls a resource, by its Pulumi type. Types that are not here are called by the last part of their token. */
const nouns: Readonly<Record<string, readonly [one: string, many: string]>> = {
  "vault:index/audit:Audit": ["audit device", "audit devices"],
  "vault:index/authBackend:AuthBackend": ["auth method", "auth methods"],
  "vault:jwt/authBackend:AuthBackend": ["auth method", "auth methods"],
  "vault:index/policy:Policy": ["policy", "policies"],
  "vault:appRole/authBackendRole:AuthBackendRole": ["role", "roles"],
  "vault:jwt/authBackendRole:AuthBackendRole": ["role", "roles"],
  "vault:index/certAuthBackendRole:CertAuthBackendRole": ["role", "roles"],
  "vault:ldap/authBackendGroup:AuthBackendGroup": ["directory group", "directory groups"],
  "vault:tokenauth/authBackendRole:AuthBackendRole": ["token role", "token roles"],
  "vault:kubernetes/authBackendConfig:AuthBackendConfig": ["auth method setting", "auth method settings"],
  "vault:kubernetes/authBackendRole:AuthBackendRole": ["role", "roles"],
  "vault:index/mount:Mount": ["engine", "engines"],
  "vault:kv/secretBackendV2:SecretBackendV2": ["engine setting", "engine settings"],
  "vault:database/secretBackendConnection:SecretBackendConnection": ["database connection", "database connections"],
  "vault:database/secretBackendRole:SecretBackendRole": ["database role", "database roles"],
  "vault:database/secretBackendStaticRole:SecretBackendStaticRole": ["static database role", "static database roles"],
  "vault:pkiSecret/backendConfigAcme:BackendConfigAcme": ["engine setting", "engine settings"],
  "vault:pkiSecret/backendConfigAutoTidy:BackendConfigAutoTidy": ["engine setting", "engine settings"],
  "vault:pkiSecret/backendConfigCluster:BackendConfigCluster": ["engine setting", "engine settings"],
  "vault:pkiSecret/secretBackendConfigIssuers:SecretBackendConfigIssuers": ["default issuer", "default issuers"],
  "vault:pkiSecret/secretBackendConfigUrls:SecretBackendConfigUrls": ["engine setting", "engine settings"],
  "vault:pkiSecret/secretBackendCrlConfig:SecretBackendCrlConfig": ["engine setting", "engine settings"],
  "vault:pkiSecret/secretBackendIntermediateCertRequest:SecretBackendIntermediateCertRequest": [
    "certificate request",
    "certificate requests",
  ],
  "vault:pkiSecret/secretBackendIntermediateSetSigned:SecretBackendIntermediateSetSigned": [
    "imported certificate",
    "imported certificates",
  ],
  "vault:pkiSecret/secretBackendIssuer:SecretBackendIssuer": ["issuer", "issuers"],
  "vault:pkiSecret/secretBackendKey:SecretBackendKey": ["authority's key", "authorities' keys"],
  "vault:pkiSecret/secretBackendRole:SecretBackendRole": ["certificate role", "certificate roles"],
  "vault:pkiSecret/secretBackendRootSignIntermediate:SecretBackendRootSignIntermediate": [
    "signed certificate",
    "signed certificates",
  ],
  "vault:transit/secretBackendKey:SecretBackendKey": ["transit key", "transit keys"],
  "vault:ssh/secretBackendCa:SecretBackendCa": ["SSH authority", "SSH authorities"],
  "vault:ssh/secretBackendRole:SecretBackendRole": ["SSH role", "SSH roles"],
  "vault:generic/endpoint:Endpoint": ["written setting", "written settings"],
  "vault:identity/group:Group": ["group", "groups"],
  "vault:identity/groupAlias:GroupAlias": ["group alias", "group aliases"],
  "vault:identity/entity:Entity": ["entity", "entities"],
  "vault:identity/entityAlias:EntityAlias": ["entity alias", "entity aliases"],
  "vault:identity/mfaTotp:MfaTotp": ["MFA method", "MFA methods"],
  "vault:identity/mfaLoginEnforcement:MfaLoginEnforcement": ["MFA enforcement", "MFA enforcements"],
  "vault:index/quotaRateLimit:QuotaRateLimit": ["rate limit", "rate limits"],
  "vault:index/auditRequestHeader:AuditRequestHeader": ["audited header", "audited headers"],
  "strongroom:server:Server": ["server settings", "server settings"],
};

/** `audit device` or `audit devices`. */
export function noun(type: string, count = 1): string {
  const [one, many] = entryOf(nouns, type) ?? fallback(type);
  return count === 1 ? one : many;
}

function fallback(type: string): readonly [string, string] {
  const last = type.split(":").at(-1) ?? type;
  if (type.startsWith("pulumi:providers:")) return ["provider", "providers"];
  if (type.startsWith("strongroom:")) return [`${last} component`, `${last} components`];
  const words = last.replace(/(?<=[a-z0-9])(?=[A-Z])/g, " ").toLowerCase();
  return [words, `${words}s`];
}

/** Kinds that are named; the rest are counted together, so that the line can be read. */
const named = 5;

/** `4 auth methods, 2 policies, 1 role`: the most numerous first, and at the end those of which there are fewest, as `3 other`. */
export function countedNouns(types: readonly string[]): string {
  const counts = new Map<string, { count: number; type: string }>();
  for (const type of types) {
    const entry = counts.get(noun(type)) ?? { count: 0, type };
    counts.set(noun(type), { ...entry, count: entry.count + 1 });
  }
  const sorted = [...counts.values()].sort((left, right) => right.count - left.count);
  const shown = sorted.length > named + 1 ? sorted.slice(0, named) : sorted;
  const others = sorted.slice(shown.length).reduce((sum, { count }) => sum + count, 0);
  return [
    ...shown.map(({ count, type }) => `${count} ${noun(type, count)}`),
    ...(others === 0 ? [] : [`${others} other`]),
  ].join(", ");
}
