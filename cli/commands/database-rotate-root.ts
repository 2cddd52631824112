import type { VaultClient } from "../../live/client";
import {
  databaseConnection,
  databaseConnectionNames,
  givePassword,
  rotateRoot,
  setVerifyConnection,
  type DatabaseConnection,
} from "../../live/database";
import { isSurelyUndone, VaultRefusal } from "../../live/refusal";
import { exitCodes, Refusal, summarised, together, type ExitCode } from "../../problem/problem";
import { didYouMean } from "../../problem/suggestion";
import { declaredVerification } from "../declared-connection";
import { asDeployer } from "../deployer-session";
import { openEngine } from "../engine";
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
  const { connection, mount } = options;
  const { location } = await openEngine(project, environment, io);
  const declared = await declaredVerification(location, mount, connection);
  const { username, isNew } = await asDeployer(project, environment, io, async (deployer) => {
    const found = await existingConnection(deployer, options);
    const question = `Password of ${found.username} at ${connection} (none: change the one that Vault has):`;
    const password = await passwordInput(question, io);
    // What an earlier run was kept from resetting is not as it is declared.
    const verifies = declared ?? found.verifyConnection;
    if (password !== undefined) await give(deployer, options, verifies, password);
    else if (!verifies && found.verifyConnection) await setVerifyConnection(deployer, mount, connection, false);
    await rotate(deployer, options, password !== undefined);
    return { username: found.username, isNew: password !== undefined };
  });
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
async function existingConnection(
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

/**
 * Gives Vault the password. Whether Vault tries the connection at later writes is left as it is declared, also after a Ctrl-C and where
 * the answer is lost; where that fails too, the next run does it.
 * @param verifies whether it is declared that Vault tries the connection
 */
async function give(
  deployer: VaultClient,
  { mount, connection }: RotateRootOptions,
  verifies: boolean,
  password: string,
): Promise<void> {
  const [given] = await Promise.allSettled([givePassword(deployer, mount, connection, password)]);
  const isKept = given.status === "rejected" && isSurelyUndone(given.reason);
  const [reset] = await Promise.allSettled([
    isKept || verifies ? undefined : setVerifyConnection(deployer, mount, connection, false),
  ]);
  if (given.status === "rejected") {
    const summary = isKept
      ? "Vault kept what it had."
      : "Vault has the password that was given, or what it had: run this again with it.";
    const refused = refusedByDatabase(given.reason, connection, "accept the password", summary);
    throw reset.status === "rejected" ? together(refused, reset.reason) : refused;
  }
  if (reset.status === "rejected") {
    const has = "Vault has the password that was given, which still is the user's";
    throw summarised(reset.reason, `${has}, and tries the connection against its declaration: run this again with it.`);
  }
}

async function rotate(deployer: VaultClient, { mount, connection }: RotateRootOptions, given: boolean): Promise<void> {
  try {
    await rotateRoot(deployer, mount, connection);
  } catch (error) {
    if (!(error instanceof VaultRefusal)) throw summarised(error, maybeChanged);
    const summary = given
      ? "Vault has the password that was given, and it still is the user's: run this again to change it."
      : "No password was changed.";
    throw refusedByDatabase(error, connection, "let Vault change its password", summary);
  }
}

const maybeChanged = "Vault has changed the password, or not: run this again with nothing on standard input.";

/** What Vault said, with what to do about it. Vault takes the password out of the database's messages, and the client does so again. */
function refusedByDatabase(error: unknown, connection: string, must: string, summary: string): unknown {
  if (!(error instanceof VaultRefusal) || error.status === 403) return summarised(error, summary);
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
