import { differingSettings, oidcSettings, writeBindPassword, writeOidcSettings } from "../../live/auth-secret";
import type { VaultClient } from "../../live/client";
import { isVaultAnswer } from "../../live/refusal";
import { exitCodes, Refusal, type ExitCode } from "../../problem/problem";
import { didYouMean } from "../../problem/suggestion";
import { methodsWithSecret, type MethodWithSecret } from "../declared-secrets";
import { asDeployer } from "../deployer-session";
import { openEngine } from "../engine";
import type { Io } from "../io";
import { passwordInput } from "../password-input";
import { findProject, projectEnvironment } from "../project";

export interface AuthSecretOptions {
  /** Path of the auth method, without `auth/`. */
  readonly mount: string;
  readonly environment: string;
  readonly json: boolean;
}

/**
 * `strongroom auth secret MOUNT`: gives Vault the secret of an auth method, read from standard input: an OIDC method's client secret,
 * with the settings as they were last applied, or the password that an LDAP method searches the directory with. It stands nowhere else.
 */
export async function authSecret(options: AuthSecretOptions, io: Io): Promise<ExitCode> {
  const project = findProject(process.cwd());
  const environment = projectEnvironment(project, options.environment);
  const { location } = await openEngine(project, environment, io);
  const method = declaredMethod(options, await methodsWithSecret(location));
  const { what, owner } = words(method);
  await asDeployer(project, environment, io, async (deployer) => {
    const secret = await passwordInput(`${what} of ${owner}:`, io);
    if (secret === undefined) throw noSecret(what);
    await give(deployer, method, secret);
  });
  const { mount, kind } = method;
  if (options.json) io.out(`${JSON.stringify({ mount, type: kind, given: true })}\n`);
  else {
    io.out(`${mount}: Vault has the ${what} of ${owner}${kind === "oidc" ? ", and the settings as declared" : ""}.\n`);
    io.err("Vault has not tried it: a login shows whether it is right.\n");
  }
  return exitCodes.clean;
}

async function give(deployer: VaultClient, method: MethodWithSecret, secret: string): Promise<void> {
  const { mount } = method;
  try {
    if (method.kind === "ldap") return await writeBindPassword(deployer, mount, secret);
    await writeOidcSettings(deployer, mount, method.settings, secret);
  } catch (error) {
    throw refusedSettings(error, method);
  }
  const different = differingSettings(method.settings, (await oidcSettings(deployer, mount)) ?? {});
  if (different.length === 0) return;
  throw new Refusal([
    {
      subject: `auth method "${mount}"`,
      must: "have the settings that were just written",
      found: `others at ${different.join(", ")}`,
      fix: "look for somebody else who writes them, and run this again",
    },
  ]);
}

/** What Vault said of the settings, which are written with the secret, and what declares them. */
function refusedSettings(error: unknown, { mount, component, ...method }: MethodWithSecret): unknown {
  if (!isVaultAnswer(error, 400)) return error;
  const discovery = method.kind === "oidc" ? String(method.settings["oidc_discovery_url"]) : "";
  return new Refusal(
    [
      {
        subject: `auth method "${mount}"`,
        must: "have settings that Vault accepts",
        found: error.errors.join("; "),
        fix: /discovery/.test(error.message)
          ? `let Vault reach ${discovery}, whose certificate its CA must vouch for, or change ${component} in stacks/; Vault's log says more`
          : `change ${component} in stacks/`,
      },
    ],
    { summary: "Vault kept what it had.", cause: error },
  );
}

function words(method: MethodWithSecret): { readonly what: string; readonly owner: string } {
  if (method.kind === "ldap") return { what: "password", owner: method.bindDn };
  return { what: "client secret", owner: String(method.settings["oidc_client_id"]) };
}

/** @throws Refusal where it is none, with the one that was meant */
function declaredMethod(
  { mount, environment }: AuthSecretOptions,
  methods: readonly MethodWithSecret[],
): MethodWithSecret {
  const found = methods.find((method) => method.mount === mount);
  if (found !== undefined) return found;
  const mounts = methods.map((method) => method.mount).sort();
  throw new Refusal(
    [
      {
        subject: `auth method "${mount}"`,
        must: `be an OIDC method, or an LDAP method with bindDn, that was applied to ${environment}${didYouMean(mount, mounts)}`,
        found: mounts.length === 0 ? "no method that has a secret" : `methods that have one: ${mounts.join(", ")}`,
        fix: `declare it in stacks/ and run strongroom up ${environment}, or name one that exists`,
      },
    ],
    { exitCode: exitCodes.usage, summary: "Nothing was touched." },
  );
}

function noSecret(what: string): Refusal {
  return new Refusal(
    [{ subject: `the ${what}`, must: "come on standard input", found: "nothing", fix: "pipe it in, and nothing else" }],
    { exitCode: exitCodes.usage, summary: "Nothing was touched." },
  );
}
