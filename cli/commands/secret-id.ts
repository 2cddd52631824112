import { isIP } from "node:net";
import { appRoleNames, issueSecretId, type SecretIdRequest } from "../../live/approle";
import { exitCodes, Refusal, type ExitCode, type Problem } from "../../problem/problem";
import { didYouMean } from "../../problem/suggestion";
import { asDeployer } from "../deployer-session";
import type { Io } from "../io";
import { findProject, projectEnvironment } from "../project";

export interface SecretIdOptions {
  readonly environment: string;
  readonly role: string;
  /** Path of the AppRole mount, without `auth/`. */
  readonly mount: string;
  /** Life of the wrapping token: `5m`. */
  readonly ttl: string;
  readonly cidr: readonly string[];
  /** Each `key=value`. */
  readonly metadata: readonly string[];
  readonly json: boolean;
}

/**
 * `strongroom secret-id issue ROLE`: a new secret-id, wrapped. Standard output gets the wrapping token and nothing else, so that
 * it can be handed on by a pipe; nobody but the one who unwraps it sees the secret-id.
 */
export async function secretIdIssue(options: SecretIdOptions, io: Io): Promise<ExitCode> {
  const request = readRequest(options);
  const project = findProject(process.cwd());
  const environment = projectEnvironment(project, options.environment);
  const wrapped = await asDeployer(project, environment, io, async (deployer) => {
    const roles = await appRoleNames(deployer, options.mount);
    if (!roles.includes(options.role)) throw unknownRole(options, roles);
    return issueSecretId(deployer, options.mount, request);
  });
  const { token, accessor, ttl, creation_path } = wrapped;
  if (options.json) {
    io.out(`${JSON.stringify({ token, accessor, ttl, creation_path })}\n`);
    return exitCodes.clean;
  }
  io.out(`${token}\n`);
  io.err(
    `secret-id for ${options.role}, wrapped: good for one unwrap within ${ttl} s (accessor ${accessor}).\n` +
      `Whoever receives it checks that it was made at ${creation_path}, then: VAULT_TOKEN=... vault unwrap\n` +
      `If that fails, somebody else has unwrapped it: destroy the secret-id and find out who.\n`,
  );
  return exitCodes.clean;
}

/** @throws Refusal with every option that is wrong */
function readRequest({ role, ttl, cidr, metadata }: SecretIdOptions): SecretIdRequest {
  const pairs = metadata.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)] as const);
  const problems: Problem[] = [
    ...(/^\d*[1-9]\d*[smh]?$/.test(ttl)
      ? []
      : // A life of zero would make Vault answer with the secret-id itself.
        [{ subject: "--ttl", must: "be a time above zero, such as 90s, 5m or 1h", found: ttl }]),
    ...cidr
      .filter((network) => !isCidr(network))
      .map((network) => ({ subject: "--cidr", must: "be a network such as 10.0.0.0/8", found: network })),
    ...metadata
      .filter((pair) => pair.indexOf("=") < 1)
      .map(() => ({ subject: "--metadata", must: "be key=value", found: "one without a key or without =" })),
  ];
  const [first, ...others] = problems;
  if (first !== undefined) {
    throw new Refusal([first, ...others], { exitCode: exitCodes.usage, summary: "No secret-id was issued." });
  }
  return { role, wrapTtl: ttl, cidrs: cidr, metadata: Object.fromEntries(pairs) };
}

function isCidr(text: string): boolean {
  const [address = "", prefix = "", ...more] = text.split("/");
  const family = isIP(address);
  return more.length === 0 && family !== 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128);
}

function unknownRole({ role, mount, environment }: SecretIdOptions, roles: readonly string[]): Refusal {
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
    { exitCode: exitCodes.usage, summary: "No secret-id was issued." },
  );
}
