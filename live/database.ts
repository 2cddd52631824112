import { z } from "zod";
import { list, readAnswer } from "./answer";
import type { VaultClient } from "./client";
import { isVaultAnswer } from "./refusal";

/** A connection of a database engine, as Vault answers about it: without its password. */
export interface DatabaseConnection {
  readonly username: string;
  readonly verifyConnection: boolean;
}

const connectionAnswer = z.object({
  data: z.object({
    verify_connection: z.boolean(),
    connection_details: z.object({ username: z.string().default("") }),
  }),
});

/** @param mount without slashes around it. @returns undefined where there is no such connection */
export async function databaseConnection(
  client: VaultClient,
  mount: string,
  name: string,
): Promise<DatabaseConnection | undefined> {
  const path = configPath(mount, name);
  try {
    const { data } = readAnswer(connectionAnswer, await client.request("GET", path), path);
    return { username: data.connection_details.username, verifyConnection: data.verify_connection };
  } catch (error) {
    if (isVaultAnswer(error, 404) && error.errors.length === 0) return undefined;
    throw error;
  }
}

/** The names of a database engine's connections. */
export function databaseConnectionNames(client: VaultClient, mount: string): Promise<readonly string[]> {
  return list(client, `${mount}/config`);
}

/**
 * Gives Vault the password of the user that it logs in as. Vault tries it, and keeps what it had where the database refuses it: the
 * password that only Vault knows is not lost to a mistyped one. The rest of the connection stays as it is
 * (builtin/logical/database/path_config_connection.go).
 */
export async function givePassword(client: VaultClient, mount: string, name: string, password: string): Promise<void> {
  await client.request("POST", configPath(mount, name), { password, verify_connection: true });
}

/** Whether Vault tries the connection when it is written next. Sent also after a Ctrl-C. */
export async function setVerifyConnection(
  client: VaultClient,
  mount: string,
  name: string,
  verifyConnection: boolean,
): Promise<void> {
  await client.request(
    "POST",
    configPath(mount, name),
    { verify_connection: verifyConnection },
    { evenIfAborted: true },
  );
}

/** Lets Vault change the password of the user that it logs in as, to one that only Vault knows. */
export async function rotateRoot(client: VaultClient, mount: string, name: string): Promise<void> {
  await client.request("POST", `${mount}/rotate-root/${name}`);
}

function configPath(mount: string, name: string): string {
  return `${mount}/config/${name}`;
}
