import { issueSecretId } from "../../live/approle";
import { issuedSecretIds } from "../../live/secret-id";
import { exitCodes, type ExitCode } from "../../problem/problem";
import { withAppRole, type AppRoleOptions } from "../approle-session";
import type { Io } from "../io";
import { secretIdJson, secretIdTable, wrappedReport } from "../secret-id-report";
import { readRequest, type SecretIdOptions } from "../secret-id-request";

export type SecretIdIssueOptions = AppRoleOptions & SecretIdOptions & { readonly json: boolean };

/**
 * `strongroom secret-id issue ROLE`: a new secret-id, wrapped. Standard output gets the wrapping token and nothing else, so that
 * it can be handed on by a pipe; nobody but the one who unwraps it sees the secret-id.
 */
export async function secretIdIssue(options: SecretIdIssueOptions, io: Io): Promise<ExitCode> {
  const request = readRequest(options);
  const wrapped = await withAppRole(options, io, "No secret-id was issued.", (deployer) =>
    issueSecretId(deployer, options.mount, request),
  );
  const { token, accessor, ttl, creation_path } = wrapped;
  if (options.json) {
    io.out(`${JSON.stringify({ token, accessor, ttl, creation_path })}\n`);
    return exitCodes.clean;
  }
  io.out(`${token}\n`);
  io.err(wrappedReport(options.role, wrapped));
  return exitCodes.clean;
}

export type SecretIdListOptions = AppRoleOptions & { readonly json: boolean };

/** `strongroom secret-id list ROLE`: what Vault knows of the role's secret-ids, by their accessors, the oldest first. */
export async function secretIdList(options: SecretIdListOptions, io: Io): Promise<ExitCode> {
  const { role, mount } = options;
  const secretIds = await withAppRole(options, io, "Nothing was read.", (deployer) =>
    issuedSecretIds(deployer, mount, role),
  );
  if (options.json) io.out(`${JSON.stringify(secretIds.map(secretIdJson))}\n`);
  else io.out(secretIds.length === 0 ? `${role} has no secret-id.\n` : `${secretIdTable(secretIds).join("\n")}\n`);
  return exitCodes.clean;
}
