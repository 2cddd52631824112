import { z } from "zod";
import { readAnswer } from "./answer";
import type { VaultClient } from "./client";

const authAnswer = z.object({ data: z.record(z.string(), z.object({ type: z.string(), accessor: z.string() })) });

/** The enabled auth methods: where (without `auth/` and the slash at the end), and of which type. */
export async function authMounts(client: VaultClient): Promise<ReadonlyMap<string, string>> {
  return new Map((await mountsInVault(client)).map(([path, { type }]) => [path, type]));
}

/** The enabled auth methods: where (without `auth/` and the slash at the end), and by which accessor identity knows them. */
export async function authMountAccessors(client: VaultClient): Promise<ReadonlyMap<string, string>> {
  return new Map((await mountsInVault(client)).map(([path, { accessor }]) => [path, accessor]));
}

async function mountsInVault(client: VaultClient): Promise<[string, z.infer<typeof authAnswer>["data"][string]][]> {
  const { data } = readAnswer(authAnswer, await client.request("GET", "sys/auth"), "sys/auth");
  return Object.entries(data).map(([path, mount]) => [path.replace(/\/$/, ""), mount]);
}

/** Tuning in Vault's own words (`default_lease_ttl`, `listing_visibility`, `token_type`, ...). */
export type AuthTune = Readonly<Record<string, string | number | boolean | readonly string[]>>;

export async function enableAuthMount(
  client: VaultClient,
  mount: { readonly path: string; readonly type: string; readonly description?: string; readonly tune?: AuthTune },
): Promise<void> {
  await client.request("POST", `sys/auth/${mount.path}`, {
    type: mount.type,
    description: mount.description ?? "",
    config: mount.tune ?? {},
  });
}
