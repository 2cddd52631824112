import { z } from "zod";
import { readAnswer } from "./answer";
import type { VaultClient } from "./client";

const loginAnswer = z.object({ auth: z.object({ client_token: z.string(), policies: z.array(z.string()) }) });

export interface Login {
  readonly token: string;
  readonly policies: readonly string[];
}

/** @param mount where the method is mounted, without `auth/`: `userpass` */
export async function loginUserpass(
  client: VaultClient,
  credentials: { readonly mount: string; readonly username: string; readonly password: string },
): Promise<Login> {
  const { mount, username, password } = credentials;
  return login(client, `auth/${mount}/login/${username}`, { password });
}

/** @param mount where the method is mounted, without `auth/`: `jwt` */
export async function loginJwt(
  client: VaultClient,
  credentials: { readonly mount: string; readonly role: string; readonly jwt: string },
): Promise<Login> {
  const { mount, role, jwt } = credentials;
  return login(client, `auth/${mount}/login`, { role, jwt });
}

async function login(client: VaultClient, path: string, body: object): Promise<Login> {
  const { auth } = readAnswer(loginAnswer, await client.request("POST", path, body), path);
  return { token: auth.client_token, policies: auth.policies };
}

const lookupAnswer = z.object({
  data: z.object({
    policies: z.array(z.string()),
    /** Seconds; 0 is a token that never ends. */
    ttl: z.number(),
    path: z.string(),
    display_name: z.string(),
  }),
});
export type TokenProperties = z.infer<typeof lookupAnswer>["data"];

/** What Vault says about the client's own token. */
export async function lookupSelf(client: VaultClient): Promise<TokenProperties> {
  return readAnswer(lookupAnswer, await client.request("GET", "auth/token/lookup-self"), "lookup-self").data;
}

/** Also after Ctrl-C: a token that is not revoked lives on. */
export async function revokeSelf(client: VaultClient): Promise<void> {
  await client.request("POST", "auth/token/revoke-self", undefined, { evenIfAborted: true });
}

const capabilitiesAnswer = z.object({ data: z.record(z.string(), z.unknown()) });

/** The capabilities of the client's own token, for each of `paths`, as Vault decides them. */
export async function capabilitiesSelf(
  client: VaultClient,
  paths: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const answer = await client.request("POST", "sys/capabilities-self", { paths });
  const { data } = readAnswer(capabilitiesAnswer, answer, "sys/capabilities-self");
  const names = z.array(z.string());
  return new Map(paths.map((path) => [path, readAnswer(names, data[path], `sys/capabilities-self for ${path}`)]));
}

/** Hands a client that carries the login's token to `work`, and revokes the token however that ends. */
export async function asLogin<Result>(
  client: VaultClient,
  login: Login,
  work: (authenticated: VaultClient, login: Login) => Promise<Result>,
): Promise<Result> {
  const authenticated = client.withToken(login.token);
  const [outcome] = await Promise.allSettled([work(authenticated, login)]);
  const [revoked] = await Promise.allSettled([revokeSelf(authenticated)]);
  // Where both fail, the server went away: the first failure is the one that tells its user what was not done.
  if (outcome.status === "rejected") throw outcome.reason;
  if (revoked.status === "rejected") throw revoked.reason;
  return outcome.value;
}
