import path from "node:path";
import { openVault, type VaultClient } from "../live/client";
import { asLogin, loginJwt, loginUserpass, type Login } from "../live/token";
import { Refusal } from "../problem/problem";
import type { Environment } from "../stacks/environment";
import { deployerCredential } from "./deployer-credential";
import type { Io } from "./io";
import type { Project } from "./project";

/**
 * Logs in to the environment's Vault as its deployer, with the same credential as the provider, and revokes the token when `work`
 * is done, however it ends.
 */
export async function asDeployer<Result>(
  project: Project,
  environment: Environment,
  io: Pick<Io, "env" | "signal">,
  work: (deployer: VaultClient) => Promise<Result>,
): Promise<Result> {
  const { address, caCertificate } = environment.values;
  const client = await openVault({
    address,
    signal: io.signal,
    ...(caCertificate === undefined ? {} : { caFile: path.resolve(project.root, caCertificate) }),
  });
  try {
    const credential = { ...io.env, ...(await deployerCredential(project, environment)) };
    return await asLogin(client, await logIn(client, environment, credential), work);
  } finally {
    await client.close();
  }
}

async function logIn(client: VaultClient, environment: Environment, credential: NodeJS.ProcessEnv): Promise<Login> {
  const { login } = environment.values;
  if (login.method === "userpass") {
    const password = required(environment, "TERRAFORM_VAULT_PASSWORD", credential, "run strongroom dev start");
    return loginUserpass(client, { mount: login.mount, username: login.username, password });
  }
  const jwt = required(
    environment,
    "TERRAFORM_VAULT_AUTH_JWT",
    credential,
    "run this in the deployment job, or set it",
  );
  return loginJwt(client, { mount: login.mount, role: login.role, jwt });
}

function required(environment: Environment, name: string, credential: NodeJS.ProcessEnv, fix: string): string {
  const value = credential[name];
  if (value !== undefined && value !== "") return value;
  throw new Refusal([
    { subject: `environment "${environment.name}"`, must: "have the deployer's credential", found: `no ${name}`, fix },
  ]);
}
