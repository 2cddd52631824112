import { authMountAccessors } from "../../live/auth-mount";
import type { VaultClient } from "../../live/client";
import {
  destroyTotpSecret,
  enforcedMethodIds,
  entityOfLogin,
  loginEnforcementNames,
  makeTotpSecret,
  type TotpHolder,
} from "../../live/login-mfa";
import { isSurelyUndone } from "../../live/refusal";
import type { Wrapped } from "../../live/wrapping";
import { longestEnrolment } from "../../modules/identity/rights";
import { exitCodes, Refusal, summarised, type ExitCode, type Problem } from "../../problem/problem";
import { didYouMean } from "../../problem/suggestion";
import { asDeployer } from "../deployer-session";
import type { Io } from "../io";
import { findProject, projectEnvironment } from "../project";
import { secondsOf } from "../time-option";

export interface MfaEnrolOptions {
  /** As the auth method knows them: a username, the value of the user claim. */
  readonly person: string;
  /** Path of the auth method that they log in with, without `auth/`. */
  readonly mount: string;
  /** Name of the enforcement in Vault. Not needed where there is one only. */
  readonly enforcement?: string;
  readonly environment: string;
  /** Life of the wrapping token: `5m`. */
  readonly ttl: string;
  /** Whether a secret that they have already is destroyed. */
  readonly replace: boolean;
  readonly json: boolean;
}

/**
 * `strongroom mfa enrol PERSON`: the secret for a person's authenticator app, wrapped. Standard output gets the wrapping token and
 * nothing else; nobody but the one who unwraps it sees the secret. Whether they have one already Vault tells only the one who unwraps.
 */
export async function mfaEnrol(options: MfaEnrolOptions, io: Io): Promise<ExitCode> {
  checkTtl(options.ttl);
  const project = findProject(process.cwd());
  const environment = projectEnvironment(project, options.environment);
  const { enforcement, wrapped } = await asDeployer(project, environment, io, (deployer) => enrol(deployer, options));
  const { token, accessor, ttl, creation_path } = wrapped;
  if (options.json) {
    io.out(`${JSON.stringify({ token, accessor, ttl, creation_path, enforcement })}\n`);
    return exitCodes.clean;
  }
  io.out(`${token}\n`);
  io.err(
    `TOTP secret of ${options.person} for ${enforcement}, wrapped: good for one unwrap within ${ttl} s (accessor ${accessor}).\n` +
      `They check that it was made at ${creation_path}, then: VAULT_TOKEN=... vault unwrap\n` +
      `The authenticator app takes the url, or the barcode, which is a picture in base64.\n` +
      (options.replace
        ? ""
        : `Where Vault warns instead that they have a secret, that one is still good; --replace ends it.\n`) +
      `If it cannot be unwrapped, somebody else has done so: run this again with --replace and find out who.\n`,
  );
  return exitCodes.clean;
}

/** Vault refuses a longer life than the policy allows, and answers a life of zero with the secret itself. */
function checkTtl(ttl: string): void {
  const seconds = secondsOf(ttl) ?? 0;
  if (seconds > 0 && seconds <= longestEnrolment) return;
  const must = `be a time above zero and of at most ${longestEnrolment / 3600}h, such as 90s, 5m or 1h`;
  throw refused({ subject: "--ttl", must, found: ttl });
}

async function enrol(
  deployer: VaultClient,
  options: MfaEnrolOptions,
): Promise<{ readonly enforcement: string; readonly wrapped: Wrapped }> {
  const enforcement = await chosenEnforcement(deployer, options);
  const holder: TotpHolder = {
    methodId: await methodOf(deployer, enforcement),
    entityId: await entityOf(deployer, options),
  };
  const make = (): Promise<Wrapped> => makeTotpSecret(deployer, holder, options.ttl);
  if (!options.replace) return { enforcement, wrapped: await make() };
  await destroyTotpSecret(deployer, holder);
  return { enforcement, wrapped: await make().catch(sayDestroyed) };
}

function sayDestroyed(error: unknown): never {
  throw summarised(
    error,
    isSurelyUndone(error)
      ? "The old secret is destroyed and no new one was made; run this again."
      : "The old secret is destroyed, and nobody has the token that unwraps a new one; run this again.",
  );
}

async function chosenEnforcement(
  deployer: VaultClient,
  { enforcement, environment }: MfaEnrolOptions,
): Promise<string> {
  const names = [...(await loginEnforcementNames(deployer))].sort();
  const [only, ...more] = names;
  if (enforcement === undefined && only !== undefined && more.length === 0) return only;
  if (enforcement !== undefined && names.includes(enforcement)) return enforcement;
  throw refused({
    subject: enforcement === undefined ? "--enforcement" : `MFA enforcement "${enforcement}"`,
    must:
      enforcement === undefined
        ? `say which enforcement of ${environment} it is for`
        : `exist in ${environment}${didYouMean(enforcement, names)}`,
    found: only === undefined ? "a Vault without enforcements" : `the enforcements ${names.join(", ")}`,
    fix: "declare login MFA in stacks/ and apply it, or name one that exists",
  });
}

async function methodOf(deployer: VaultClient, enforcement: string): Promise<string> {
  const [methodId, ...others] = await enforcedMethodIds(deployer, enforcement);
  if (methodId !== undefined && others.length === 0) return methodId;
  throw refused({
    subject: `MFA enforcement "${enforcement}"`,
    must: "have the one TOTP method that Strongroom gives it",
    found: `${others.length + 1} methods`,
    fix: "make the secret with vault write identity/mfa/method/totp/admin-generate",
  });
}

async function entityOf(deployer: VaultClient, { person, mount, environment }: MfaEnrolOptions): Promise<string> {
  const accessors = await authMountAccessors(deployer);
  const accessor = accessors.get(mount);
  if (accessor === undefined) {
    const paths = [...accessors.keys()].sort();
    throw refused({
      subject: `auth method "${mount}"`,
      must: `exist in ${environment}${didYouMean(mount, paths)}`,
      found: `the methods ${paths.join(", ")}`,
    });
  }
  const entity = await entityOfLogin(deployer, { accessor, name: person });
  if (entity !== undefined) return entity;
  throw refused({
    subject: person,
    must: `have logged in at auth/${mount} of ${environment} once, so that Vault knows them`,
    found: "nobody of that name",
    fix: "check the name as the method knows it; they log in, are asked for a code, and can then be enrolled",
  });
}

function refused(problem: Problem): Refusal {
  return new Refusal([problem], { exitCode: exitCodes.usage, summary: "No secret was made." });
}
