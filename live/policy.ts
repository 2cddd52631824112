import { z } from "zod";
import { readAnswer } from "./answer";
import type { VaultClient } from "./client";
import { isVaultAnswer } from "./refusal";

const policyAnswer = z.object({ data: z.object({ policy: z.string() }) });

/** @returns the text as it was written, or `undefined` where no such policy exists. */
export async function readPolicy(client: VaultClient, name: string): Promise<string | undefined> {
  try {
    const answer = await client.request("GET", `sys/policies/acl/${name}`);
    return readAnswer(policyAnswer, answer, `sys/policies/acl/${name}`).data.policy;
  } catch (error) {
    if (isVaultAnswer(error, 404)) return undefined;
    throw error;
  }
}

export async function writePolicy(client: VaultClient, name: string, text: string): Promise<void> {
  await client.request("PUT", `sys/policies/acl/${name}`, { policy: text });
}
