import type { Environment } from "../stacks/environment";
import { embeddedCredentials } from "../toolchain/embedded/credentials";
import { embeddedFolder } from "../toolchain/embedded/folder";
import type { Project } from "./project";

/** The environment whose Vault is the embedded one. */
export const embeddedEnvironment = "dev";

/**
 * What the provider logs in with, in the variables it reads. The embedded Vault's login is kept beside it; that of any other
 * environment is the caller's to set, and a preview needs none.
 */
export async function deployerCredential(
  project: Project,
  { name, values }: Environment,
): Promise<Readonly<Record<string, string>>> {
  if (name !== embeddedEnvironment || values.login.method !== "userpass") return {};
  const login = await embeddedCredentials(embeddedFolder(project.local)).readLogin();
  return login === undefined ? {} : { TERRAFORM_VAULT_PASSWORD: login.password };
}
