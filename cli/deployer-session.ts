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
  const logIn = loginOf(environment, { ...io.env, ...(await deployerCredential(project, environment)) });
  const client = await openVault({
    address,
    signal: io.signal,
    ...(caCertificate === undefined ? {} : { caFile: path.resolve(project.root, caCertificate) }),
  });
  try {
    return await asLogin(client, await logIn(client), work);
  } finally {
    await client.close();
  }
}

/** @throws Refusal where the credential is missing, before anybody is asked anything */
function loginOf(environment: Environment, credential: NodeJS.ProcessEnv): (client: VaultClient) => Promise<Login> {
  const { login } = environment.values;
  const { mount } = login;
  if (login.method === "userpass") {
    const password = required(environment, "TERRAFORM_VAULT_PASSWORD", credential, "run strongroom dev start");
    return (client) => loginUserpass(client, { mount, username: login.username, password });
  }
  const jwt = required(
    environment,
    "TERRAFORM_VAULT_AUTH_JWT",
    credential,
    "run this in the deployment job, or set it",
  );
  return (client) => loginJwt(client, { mount, role: login.role, jwt });
}

function required(environment: Environment, name: string, credential: NodeJS.ProcessEnv, fix: string): string {
  const value = credential[name];
  if (value !== undefined && value !== "") return value;
  throw new Refusal([
    { subject: `environment "${environment.name}"`, must: "have the deployer's credential", found: `no ${name}`, fix },
  ]);
}
