import type { VaultClient } from "../../live/client";
import {
  databaseConnection,
  databaseConnectionNames,
  givePassword,
  rotateRoot,
  setVerifyConnection,
  type DatabaseConnection,
} from "../../live/database";
import { VaultRefusal } from "../../live/refusal";
import { exitCodes, Refusal, type ExitCode } from "../../problem/problem";
import { didYouMean } from "../../problem/suggestion";
import { asDeployer } from "../deployer-session";
import type { Io } from "../io";
import { passwordInput } from "../password-input";
import { findProject, projectEnvironment } from "../project";

export interface RotateRootOptions {
  /** The connection's name. */
  readonly connection: string;
  readonly environment: string;
  /** Path of the database engine. */
  readonly mount: string;
  readonly json: boolean;
}

/**
 * `strongroom database rotate-root CONNECTION`: gives Vault the password of the user that it logs in as, which is read from standard
 * input, and lets Vault change it at once, so that nobody knows it. Where nothing comes in, Vault changes the one that it has.
 */
export async function databaseRotateRoot(options: RotateRootOptions, io: Io): Promise<ExitCode> {
  const project = findProject(process.cwd());
  const environment = projectEnvironment(project, options.environment);
  const { username, isNew } = await asDeployer(project, environment, io, async (deployer) => {
    const declared = await declaredConnection(deployer, options);
    const question = `Password of ${declared.username} at ${options.connection} (none: change the one that Vault has):`;
    const password = await passwordInput(question, io);
    if (password !== undefined) await give(deployer, options, declared, password, io.signal);
    await rotate(deployer, options, password !== undefined);
    return { username: declared.username, isNew: password !== undefined };
  });
  const { connection, mount } = options;
  if (options.json)
    io.out(`${JSON.stringify({ mount, connection, username, password_given: isNew, rotated: true })}\n`);
  else {
    io.out(
      `${connection}: Vault logs in as ${username} with a password that only Vault knows` +
        `${isNew ? "; the one that was given is no longer good" : " and that it has just changed"}.\n`,
    );
  }
  return exitCodes.clean;
}

/** @throws Refusal where there is none, with the one that was meant */
async function declaredConnection(
  deployer: VaultClient,
  { connection, mount, environment }: RotateRootOptions,
): Promise<DatabaseConnection> {
  const found = await databaseConnection(deployer, mount, connection);
  if (found !== undefined) return found;
  const names = await databaseConnectionNames(deployer, mount);
  throw new Refusal(
    [
      {
        subject: `database connection "${connection}"`,
        must: `exist at ${mount} of ${environment}${didYouMean(connection, names)}`,
        found: names.length === 0 ? "an engine without connections" : `the connections ${[...names].sort().join(", ")}`,
        fix: "declare it in stacks/ and apply it, or name one that exists",
      },
    ],
    { exitCode: exitCodes.usage, summary: "Nothing was touched." },
  );
}

/** Gives Vault the password. Whether Vault tries the connection at later writes is left as it is declared, also after a Ctrl-C. */
async function give(
  deployer: VaultClient,
  { mount, connection }: RotateRootOptions,
  { verifyConnection }: DatabaseConnection,
  password: string,
  signal: AbortSignal,
): Promise<void> {
  const [given] = await Promise.allSettled([givePassword(deployer, mount, connection, password)]);
  const mayBeGiven = given.status === "fulfilled" || signal.aborted;
  if (mayBeGiven && !verifyConnection) await setVerifyConnection(deployer, mount, connection, false);
  if (given.status === "fulfilled") return;
  throw refusedByDatabase(given.reason, connection, "accept the password", "Vault kept what it had.");
}

async function rotate(deployer: VaultClient, { mount, connection }: RotateRootOptions, given: boolean): Promise<void> {
  try {
    await rotateRoot(deployer, mount, connection);
  } catch (error) {
    const summary = given
      ? "Vault has the password that was given, and it still is the user's: run this again to change it."
      : "No password was changed.";
    throw refusedByDatabase(error, connection, "let Vault change its password", summary);
  }
}

/** What Vault said, with what to do about it. Vault takes the password out of the database's messages, and the client does so again. */
function refusedByDatabase(error: unknown, connection: string, must: string, summary: string): unknown {
  if (!(error instanceof VaultRefusal) || error.status === 403) return error;
  const found = error.errors.join("; ").replace(/\s+/g, " ").trim();
  return new Refusal([{ subject: `database connection "${connection}"`, must, found, fix: wayOut(found) }], {
    summary,
    cause: error,
  });
}

function wayOut(said: string): string {
  if (/fields are missing|password authentication failed|SQLSTATE 28P01|SQLSTATE 28000/.test(said)) {
    return "pipe in the password that the user has now";
  }
  if (/x509|tls|certificate|SSL/i.test(said)) {
    return "declare as caCertificate the CA of the server's certificate, and in connectionUrl a name that stands in it";
  }
  if (/dial|connect|lookup|timeout|no route/i.test(said)) {
    return "check the host and port in connectionUrl, and that the database lets Vault reach it";
  }
  return "read what the database says; its own log says more";
}
