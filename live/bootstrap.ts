import { Refusal } from "../problem/problem";
import type { BootstrapRun } from "./bootstrap-step";
import type { BootstrapProgress, BootstrapStore, DeployerLogin } from "./bootstrap-store";
import type { VaultClient } from "./client";
import { createStart } from "./create-start";
import { isVaultAnswer } from "./refusal";
import { health, initialise, unseal, untilActive } from "./seal";
import type { StartDeclaration } from "./start-declaration";
import { asLogin, loginUserpass, lookupSelf, revokeSelf } from "./token";

export type BootstrapOutcome =
  | {
      readonly kind: "ready";
      readonly login: DeployerLogin;
      /** Whether this run finished the bootstrap, rather than found it finished. */
      readonly bootstrapped: boolean;
    }
  /**
   * Vault was initialised by a run that was killed before it had the answer: nobody ever had the unseal key, so the storage holds
   * nothing and can only be thrown away.
   */
  | { readonly kind: "key-lost" };

/**
 * Takes a running Vault from whatever state it is in to one that is unsealed, has what `start` declares, lets the deployer log
 * in, and whose root token is dead. A run that was killed at any point is continued; on a finished one this unseals and checks
 * the login.
 *
 * @throws Refusal where what the store remembers and what the server holds do not belong together.
 */
export async function bootstrap(
  client: VaultClient,
  start: StartDeclaration,
  store: BootstrapStore,
  run: BootstrapRun,
): Promise<BootstrapOutcome> {
  const opened = await initialiseOnce(client, store, run);
  if (opened === "key-lost") return { kind: "key-lost" };
  await unsealIfSealed(client, opened.unsealKey, run);
  if (opened.phase === "unfinished") await finish(client, start, store, opened, run);
  const login = await storedLogin(client, store);
  if (opened.phase === "finished") await checkLogin(client, login);
  return { kind: "ready", login, bootstrapped: opened.phase === "unfinished" };
}

type Opened = Exclude<BootstrapProgress, { phase: "initialising" }>;

async function initialiseOnce(
  client: VaultClient,
  store: BootstrapStore,
  run: BootstrapRun,
): Promise<Opened | "key-lost"> {
  const [{ initialized }, progress] = [await health(client), await store.readProgress()];
  if (progress !== undefined && progress.phase !== "initialising") {
    if (initialized) return progress;
    throw refuse(
      client,
      "hold the data it was bootstrapped with",
      "an empty storage",
      "restore its data folder, or run strongroom dev reset --yes",
    );
  }
  if (initialized && progress === undefined) {
    throw refuse(
      client,
      "be unsealable",
      "initialised data, and no unseal key beside it",
      "restore the key file, or run strongroom dev reset --yes",
    );
  }
  if (initialized) return "key-lost";
  run.onStep("initialise");
  await store.writeProgress({ phase: "initialising" });
  const secrets = await initialise(client).catch(async (error: unknown) => {
    // The killed run's request was still being answered.
    const answeredTheOther = progress?.phase === "initialising" && isVaultAnswer(error, 400);
    if (answeredTheOther && (await health(client)).initialized) return undefined;
    throw error;
  });
  if (secrets === undefined) return "key-lost";
  run.onStep("keep the unseal key");
  const unfinished = { phase: "unfinished", ...secrets } as const;
  await store.writeProgress(unfinished);
  return unfinished;
}

async function unsealIfSealed(client: VaultClient, unsealKey: string, run: BootstrapRun): Promise<void> {
  if ((await health(client)).sealed) {
    run.onStep("unseal");
    try {
      await unseal(client, unsealKey);
    } catch (error) {
      if (!isVaultAnswer(error, 400, 500)) throw error;
      throw refuse(
        client,
        "accept its unseal key",
        error.errors.join("; "),
        "put back the key file that belongs to this data, or run strongroom dev reset --yes",
        error,
      );
    }
  }
  await untilActive(client, run.signal);
}

async function finish(
  client: VaultClient,
  start: StartDeclaration,
  store: BootstrapStore,
  { unsealKey, rootToken }: Extract<Opened, { phase: "unfinished" }>,
  run: BootstrapRun,
): Promise<void> {
  const asRoot = client.withToken(rootToken);
  // A run killed between revoking the root token and forgetting it leaves a dead one here; everything before was done.
  if (await isAlive(asRoot)) {
    await createStart(asRoot, start, store, run);
    run.onStep("log in as the deployer");
    await checkLogin(client, await storedLogin(client, store));
    run.onStep("revoke the root token");
    await revokeSelf(asRoot);
  }
  run.onStep("prove the root token dead");
  if (await isAlive(asRoot)) {
    throw refuse(
      client,
      "refuse the root token after it was revoked",
      "an answer to lookup-self",
      "run strongroom dev reset --yes, and report this",
    );
  }
  await checkLogin(client, await storedLogin(client, store));
  run.onStep("forget the root token");
  await store.writeProgress({ phase: "finished", unsealKey });
}

/** Vault answers `lookup-self` with a token that is revoked, or was never given, with 403. */
async function isAlive(client: VaultClient): Promise<boolean> {
  try {
    await lookupSelf(client);
    return true;
  } catch (error) {
    if (isVaultAnswer(error, 403)) return false;
    throw error;
  }
}

async function storedLogin(client: VaultClient, store: BootstrapStore): Promise<DeployerLogin> {
  const login = await store.readLogin();
  if (login !== undefined) return login;
  throw refuse(
    client,
    "have a deployer's login",
    "no login file beside a finished bootstrap",
    "restore the login file, or run strongroom dev reset --yes",
  );
}

/** Logs in for real, looks at the token it gets, and revokes it. */
async function checkLogin(client: VaultClient, credentials: DeployerLogin): Promise<void> {
  const login = await loginUserpass(client, credentials);
  const { policies } = await asLogin(client, login, lookupSelf);
  if (policies.includes("root")) {
    throw refuse(
      client,
      "give the deployer policies of its own",
      "the policy root",
      "declare other token policies for the deployer",
    );
  }
}

function refuse(client: VaultClient, must: string, found: string, fix: string, cause?: unknown): Refusal {
  return new Refusal([{ subject: `vault ${client.address}`, must, found, fix }], { cause });
}
