import { auditDevices } from "../../live/audit-device";
import { authMounts } from "../../live/auth-mount";
import { bootstrap } from "../../live/bootstrap";
import { bootstrapSteps, type BootstrapStep } from "../../live/bootstrap-step";
import type { BootstrapStore } from "../../live/bootstrap-store";
import { readPolicy } from "../../live/policy";
import { health } from "../../live/seal";
import { asLogin, capabilitiesSelf, loginUserpass, lookupSelf } from "../../live/token";
import { Refusal } from "../../problem/problem";
import { liveVault, memoryStore, type LiveVault } from "./live-vault";

jest.setTimeout(60_000);

let vault: LiveVault;
const store = memoryStore();
const signal = new AbortController().signal;

async function run(from: BootstrapStore = store, start = vault.start) {
  const steps: BootstrapStep[] = [];
  const outcome = await bootstrap(vault.client, start, from, { signal, onStep: (step) => steps.push(step) });
  return { outcome, steps };
}

beforeAll(async () => {
  vault = await liveVault();
});
afterAll(() => vault.remove());

test("a new Vault is taken through every step, and the root token is dead afterwards", async () => {
  const { outcome, steps } = await run();
  expect(steps).toEqual([...bootstrapSteps]);
  expect(outcome).toMatchObject({
    kind: "ready",
    bootstrapped: true,
    login: { mount: "userpass", username: "strongroom-deploy" },
  });
  expect(store.history.map(({ phase }) => phase)).toEqual(["initialising", "unfinished", "finished"]);
  const [, unfinished] = store.history;
  if (unfinished?.phase !== "unfinished") throw new Error("the root token was never kept");
  await expect(lookupSelf(vault.client.withToken(unfinished.rootToken))).rejects.toMatchObject({ status: 403 });
});

test("what was declared is there, and the deployer may do what its policy says", async () => {
  const login = await store.readLogin();
  if (login === undefined) throw new Error("no login");
  await asLogin(vault.client, await loginUserpass(vault.client, login), async (deployer, { policies }) => {
    expect(policies).toEqual(["default", "deployer"]);
    expect((await auditDevices(deployer)).map(({ path, type, options }) => ({ path, type, options }))).toEqual(
      vault.start.auditDevices,
    );
    expect(await readPolicy(deployer, "deployer")).toBe(vault.start.policy.text);
    expect(await readPolicy(deployer, "nobody-wrote-this")).toBeUndefined();
    expect(await capabilitiesSelf(deployer, ["sys/audit", "secret/data/x"])).toEqual(
      new Map([
        ["sys/audit", ["read", "sudo"]],
        ["secret/data/x", ["deny"]],
      ]),
    );
    expect(await lookupSelf(deployer)).toMatchObject({
      path: "auth/userpass/login/strongroom-deploy",
      policies: ["default", "deployer"],
    });
  });
});

test("a token is revoked when the work with it is done, also where the work fails", async () => {
  const login = await store.readLogin();
  if (login === undefined) throw new Error("no login");
  const tokens: string[] = [];
  for (const work of [() => Promise.resolve(), () => Promise.reject(new Error("the work failed"))]) {
    const given = await loginUserpass(vault.client, login);
    tokens.push(given.token);
    await asLogin(vault.client, given, work).catch((error: unknown) =>
      expect(String(error)).toContain("the work failed"),
    );
  }
  for (const token of tokens)
    await expect(lookupSelf(vault.client.withToken(token))).rejects.toMatchObject({ status: 403 });
});

test("a finished Vault is only checked, and unsealed where it is sealed", async () => {
  expect(await run()).toMatchObject({ outcome: { kind: "ready", bootstrapped: false }, steps: [] });
  const login = await store.readLogin();
  if (login === undefined) throw new Error("no login");
  const { token } = await loginUserpass(vault.client, login);
  await vault.client.request("PUT", "sys/seal", undefined, { token });
  expect(await run()).toMatchObject({ outcome: { kind: "ready", bootstrapped: false }, steps: ["unseal"] });
  expect((await health(vault.client)).sealed).toBe(false);
});

test("an initialised Vault whose key nobody kept is refused, or known to be empty", async () => {
  await expect(run(memoryStore())).rejects.toThrow("found initialised data, and no unseal key beside it");
  const killed = memoryStore();
  await killed.writeProgress({ phase: "initialising" });
  expect(await run(killed)).toEqual({ outcome: { kind: "key-lost" }, steps: [] });
});

test("a dead root token that never made a deployer is not taken for a finished bootstrap", async () => {
  const tampered = memoryStore();
  const finished = store.history.at(-1);
  if (finished?.phase !== "finished") throw new Error("not finished");
  await tampered.writeProgress({ phase: "unfinished", unsealKey: finished.unsealKey, rootToken: "hvs.never-was" });
  await expect(run(tampered)).rejects.toThrow("must have a deployer's login");
  expect(tampered.history).toHaveLength(1);
});

test("an empty Vault is not initialised over the memory of another", async () => {
  const empty = await liveVault();
  try {
    const opened = bootstrap(empty.client, empty.start, store, { signal, onStep: () => undefined });
    await expect(opened).rejects.toThrow("must hold the data it was bootstrapped with, found an empty storage");
    expect((await health(empty.client)).initialized).toBe(false);
  } finally {
    await empty.remove();
  }
});

test("what stands where the declaration wants something else is refused, with the root token still there to go on", async () => {
  const interrupted = await liveVault();
  try {
    const memory = memoryStore();
    const [first, second] = interrupted.start.auditDevices;
    if (first === undefined || second === undefined) throw new Error("two devices are declared");
    const broken = { ...interrupted.start, policy: { name: "deployer", text: "path {" } };
    const go = (start: typeof broken) =>
      bootstrap(interrupted.client, start, memory, { signal, onStep: () => undefined });
    await expect(go(broken)).rejects.toThrow("PUT sys/policies/acl/deployer must be accepted, found 400");
    const moved = { ...second, options: { ...second.options, file_path: "/dev/null" } };
    const refusal: unknown = await go({ ...interrupted.start, auditDevices: [first, moved] }).catch(
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(Refusal);
    expect(String(refusal)).toContain('audit device "b" must be as declared while the bootstrap is unfinished');
    expect(await go(interrupted.start)).toMatchObject({ kind: "ready" });
    const root = memory.history.find(({ phase }) => phase === "unfinished");
    if (root?.phase !== "unfinished") throw new Error("no root token");
    await expect(authMounts(interrupted.client.withToken(root.rootToken))).rejects.toMatchObject({ status: 403 });
  } finally {
    await interrupted.remove();
  }
});
