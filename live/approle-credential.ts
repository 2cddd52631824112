import { z } from "zod";
import { readAnswer } from "./answer";
import type { VaultClient } from "./client";

/** A secret-id in clear, with the role-id that it goes with. */
export interface IssuedCredential {
  readonly roleId: string;
  readonly secretId: string;
  /** Names the secret-id and does not log in. */
  readonly accessor: string;
  /** Seconds; undefined where it never expires. */
  readonly ttl: number | undefined;
  /** How often it may log in; undefined where that is not limited. */
  readonly uses: number | undefined;
}

const roleIdAnswer = z.object({ data: z.object({ role_id: z.string().min(1) }) });
const secretIdAnswer = z.object({
  data: z.object({
    secret_id: z.string().min(1),
    secret_id_accessor: z.string().min(1),
    secret_id_ttl: z.number(),
    secret_id_num_uses: z.number(),
  }),
});

/**
 * Makes a new secret-id that this process sees, for a place that takes nothing wrapped. Whoever can be handed a token has
 * `issueSecretId` instead.
 * @param metadata shown in the audit log and in the tokens that the secret-id logs in to
 */
export async function issueCredential(
  client: VaultClient,
  mount: string,
  role: string,
  metadata: Readonly<Record<string, string>>,
): Promise<IssuedCredential> {
  const path = `auth/${mount}/role/${role}`;
  const roleId = readAnswer(roleIdAnswer, await client.request("GET", `${path}/role-id`), `${path}/role-id`);
  const body = { metadata: JSON.stringify(metadata) };
  const answer = await client.request("POST", `${path}/secret-id`, body);
  const { data } = readAnswer(secretIdAnswer, answer, `${path}/secret-id`);
  return {
    roleId: roleId.data.role_id,
    secretId: data.secret_id,
    accessor: data.secret_id_accessor,
    ttl: data.secret_id_ttl === 0 ? undefined : data.secret_id_ttl,
    uses: data.secret_id_num_uses === 0 ? undefined : data.secret_id_num_uses,
  };
}
