import { issueSecretId, type SecretIdRequest } from "../../live/approle";
import type { VaultClient } from "../../live/client";
import { isSurelyUndone } from "../../live/refusal";
import { issuedSecretIds, olderThan, secretIdAccessors, type IssuedSecretId } from "../../live/secret-id";
import type { Wrapped } from "../../live/wrapping";
import { exitCodes, Refusal, summarised, type ExitCode } from "../../problem/problem";
import { nothingIssued, refuseUncounted } from "../counted-uses";
import { withAppRole, type AppRoleOptions } from "../approle-session";
import type { Io } from "../io";
import { finishRotationReport, secretIdJson, wrappedReport } from "../secret-id-report";
import { readRequest, type SecretIdOptions } from "../secret-id-request";

export type SecretIdRotateOptions = AppRoleOptions & SecretIdOptions & { readonly json: boolean };

/**
 * `strongroom secret-id rotate ROLE`: the first half of a rotation. Issues a new secret-id, wrapped, as `issue` does; the older ones
 * stay good. Which one is the new one is said, not remembered: `finish-rotation` is told its accessor.
 */
export async function secretIdRotate(options: SecretIdRotateOptions, io: Io): Promise<ExitCode> {
  const request = readRequest(options);
  const { role, mount } = options;
  const { wrapped, secretId, older } = await withAppRole(options, io, nothingIssued, (deployer) =>
    rotate(deployer, mount, request),
  );
  if (options.json) {
    const { token, accessor, ttl, creation_path } = wrapped;
    const answer = { token, accessor, ttl, creation_path, secret_id_accessor: secretId.accessor };
    io.out(`${JSON.stringify({ ...answer, older: older.map(secretIdJson) })}\n`);
    return exitCodes.clean;
  }
  io.out(`${wrapped.token}\n`);
  io.err(wrappedReport(role, wrapped) + finishRotationReport(options, secretId.accessor, older));
  return exitCodes.clean;
}

interface Rotation {
  readonly wrapped: Wrapped;
  readonly secretId: IssuedSecretId;
  readonly older: readonly IssuedSecretId[];
}

async function rotate(deployer: VaultClient, mount: string, request: SecretIdRequest): Promise<Rotation> {
  const { role } = request;
  await refuseUncounted(deployer, mount, role);
  const before = new Set(await secretIdAccessors(deployer, mount, role));
  const wrapped = await issueSecretId(deployer, mount, request).catch((error: unknown) => {
    throw summarised(error, isSurelyUndone(error) ? nothingIssued : `If a secret-id was issued, ${lost}`);
  });
  const after = await issuedSecretIds(deployer, mount, role).catch((error: unknown) => {
    throw summarised(error, `A secret-id was issued (wrapped as ${wrapped.accessor}), and ${lost}`);
  });
  // Should somebody else issue one at this very moment: with the older of the two, neither is destroyed.
  const secretId = after.find(({ accessor }) => !before.has(accessor));
  if (secretId === undefined) throw alreadyGone(role, wrapped);
  return { wrapped, secretId, older: olderThan(secretId, after) };
}

const lost =
  "nobody has the token that unwraps it; the older ones are good. Run this again for one that you can hand on.";

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
