import type { IssuedSecretId } from "../live/secret-id";
import type { Wrapped } from "../live/wrapping";
import { counted, table } from "../report/layout";
import type { AppRoleOptions } from "./approle-session";

/** What a person is told about a secret-id that was just issued, beside its token. */
export function wrappedReport(role: string, { accessor, ttl, creation_path }: Wrapped): string {
  return (
    `secret-id for ${role}, wrapped: good for one unwrap within ${ttl} s (accessor ${accessor}).\n` +
    `Whoever receives it checks that it was made at ${creation_path}, then: VAULT_TOKEN=... vault unwrap\n` +
    `If that fails, somebody else has unwrapped it: destroy the secret-id and find out who.\n`
  );
}

/** What to do about the older ones. */
export function finishRotationReport(
  { role, mount, environment }: AppRoleOptions,
  accessor: string,
  older: readonly IssuedSecretId[],
): string {
  const place = `${mount === "approle" ? "" : ` --mount ${mount}`}${environment === "dev" ? "" : ` --environment ${environment}`}`;
  return (
    `${counted(older.length, "older secret-id")} still good. When the application has logged in with the new one:\n` +
    `  strongroom secret-id finish-rotation ${role} ${accessor}${place}\n`
  );
}

/** One line for each secret-id, under a heading. */
export function secretIdTable(secretIds: readonly IssuedSecretId[]): string[] {
  return table([
    ["accessor", "created", "expires", "uses left", "last used"],
    ...secretIds.map(({ accessor, created, expires, usesLeft, lastUsed }) => [
      accessor,
      shown(created),
      expires === undefined ? "never" : shown(expires),
      usesLeft === undefined ? "unlimited" : String(usesLeft),
      usesLeft === undefined ? "not counted" : lastUsed === undefined ? "never" : shown(lastUsed),
    ]),
  ]);
}

/** `2026-01-31 14:05:59Z` */
function shown(time: Date): string {
  return time.toISOString().replace("T", " ").replace(/\.\d+/, "");
}

/** In the form that scripts read: times as ISO 8601, null for what is not. */
export function secretIdJson({ accessor, created, expires, usesLeft, lastUsed }: IssuedSecretId): object {
  return { accessor, created, expires: expires ?? null, uses_left: usesLeft ?? null, last_used: lastUsed ?? null };
}
