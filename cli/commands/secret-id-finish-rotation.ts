import { setTimeout as sleep } from "node:timers/promises";
import type { VaultClient } from "../../live/client";
import { destroySecretId, issuedSecretIds, olderThan, type IssuedSecretId } from "../../live/secret-id";
import { exitCodes, Refusal, type ExitCode, type Problem } from "../../problem/problem";
import { counted } from "../../report/layout";
import { withAppRole, type AppRoleOptions } from "../approle-session";
import type { Io } from "../io";
import { secretIdJson, secretIdTable } from "../secret-id-report";
import { secondsOf } from "../time-option";
import { waiting } from "../waiting";

export type FinishRotationOptions = AppRoleOptions & {
  /** Of the new secret-id, as `rotate` said it. */
  readonly accessor: string;
  /** How long to wait for the new secret-id to be used: `10m`. Not at all where it is not given. */
  readonly wait: string | undefined;
  readonly json: boolean;
};

/**
 * `strongroom secret-id finish-rotation ROLE ACCESSOR`: the second half. Destroys every secret-id of the role that is older than
 * that one, once that one and all newer ones have been used: whoever holds none of them would lose its way in.
 */
export async function secretIdFinishRotation(options: FinishRotationOptions, io: Io): Promise<ExitCode> {
  const patience = readWait(options.wait);
  const { role, mount } = options;
  const destroyed = await withAppRole(options, io, nothingDestroyed, async (deployer) => {
    const secretIds = await waiting(io, `waiting for the new secret-id of ${role} to be used`, () =>
      untilUsed(deployer, options, patience, io.signal),
    );
    const older = olderThan(required(options, secretIds), secretIds);
    for (const { accessor } of older) await destroySecretId(deployer, mount, role, accessor);
    return older;
  });
  if (options.json) {
    io.out(`${JSON.stringify({ destroyed: destroyed.map(secretIdJson) })}\n`);
    return exitCodes.clean;
  }
  io.out(
    destroyed.length === 0
      ? `${role} has no secret-id that is older than ${options.accessor}.\n`
      : `Destroyed ${counted(destroyed.length, "older secret-id")} of ${role}:\n${secretIdTable(destroyed).join("\n")}\n` +
          "Tokens that they logged in to live on to their own end.\n",
  );
  return exitCodes.clean;
}

const nothingDestroyed = "No secret-id was destroyed.";
/** The shortest-lived deployer's token, that of a job, lives 15 minutes (modules/auth/jwt-args.ts). */
const longestWait = 10 * 60;
const pollInterval = 2_000;

function readWait(wait: string | undefined): number {
  if (wait === undefined) return 0;
  const seconds = secondsOf(wait);
  if (seconds !== undefined && seconds <= longestWait) return seconds;
  throw new Refusal([{ subject: "--wait", must: "be a time of at most 10m, such as 90s", found: wait }], {
    exitCode: exitCodes.usage,
    summary: nothingDestroyed,
  });
}

/**
 * @param patience in seconds
 * @returns all secret-ids of the role, as they were when none of the new ones was unused
 * @throws Refusal where that takes longer, or cannot be seen
 */
async function untilUsed(
  deployer: VaultClient,
  options: FinishRotationOptions,
  patience: number,
  signal: AbortSignal,
): Promise<readonly IssuedSecretId[]> {
  const end = Date.now() + patience * 1000;
  for (;;) {
    const secretIds = await issuedSecretIds(deployer, options.mount, options.role);
    const { created } = required(options, secretIds);
    const unused = secretIds.filter((each) => each.created >= created && each.lastUsed === undefined);
    const [first, ...more] = unused.map(unusedProblem);
    if (first === undefined) return secretIds;
    if (unused.some(isUncounted) || Date.now() >= end) {
      throw new Refusal([first, ...more], { summary: nothingDestroyed });
    }
    await sleep(Math.min(pollInterval, end - Date.now()), undefined, { signal });
  }
}

const isUncounted = ({ usesLeft }: IssuedSecretId): boolean => usesLeft === undefined;

function unusedProblem(secretId: IssuedSecretId): Problem {
  const problem = {
    subject: `secret-id ${secretId.accessor}`,
    must: "have been used before older ones are destroyed",
  };
  if (isUncounted(secretId)) {
    const found = "one without a limit, of which Vault notes no use";
    return { ...problem, found, fix: "rotate again when the role limits its secret-ids" };
  }
  const found = `no use since it was issued at ${secretId.created.toISOString()}`;
  return { ...problem, found, fix: "let the application log in with it; --wait 10m waits for that" };
}

/** The new secret-id. @throws Refusal where it is not there (any more), with those that are */
function required({ role, accessor }: FinishRotationOptions, secretIds: readonly IssuedSecretId[]): IssuedSecretId {
  const found = secretIds.find((each) => each.accessor === accessor);
  if (found !== undefined) return found;
  throw new Refusal(
    [
      {
        subject: `secret-id ${accessor}`,
        must: `be one of ${role}'s, by its accessor`,
        found: `${secretIds.map((each) => each.accessor).join(", ") || "no secret-id"}: used up, expired, destroyed, or another role's`,
        fix: `see strongroom secret-id list ${role}, or rotate again`,
      },
    ],
    { exitCode: exitCodes.usage, summary: nothingDestroyed },
  );
}
