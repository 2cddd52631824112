import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { types } from "node:util";
import { openVault, type VaultClient } from "../live/client";
import { exitCodes, Refusal } from "../problem/problem";
import type { Io } from "./io";

export interface LiveOptions {
  /** A file with the token; VAULT_TOKEN and ~/.vault-token count without one. */
  readonly tokenFile?: string;
}

/** The Vault that the shell names, as Vault's own command line finds it. */
export interface ShellVault {
  readonly address: string;
  readonly namespace?: string;
  readonly client: VaultClient;
}

/**
 * Opens the Vault at VAULT_ADDR with the shell's token, for as long as the work takes. Its certificate is verified.
 *
 * @throws Refusal where the shell names no Vault or no token, or one that would be sent in the clear
 */
export async function withShellVault<Result>(
  options: LiveOptions,
  { env, signal }: Pick<Io, "env" | "signal">,
  work: (vault: ShellVault) => Promise<Result>,
): Promise<Result> {
  const address = addressOf(env);
  const token = await tokenOf(options, env);
  const caFile = env["VAULT_CACERT"];
  const namespace = env["VAULT_NAMESPACE"];
  const opened = await openVault({ address, signal, ...(caFile === undefined || caFile === "" ? {} : { caFile }) });
  const client = opened.withToken(token);
  const isRoot = namespace === undefined || namespace === "";
  try {
    return await work({
      address,
      client: isRoot ? client : inNamespace(client, namespace),
      ...(isRoot ? {} : { namespace }),
    });
  } finally {
    await opened.close();
  }
}

function inNamespace(client: VaultClient, namespace: string): VaultClient {
  return {
    ...client,
    request: (method, at, body, options) => client.request(method, at, body, { namespace, ...options }),
  };
}

function addressOf(env: NodeJS.ProcessEnv): string {
  const address = env["VAULT_ADDR"] ?? "";
  if (address === "") throw usage("VAULT_ADDR", "name the Vault to scan", "nothing", "export VAULT_ADDR=https://...");
  if (/[@?#]/u.test(address)) {
    throw usage("VAULT_ADDR", "be an address alone, without a user, a password or a query", "one with more");
  }
  const isLoopback = /^http:\/\/(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])(?::\d+)?\/*$/u.test(address);
  if (isLoopback || /^https:\/\/[^/\s]+\/*$/u.test(address)) return address.replace(/\/+$/u, "");
  throw usage("VAULT_ADDR", "begin with https:// and have no path: the token is sent there", JSON.stringify(address));
}

async function tokenOf({ tokenFile }: LiveOptions, env: NodeJS.ProcessEnv): Promise<string> {
  const inShell = env["VAULT_TOKEN"] ?? "";
  if (tokenFile === undefined && inShell !== "") return inShell;
  const file = tokenFile ?? path.join(env["HOME"] ?? homedir(), ".vault-token");
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    const found = types.isNativeError(error) && "code" in error ? String(error.code) : "what cannot be read";
    const fix = "log in with vault login, or name a file with the token by --token-file";
    throw usage(tokenFile === undefined ? "the shell" : file, "have a token to scan with", found, fix);
  });
  if (/^\s*[\x21-\x7e]+\s*$/u.test(text)) return text.trim();
  throw usage(file, "hold one token and nothing else", "something else");
}

function usage(subject: string, must: string, found: string, fix?: string): Refusal {
  const problem = { subject, must, found, ...(fix === undefined ? {} : { fix }) };
  return new Refusal([problem], { exitCode: exitCodes.usage, summary: "Nothing was asked." });
}
