import { z } from "zod";
import { list, readAnswer } from "./answer";
import type { VaultClient } from "./client";
import { wrappedAnswer, type Wrapped } from "./wrapping";

const enforcements = "identity/mfa/login-enforcement";

/** The enforcements of login MFA, by name. */
export function loginEnforcementNames(client: VaultClient): Promise<readonly string[]> {
  return list(client, enforcements);
}

const enforcementAnswer = z.object({ data: z.object({ mfa_method_ids: z.array(z.string()) }) });

/** The ids of the methods, any of which satisfies an enforcement. */
export async function enforcedMethodIds(client: VaultClient, enforcement: string): Promise<readonly string[]> {
  const path = `${enforcements}/${enforcement}`;
  return readAnswer(enforcementAnswer, await client.request("GET", path), path).data.mfa_method_ids;
}

const entityAnswer = z.object({ data: z.object({ id: z.string() }) });

/** The id of the entity that an auth method knows by this name, or undefined where nobody has logged in by it. */
export async function entityOfLogin(
  client: VaultClient,
  login: { readonly accessor: string; readonly name: string },
): Promise<string | undefined> {
  const path = "identity/lookup/entity";
  const answer = await client.request("POST", path, {
    alias_name: login.name,
    alias_mount_accessor: login.accessor,
  });
  return answer === undefined ? undefined : readAnswer(entityAnswer, answer, path).data.id;
}

/** Whose secret it is, for which method. */
export interface TotpHolder {
  readonly methodId: string;
  readonly entityId: string;
}

/**
 * Makes a TOTP secret that only the first one to unwrap it will see: this process does not. Where the entity has one already it stays,
 * and whoever unwraps the answer reads so; Vault says nothing of it beside (vault/login_mfa.go, handleMFAGenerateTOTP).
 * @param wrapTtl life of the wrapping token, in Vault's form: `5m`
 * @throws Refusal where Vault answers with anything but a wrapping token
 */
export async function makeTotpSecret(client: VaultClient, holder: TotpHolder, wrapTtl: string): Promise<Wrapped> {
  const path = "identity/mfa/method/totp/admin-generate";
  return readAnswer(wrappedAnswer, await client.request("POST", path, named(holder), { wrapTtl }), path).wrap_info;
}

/** Destroys the entity's secret for the method, if it has one: its codes are good no longer. */
export async function destroyTotpSecret(client: VaultClient, holder: TotpHolder): Promise<void> {
  await client.request("POST", "identity/mfa/method/totp/admin-destroy", named(holder));
}

const named = ({ methodId, entityId }: TotpHolder): object => ({ method_id: methodId, entity_id: entityId });
