import { adopt } from "../plan/adopt";
import { isOnServer, nameOf } from "../plan/operation";
import { exportState, type StateResource } from "../plan/state-file";
import { Refusal } from "../problem/problem";
import type { Declaration } from "../stacks/core";
import { deployerPolicy } from "../stacks/deployer/declare";
import { realiseStart } from "../stacks/realise";
import { clearUp, type Target } from "./gated-apply";
import { resourceIds } from "./resource-ids";

/** What the engine imports. The user and the mount's tuning are written again instead (docs/decisions/import-the-start.md). */
const importIds = { ...resourceIds, "vault:generic/endpoint:Endpoint": undefined };

/**
 * Takes what the bootstrap created into the state of a stack that has it not yet, as the deployer. The first apply then finds it
 * unchanged. Interrupted, it is taken up by the next call; done already, it does nothing.
 */
export async function importStart(
  target: Target,
  declaration: Declaration,
  tell: (line: string) => void,
): Promise<void> {
  const { stack, location } = target.engine;
  const { signal } = target.io;
  await clearUp(target, tell);
  const { deployment } = await exportState(location);
  if (!isUnfinished(deployment?.resources ?? [], startResources(declaration))) return;
  const program = () => {
    realiseStart(declaration);
    return Promise.resolve();
  };
  const [first, ...rest] = await adopt(stack, program, importIds, signal);
  signal.throwIfAborted();
  if (first === undefined) return;
  throw new Refusal(
    [
      {
        subject: "the embedded Vault",
        must: "hold what its bootstrap created, for Pulumi to import",
        found: [first, ...rest].join("\n"),
        fix: "run strongroom dev reset --yes, then strongroom dev start",
      },
    ],
    { summary: "What was imported so far is in the state." },
  );
}

/**
 * Whether the state holds only a part of the start. As soon as it holds anything else, an apply has been there, and the program of
 * the start alone would delete what that made.
 */
function isUnfinished(resources: readonly StateResource[], start: readonly string[]): boolean {
  const there = resources.filter(isOnServer).map(({ type, urn }) => `${type} ${nameOf(urn)}`);
  return there.every((each) => start.includes(each)) && !start.every((each) => there.includes(each));
}

/** Type and logical name of every resource of the start, as `realiseStart` declares them. */
function startResources({ auditDevices, deployer }: Declaration): string[] {
  return [
    ...auditDevices.map(({ name }) => `vault:index/audit:Audit ${name}`),
    `vault:index/policy:Policy ${deployerPolicy}`,
    ...(deployer.method === "userpass"
      ? [
          `vault:index/authBackend:AuthBackend ${deployer.auth.path}`,
          `vault:generic/endpoint:Endpoint sys/auth/${deployer.auth.path}/tune`,
          `vault:generic/endpoint:Endpoint ${deployer.auth.path}/${deployer.user.username}`,
        ]
      : []),
  ];
}
