import type { Resource } from "../resource";
import { inSdkWords, liveResource, liveSetting, objectAt, type LiveAnswer, type LiveVault } from "./live-resource";

/** An engine or a method as `sys/mounts` and `sys/auth` tell of it. */
export interface LiveMount {
  readonly table: "auth" | "mounts";
  /** Without a slash at the end, and a method's without `auth/`. */
  readonly path: string;
  readonly type: string;
  readonly answer: LiveAnswer;
}

/** What Vault mounts by itself, and nobody declares. */
const vaultsOwn: ReadonlySet<string> = new Set(["system", "identity", "cubbyhole", "token", "agent_registry"]);

/** The answer of `sys/mounts` or `sys/auth`, without Vault's own. */
export function mountsIn(table: LiveMount["table"], data: LiveAnswer): LiveMount[] {
  return Object.keys(data).flatMap((path) => {
    const answer = objectAt(data, path);
    const type = typeof answer["type"] === "string" ? answer["type"].replace(/^ns_/u, "") : "";
    if (type === "" || vaultsOwn.has(type)) return [];
    return [{ table, path: path.replace(/\/$/u, ""), type, answer }];
  });
}

/** An engine; or a method, and what its tuning says of locking users out. */
export function mountResources(vault: LiveVault, { table, path, type, answer }: LiveMount): Resource[] {
  const config = objectAt(answer, "config");
  const { description, accessor, options, local } = answer;
  if (table === "mounts") {
    const leases = { maxLeaseTtlSeconds: config["max_lease_ttl"], defaultLeaseTtlSeconds: config["default_lease_ttl"] };
    const props = { path, type, description, accessor, options, local, ...leases };
    return [liveResource(vault, "vault:index/mount:Mount", path, props)];
  }
  const props = { path, type, description, accessor, local, tune: inSdkWords(config) };
  const method = liveResource(vault, "vault:index/authBackend:AuthBackend", path, props);
  return "user_lockout_config" in config ? [method, tuning(vault, path, config)] : [method];
}

/** The answer has longer names for locking users out than a write to the tuning (vault/logical_system.go, mountInfo and handleTuneWriteCommon). */
function tuning(vault: LiveVault, path: string, config: LiveAnswer): Resource {
  const lockout = objectAt(config, "user_lockout_config");
  const asWritten = Object.fromEntries(
    Object.entries(lockout).map(([name, value]) => [name.replace(/^user_/u, ""), value]),
  );
  return liveSetting(vault, `sys/auth/${path}/tune`, { ...config, user_lockout_config: asWritten });
}

/** The answer of `sys/audit`. */
export function auditResources(vault: LiveVault, data: LiveAnswer): Resource[] {
  return Object.keys(data).map((key) => {
    const path = key.replace(/\/$/u, "");
    const { type, options, description, local } = objectAt(data, key);
    return liveResource(vault, "vault:index/audit:Audit", path, { path, type, options, description, local });
  });
}
