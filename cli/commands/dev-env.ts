import { exitCodes, Refusal, type ExitCode } from "../../problem/problem";
import { embeddedCredentials } from "../../toolchain/embedded/credentials";
import { findServer } from "../../toolchain/embedded/running-server";
import { shellExports, type PulumiEnvironment } from "../../toolchain/environment";
import type { Io } from "../io";
import type { DevOptions } from "./dev";

export interface EnvOptions extends DevOptions {
  /** The declared address; that of a running server goes before it. */
  readonly address: string;
  /** What plain `pulumi` needs besides Vault (toolchain/environment.ts). */
  readonly pulumi: PulumiEnvironment;
}

/**
 * `strongroom dev env`: what `eval "$(strongroom dev env)"` gives a shell, so that `vault` and plain `pulumi` work on the embedded
 * Vault. The deployer's password is not printed: the shell reads it from its file.
 */
export async function devEnv({ folder, json, address, pulumi }: EnvOptions, io: Io): Promise<ExitCode> {
  const login = await embeddedCredentials(folder).readLogin();
  if (login === undefined) {
    throw new Refusal([
      {
        subject: "embedded Vault",
        must: "be bootstrapped",
        found: `no ${folder.loginFile}`,
        fix: "run strongroom dev start",
      },
    ]);
  }
  const found = await findServer(folder);
  const variables = {
    ...pulumi,
    VAULT_ADDR: found.kind === "running" ? found.server.address : address,
    VAULT_CACERT: folder.caFile,
  };
  if (json) {
    io.out(`${JSON.stringify({ variables, loginFile: folder.loginFile })}\n`);
    return exitCodes.clean;
  }
  const readPassword = `node -p 'require(process.argv[1]).password' ${quoted(folder.loginFile)}`;
  io.out(`${shellExports(variables)}export TERRAFORM_VAULT_PASSWORD="$(${readPassword})"\n`);
  io.err(
    `# eval "$(strongroom dev env)", then plain pulumi works, and:\n` +
      `# printf %s "$TERRAFORM_VAULT_PASSWORD" | vault login -method=userpass -path=${login.mount} username=${login.username} password=-\n`,
  );
  return exitCodes.clean;
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
