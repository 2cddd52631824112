import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { readAnswer } from "./answer";
import type { VaultClient } from "./client";
import { isVaultAnswer } from "./refusal";

/** Settings of an auth method in Vault's own names. */
export type AuthSettings = Readonly<Record<string, unknown>>;

const configAnswer = z.object({ data: z.record(z.string(), z.unknown()) });

/** What Vault shows of an OIDC method's settings. @returns undefined where it was never told any */
export async function oidcSettings(client: VaultClient, mount: string): Promise<AuthSettings | undefined> {
  const path = configPath(mount);
  try {
    return readAnswer(configAnswer, await client.request("GET", path), path).data;
  } catch (error) {
    if (isVaultAnswer(error, 404) && error.errors.length === 0) return undefined;
    throw error;
  }
}

/**
 * Gives an OIDC method its settings and its client's secret. Vault takes both in one write only, and forgets what is not in it
 * (vault-plugin-auth-jwt, path_config.go, pathConfigWrite).
 */
export async function writeOidcSettings(
  client: VaultClient,
  mount: string,
  settings: AuthSettings,
  clientSecret: string,
): Promise<void> {
  await client.request("POST", configPath(mount), { ...settings, oidc_client_secret: clientSecret });
}

/** Gives an LDAP method the password of its `binddn`. Vault keeps all else (sdk/helper/ldaputil/config.go, NewConfigEntry). */
export async function writeBindPassword(client: VaultClient, mount: string, password: string): Promise<void> {
  await client.request("POST", configPath(mount), { bindpass: password });
}

/** The names of the settings that differ. One that is declared in neither way must be as if nobody had set it. */
export function differingSettings(declared: AuthSettings, found: AuthSettings): readonly string[] {
  const names = [...new Set([...Object.keys(declared), ...Object.keys(found)])].sort();
  return names.filter((name) => !isDeepStrictEqual(given(declared[name]), given(found[name])));
}

/** Vault shows what nobody has set as a text, list, map or number without anything in it, or as null. */
function given(value: unknown): unknown {
  const isEmpty =
    value === null ||
    value === "" ||
    value === 0 ||
    value === false ||
    (typeof value === "object" && Object.keys(value).length === 0);
  return isEmpty ? undefined : value;
}

function configPath(mount: string): string {
  return `auth/${mount}/config`;
}
