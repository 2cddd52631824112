import path from "node:path";
import { embeddedVault, readEmbeddedEnvironment } from "../cli/embedded-environment";
import { startEmbeddedVault } from "../cli/embedded-vault";
import type { Io } from "../cli/io";
import type { Project } from "../cli/project";
import { auditDevicePath } from "../modules/audit/path";
import { list } from "../live/answer";
import { appRoleNames } from "../live/approle";
import { auditDevices } from "../live/audit-device";
import { authMounts } from "../live/auth-mount";
import { openVault, type VaultClient } from "../live/client";
import { asLogin, loginUserpass } from "../live/token";

/** The real Vault that all subjects configure, one after the other. */
export interface BenchVault {
  readonly version: string;
  /** What a provider needs to reach it and to log in as the deployer. */
  readonly environment: Readonly<Record<string, string>>;
  /** What differs from exactly this many objects; undefined when all is as it should be. */
  problem(objects: number): Promise<string | undefined>;
  /** Removes everything that a subject has made. */
  clear(): Promise<void>;
}

/** Starts the project's embedded Vault, with audit devices other than those that the subjects make. */
export async function startBenchVault(project: Project, io: Io): Promise<BenchVault> {
  const { declaration, folder } = readEmbeddedEnvironment(project);
  const embedded = await embeddedVault(declaration, io);
  const own = ["own-a", "own-b"].map((name) => {
    const options = { file_path: path.join(folder.audit, `${name}.log`), mode: "0600" };
    return { path: auditDevicePath({ name, type: "file", options }), type: "file", options };
  });
  const vault = await startEmbeddedVault(
    folder,
    { ...embedded, start: { ...embedded.start, auditDevices: own } },
    { tell: (line) => io.err(`  ${line}\n`), signal: io.signal },
  );
  const { address, caFile, login } = vault;
  const mount = declaration.applications.auth.path;
  const asDeployer = async <Result>(work: (client: VaultClient) => Promise<Result>): Promise<Result> => {
    const client = await openVault({ address, caFile, signal: io.signal });
    try {
      return await asLogin(client, await loginUserpass(client, login), work);
    } finally {
      await client.close();
    }
  };
  const ownPaths = new Set(own.map((device) => device.path));
  return {
    version: embedded.program.version,
    environment: { VAULT_ADDR: address, VAULT_CACERT: caFile, TERRAFORM_VAULT_PASSWORD: login.password },
    problem: (objects) => asDeployer((client) => difference(client, objects, mount, ownPaths)),
    clear: () => asDeployer((client) => clear(client, mount, ownPaths)),
  };
}

async function difference(
  client: VaultClient,
  objects: number,
  mount: string,
  ownPaths: ReadonlySet<string>,
): Promise<string | undefined> {
  const policies = await madePolicies(client);
  const roles = (await authMounts(client)).has(mount) ? await appRoleNames(client, mount) : [];
  const devices = await madeDevices(client, ownPaths);
  const found = { policies: policies.length, AppRoles: roles.length, "audit devices": devices.length };
  const expected = {
    policies: Math.ceil(objects / 2),
    AppRoles: Math.floor(objects / 2),
    "audit devices": objects === 0 ? 0 : 2,
  };
  return JSON.stringify(found) === JSON.stringify(expected)
    ? undefined
    : `Vault has ${JSON.stringify(found)} where ${JSON.stringify(expected)} were declared`;
}

async function clear(client: VaultClient, mount: string, ownPaths: ReadonlySet<string>): Promise<void> {
  await client.request("DELETE", `sys/auth/${mount}`);
  for (const name of await madePolicies(client)) await client.request("DELETE", `sys/policies/acl/${name}`);
  for (const { path: device } of await madeDevices(client, ownPaths)) {
    await client.request("DELETE", `sys/audit/${device}`);
  }
}

async function madePolicies(client: VaultClient): Promise<string[]> {
  return (await list(client, "sys/policies/acl")).filter((name) => name.startsWith("bench-"));
}

async function madeDevices(client: VaultClient, ownPaths: ReadonlySet<string>) {
  return (await auditDevices(client)).filter((device) => !ownPaths.has(device.path));
}
