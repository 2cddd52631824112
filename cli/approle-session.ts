import { appRoleNames } from "../live/approle";
import type { VaultClient } from "../live/client";
import { exitCodes, Refusal } from "../problem/problem";
import { didYouMean } from "../problem/suggestion";
import { asDeployer } from "./deployer-session";
import type { Io } from "./io";
import { findProject, projectEnvironment } from "./project";

/** Which AppRole a command is about. */
export interface AppRoleOptions {
  readonly environment: string;
  readonly role: string;
  /** Path of the AppRole mount, without `auth/`. */
  readonly mount: string;
}

/**
 * Does something about an AppRole as the environment's deployer.
 * @param summary what is true where there is no such role: `No secret-id was issued.`
 * @throws Refusal for a role that does not exist, with the one that was meant
 */
export async function withAppRole<Result>(
  options: AppRoleOptions,
  io: Io,
  summary: string,
  work: (deployer: VaultClient) => Promise<Result>,
): Promise<Result> {
  const project = findProject(process.cwd());
  const environment = projectEnvironment(project, options.environment);
  return asDeployer(project, environment, io, async (deployer) => {
    const roles = await appRoleNames(deployer, options.mount);
    if (!roles.includes(options.role)) throw unknownRole(options, roles, summary);
    return work(deployer);
  });
}

function unknownRole({ role, mount, environment }: AppRoleOptions, roles: readonly string[], summary: string): Refusal {
  const found = roles.length === 0 ? "a mount without roles" : `the roles ${[...roles].sort().join(", ")}`;
  return new Refusal(
    [
      {
        subject: `AppRole "${role}"`,
        must: `exist at auth/${mount} of ${environment}${didYouMean(role, roles)}`,
        found,
        fix: "declare it in stacks/ and apply it, or name one that exists",
      },
    ],
    { exitCode: exitCodes.usage, summary },
  );
}
