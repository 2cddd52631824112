import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { openVault, type VaultClient } from "../../../live/client";
import { asLogin, loginUserpass } from "../../../live/token";
import type { TestProject } from "./project";

const loginFile = z.object({ mount: z.string(), username: z.string(), password: z.string() });

/** The deployer's login of a project's embedded Vault. */
export function deployerLogin({ root }: TestProject): z.infer<typeof loginFile> {
  return loginFile.parse(JSON.parse(readFileSync(path.join(root, ".strongroom", "vault", "login.json"), "utf8")));
}

/** Asks the project's Vault over its API, without a token of its own. */
export async function withVault<Result>(
  { root, address }: TestProject,
  work: (client: VaultClient) => Promise<Result>,
): Promise<Result> {
  const client = await openVault({ address, caFile: path.join(root, ".strongroom", "vault", "tls", "ca.pem") });
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

/** Asks as the deployer. */
export function asDeployer<Result>(
  project: TestProject,
  work: (client: VaultClient) => Promise<Result>,
): Promise<Result> {
  return withVault(project, async (client) =>
    asLogin(client, await loginUserpass(client, deployerLogin(project)), work),
  );
}

/**
 * Asks as somebody who holds one declared policy: a user whom the deployer makes for it, since the deployer itself reads no secret.
 */
export async function asHolderOf<Result>(
  project: TestProject,
  policy: string,
  work: (client: VaultClient) => Promise<Result>,
): Promise<Result> {
  const credentials = { username: `holder-of-${policy}`, password: randomBytes(18).toString("base64url") };
  const { username, ...user } = { ...credentials, token_policies: [policy], token_max_ttl: "5m" };
  await asDeployer(project, (client) => client.request("POST", `auth/userpass/users/${username}`, user));
  return withVault(project, async (client) =>
    asLogin(client, await loginUserpass(client, { mount: "userpass", ...credentials }), work),
  );
}

const policyAnswer = z.object({ data: z.object({ policy: z.string() }) });

/**
 * Does something while the deployer's policy says this of a path, and nothing else of it.
 * @param stanza `says` is what stands in its braces
 */
export async function whileDeployerMay<Result>(
  project: TestProject,
  stanza: { readonly path: string; readonly says: string },
  work: () => Promise<Result>,
): Promise<Result> {
  const policy = "sys/policies/acl/strongroom-deploy";
  const write = (text: string): Promise<unknown> =>
    asDeployer(project, (client) => client.request("POST", policy, { policy: text }));
  const { path, says } = stanza;
  const { data } = policyAnswer.parse(await asDeployer(project, (client) => client.request("GET", policy)));
  const [before = "", after = ""] = data.policy.split(`path "${path}" {`);
  const others = before + after.slice(after.indexOf("}") + 1);
  // An exact path stands above a pattern.
  await write(`${others}\npath "${path}" {\n  ${says}\n}\n`);
  try {
    return await work();
  } finally {
    await write(data.policy);
  }
}
