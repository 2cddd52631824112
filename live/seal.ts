import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { Refusal } from "../problem/problem";
import { readAnswer } from "./answer";
import type { VaultClient } from "./client";

const healthAnswer = z.object({
  initialized: z.boolean(),
  sealed: z.boolean(),
  standby: z.boolean(),
  version: z.string(),
});
export type Health = z.infer<typeof healthAnswer>;

/** `sys/health`, with the states of a server that is up but not ready answered as data rather than as an error status. */
export async function health(client: VaultClient): Promise<Health> {
  const codes = ["standby", "performancestandby", "drsecondary", "sealed", "uninit"];
  const query = Object.fromEntries(codes.map((state) => [`${state}code`, "200"]));
  const answer = await client.request("GET", "sys/health", undefined, { query });
  return readAnswer(healthAnswer, answer, "sys/health");
}

const initAnswer = z.object({ keys_base64: z.array(z.string()).length(1), root_token: z.string().min(1) });

/** What exists only in this one answer of Vault, and has to be kept before anything else happens. */
export interface Initialised {
  readonly unsealKey: string;
  readonly rootToken: string;
}

/** Initialises an embedded Vault: one unseal key, because one laptop keeps it. */
export async function initialise(client: VaultClient): Promise<Initialised> {
  const answer = await client.request("POST", "sys/init", { secret_shares: 1, secret_threshold: 1 });
  const { keys_base64: keys, root_token: rootToken } = readAnswer(initAnswer, answer, "sys/init");
  const [unsealKey] = keys;
  if (unsealKey === undefined) throw new Error("sys/init answered without an unseal key");
  return { unsealKey, rootToken };
}

const unsealAnswer = z.object({ sealed: z.boolean() });

/** @returns whether the server is open after this key. */
export async function unseal(client: VaultClient, unsealKey: string): Promise<boolean> {
  const answer = await client.request("POST", "sys/unseal", { key: unsealKey });
  return !readAnswer(unsealAnswer, answer, "sys/unseal").sealed;
}

/** Waits until the unsealed server has won its own raft election and serves requests. */
export async function untilActive(client: VaultClient, signal: AbortSignal, patience = 30_000): Promise<void> {
  const deadline = Date.now() + patience;
  for (;;) {
    const state = await health(client);
    if (state.initialized && !state.sealed && !state.standby) return;
    if (Date.now() > deadline) {
      throw new Refusal([
        {
          subject: `vault ${client.address}`,
          must: "become active after it was unsealed",
          found: `${state.sealed ? "sealed" : "standby"} after ${patience / 1000} s`,
          fix: "read its log; strongroom dev status says where it is",
        },
      ]);
    }
    await sleep(50, undefined, { signal });
  }
}
