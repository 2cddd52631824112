import { issueSecretId } from "../../live/approle";
import { issuedSecretIds, olderThan, secretIdAccessors, secretIdUses } from "../../live/secret-id";
import type { Wrapped } from "../../live/wrapping";
import { exitCodes, Refusal, type ExitCode } from "../../problem/problem";
import { counted } from "../../report/layout";
import { withAppRole, type AppRoleOptions } from "../approle-session";
import type { Io } from "../io";
import { secretIdJson, wrappedReport } from "../secret-id-report";
import { readRequest, type SecretIdOptions } from "../secret-id-request";

export type SecretIdRotateOptions = AppRoleOptions & SecretIdOptions & { readonly json: boolean };

/**
 * `strongroom secret-id rotate ROLE`: the first half of a rotation. Issues a new secret-id, wrapped, as `issue` does; the older ones
 * stay good. Which one is the new one is said, not remembered: `finish-rotation` is told its accessor.
 */
export async function secretIdRotate(options: SecretIdRotateOptions, io: Io): Promise<ExitCode> {
  const request = readRequest(options);
  const { role, mount, environment } = options;
  const { wrapped, secretId, older } = await withAppRole(options, io, "No secret-id was issued.", async (deployer) => {
    refuseUncounted(role, await secretIdUses(deployer, mount, role));
    const before = new Set(await secretIdAccessors(deployer, mount, role));
    const wrapped = await issueSecretId(deployer, mount, request);
    const after = await issuedSecretIds(deployer, mount, role);
    // Should somebody else issue one at this very moment: with the older of the two, neither is destroyed.
    const secretId = after.find(({ accessor }) => !before.has(accessor));
    if (secretId === undefined) throw alreadyGone(role, wrapped);
    return { wrapped, secretId, older: olderThan(secretId, after) };
  });
  if (options.json) {
    const { token, accessor, ttl, creation_path } = wrapped;
    const answer = { token, accessor, ttl, creation_path, secret_id_accessor: secretId.accessor };
    io.out(`${JSON.stringify({ ...answer, older: older.map(secretIdJson) })}\n`);
    return exitCodes.clean;
  }
  io.out(`${wrapped.token}\n`);
  const place = `${mount === "approle" ? "" : ` --mount ${mount}`}${environment === "dev" ? "" : ` --environment ${environment}`}`;
  io.err(
    wrappedReport(role, wrapped) +
      `${counted(older.length, "older secret-id")} still good. When the application has logged in with the new one:\n` +
      `  strongroom secret-id finish-rotation ${role} ${secretId.accessor}${place}\n`,
  );
  return exitCodes.clean;
}

/** Vault counts the uses of a limited secret-id, and forgets one when it is used up. */
function refuseUncounted(role: string, uses: number | undefined): void {
  if (uses !== undefined && uses > 1) return;
  const problem = {
    subject: `AppRole "${role}"`,
    path: "secret_id_num_uses",
    must: "be at least 2, so that Vault shows whether a secret-id was used",
    found: uses === undefined ? "no limit: Vault notes no use" : "1: Vault forgets a secret-id with its only use",
    fix: "declare secretIdNumUses for the role, or issue another secret-id and let the older ones expire",
  };
  throw new Refusal([problem], { summary: "No secret-id was issued." });
}

function alreadyGone(role: string, { accessor }: Wrapped): Refusal {
  return new Refusal(
    [
      {
        subject: `the new secret-id for ${role}`,
        must: "be found among the role's secret-ids",
        found: `none that was not there before (wrapped as ${accessor})`,
        fix: "look for who destroys secret-ids of this role, then rotate again",
      },
    ],
    { summary: "The older secret-ids are as they were." },
  );
}
