import { randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { Refusal, type Problem } from "../problem/problem";
import { auditDevices, enableAuditDevice, type AuditDevice } from "./audit-device";
import { authMounts, enableAuthMount } from "./auth-mount";
import type { BootstrapRun } from "./bootstrap-step";
import type { BootstrapStore, DeployerLogin } from "./bootstrap-store";
import type { VaultClient } from "./client";
import { readPolicy, writePolicy } from "./policy";
import type { StartDeclaration } from "./start-declaration";

/**
 * Creates with the root token what the declaration needs, audit devices before anything else. What an earlier run created is
 * left as it is; what stands there and is something else is refused.
 */
export async function createStart(
  asRoot: VaultClient,
  start: StartDeclaration,
  store: BootstrapStore,
  run: Pick<BootstrapRun, "onStep">,
): Promise<void> {
  await createAuditDevices(asRoot, start.auditDevices, run);
  const { name, text } = start.policy;
  if ((await readPolicy(asRoot, name)) !== text) {
    run.onStep("create the deployer's policy");
    await writePolicy(asRoot, name, text);
  }
  await createAuthMount(asRoot, start.auth, run);
  const login = await keepLogin(start, store, run);
  run.onStep("create the deployer");
  await writeUser(asRoot, start.user, login);
}

async function createAuditDevices(
  asRoot: VaultClient,
  declared: readonly AuditDevice[],
  run: Pick<BootstrapRun, "onStep">,
): Promise<void> {
  const live = new Map((await auditDevices(asRoot)).map((device) => [device.path, device]));
  const [problem, ...others] = declared.flatMap((device) => differsFrom(live.get(device.path), device));
  if (problem !== undefined) throw new Refusal([problem, ...others]);
  const missing = declared.filter(({ path }) => !live.has(path));
  if (missing.length === 0) return;
  run.onStep("create audit devices");
  for (const device of missing) await enableAuditDevice(asRoot, device);
}

function differsFrom(live: AuditDevice | undefined, declared: AuditDevice): Problem[] {
  if (live === undefined) return [];
  if (live.type === declared.type && isDeepStrictEqual({ ...live.options }, { ...declared.options })) return [];
  return [
    {
      subject: `audit device "${declared.path}"`,
      must: "be as declared while the bootstrap is unfinished",
      found: "other options from an interrupted start",
      fix: "put the declaration back, or run strongroom dev reset --yes",
    },
  ];
}

async function createAuthMount(
  asRoot: VaultClient,
  declared: StartDeclaration["auth"],
  run: Pick<BootstrapRun, "onStep">,
): Promise<void> {
  const type = (await authMounts(asRoot)).get(declared.path);
  if (type === declared.type) return;
  if (type !== undefined) {
    throw new Refusal([
      {
        subject: `auth method "${declared.path}"`,
        must: `be of type ${declared.type}`,
        found: `type ${type}`,
        fix: "declare another path for the deployer's login",
      },
    ]);
  }
  run.onStep("create the deployer's auth method");
  await enableAuthMount(asRoot, declared);
}

/** The password is kept before Vault has it: the other way round, a kill in between would lock the deployer out. */
async function keepLogin(
  start: StartDeclaration,
  store: BootstrapStore,
  run: Pick<BootstrapRun, "onStep">,
): Promise<DeployerLogin> {
  const place = { mount: start.auth.path, username: start.user.name };
  const kept = await store.readLogin();
  if (kept?.mount === place.mount && kept.username === place.username) return kept;
  run.onStep("keep the deployer's login");
  const login = { ...place, password: randomBytes(32).toString("base64url") };
  await store.writeLogin(login);
  return login;
}

async function writeUser(asRoot: VaultClient, user: StartDeclaration["user"], login: DeployerLogin): Promise<void> {
  await asRoot.request("POST", `auth/${login.mount}/users/${login.username}`, {
    ...user.tokenSettings,
    password: login.password,
    token_policies: user.tokenPolicies,
    token_ttl: user.tokenTtl,
    token_max_ttl: user.tokenMaxTtl,
  });
}
