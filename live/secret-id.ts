import { z } from "zod";
import { list, readAnswer } from "./answer";
import type { VaultClient } from "./client";
import { isVaultAnswer } from "./refusal";

/** What Vault keeps of a secret-id that was issued. The secret-id itself it keeps as a hash only. */
export interface IssuedSecretId {
  /** Names it and does not log in. */
  readonly accessor: string;
  readonly created: Date;
  /** Undefined where it never expires. */
  readonly expires: Date | undefined;
  /** How often it may still log in; undefined where that is not limited. */
  readonly usesLeft: number | undefined;
  /**
   * When it was last used to log in, or undefined where it never was. Of one without a limit Vault notes no use, and it counts a
   * use before it looks at the network, so that a login from a wrong one is counted too (builtin/credential/approle/path_login.go).
   */
  readonly lastUsed: Date | undefined;
}

/** The accessors of a role's secret-ids. @param mount without `auth/` */
export function secretIdAccessors(client: VaultClient, mount: string, role: string): Promise<readonly string[]> {
  return list(client, `${rolePath(mount, role)}/secret-id`);
}

/**
 * A role's secret-ids, the oldest first. With those that have expired: Vault tidies them away once a minute, and until then they
 * log in (builtin/credential/approle/path_login.go).
 */
export async function issuedSecretIds(
  client: VaultClient,
  mount: string,
  role: string,
): Promise<readonly IssuedSecretId[]> {
  const accessors = await secretIdAccessors(client, mount, role);
  const found = await Promise.all(accessors.map((accessor) => lookUp(client, mount, role, accessor)));
  return found
    .filter((each) => each !== undefined)
    .sort((left, right) => left.created.getTime() - right.created.getTime());
}

/** Those that were issued before a certain one. */
export function olderThan(
  { created }: IssuedSecretId,
  secretIds: readonly IssuedSecretId[],
): readonly IssuedSecretId[] {
  return secretIds.filter((each) => each.created < created);
}

/** Destroys a secret-id, if it is still there. The tokens that it has logged in to live on. */
export async function destroySecretId(
  client: VaultClient,
  mount: string,
  role: string,
  accessor: string,
): Promise<void> {
  const path = `${rolePath(mount, role)}/secret-id-accessor/destroy`;
  try {
    await client.request("POST", path, { secret_id_accessor: accessor });
  } catch (error) {
    // For one that was used up meanwhile Vault answers 500, like for anything else that went wrong.
    if (isVaultAnswer(error, 500) && (await lookUp(client, mount, role, accessor)) === undefined) return;
    throw error;
  }
}

const roleAnswer = z.object({ data: z.object({ secret_id_num_uses: z.number() }) });

/** How often a new secret-id of the role may log in; undefined where that is not limited. */
export async function secretIdUses(client: VaultClient, mount: string, role: string): Promise<number | undefined> {
  const path = rolePath(mount, role);
  const { data } = readAnswer(roleAnswer, await client.request("GET", path), path);
  return data.secret_id_num_uses === 0 ? undefined : data.secret_id_num_uses;
}

const time = z.iso.datetime({ offset: true });
const lookupAnswer = z.object({
  data: z.object({
    creation_time: time,
    expiration_time: time,
    last_updated_time: time,
    secret_id_num_uses: z.number(),
  }),
});

/** @returns undefined where the secret-id is gone: used up, expired or destroyed */
async function lookUp(
  client: VaultClient,
  mount: string,
  role: string,
  accessor: string,
): Promise<IssuedSecretId | undefined> {
  const path = `${rolePath(mount, role)}/secret-id-accessor/lookup`;
  let answer: unknown;
  try {
    answer = await client.request("POST", path, { secret_id_accessor: accessor });
  } catch (error) {
    if (isVaultAnswer(error, 404)) return undefined;
    throw error;
  }
  if (answer === undefined) return undefined;
  const { data } = readAnswer(lookupAnswer, answer, path);
  const expires = new Date(data.expiration_time);
  return {
    accessor,
    created: new Date(data.creation_time),
    // Go's zero time.
    expires: expires.getTime() < 0 ? undefined : expires,
    usesLeft: data.secret_id_num_uses === 0 ? undefined : data.secret_id_num_uses,
    // Both are the same instant until the first use; only as text, because a Date has no nanoseconds.
    lastUsed: data.last_updated_time === data.creation_time ? undefined : new Date(data.last_updated_time),
  };
}

function rolePath(mount: string, role: string): string {
  return `auth/${mount}/role/${role}`;
}
