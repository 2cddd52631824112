import type { Problem } from "../../problem/problem";
import { refuseFor } from "../../problem/refuse-for";
import { didYouMean } from "../../problem/suggestion";
import { addressFault } from "../address";
import { claimProblems } from "./claims";
import { discoveryProblems } from "./discovery";
import type { OidcAuthArgs, OidcRoleArgs } from "./oidc-args";
import { roleNameProblems } from "./role-name";
import { lifeProblems, type TokenLives } from "./token";

/** Seconds: one working day in all. */
export const defaultLives: TokenLives = { ttl: 3600, maxTtl: 8 * 3600 };

/**
 * Checks that the provider is reached over TLS, and that browsers are sent back to nobody else.
 * @throws Refusal with every problem of the method and of all its roles
 */
export function checkOidcAuth(args: OidcAuthArgs): void {
  const { path, roles } = args;
  const subject = `auth method "${path}"`;
  refuseFor([
    ...discoveryProblems(subject, args),
    ...(args.clientId === "" ? [{ subject, path: "clientId", must: "be what the provider calls this Vault" }] : []),
    ...defaultRoleProblems(subject, args),
    ...roleNameProblems(path, roles),
    ...roles.flatMap((role) => roleProblems(path, role)),
  ]);
}

function defaultRoleProblems(subject: string, { defaultRole, roles }: OidcAuthArgs): Problem[] {
  const names = roles.map(({ name }) => name);
  if (defaultRole === undefined || names.includes(defaultRole)) return [];
  const must = `be a declared role${didYouMean(defaultRole, names)}`;
  return [{ subject, path: "defaultRole", must, found: `"${defaultRole}"` }];
}

function roleProblems(mountPath: string, role: OidcRoleArgs): Problem[] {
  const subject = `role "${role.name}" of auth method "${mountPath}"`;
  const path = "allowedRedirectUris";
  return [
    ...(role.allowedRedirectUris.length > 0
      ? []
      : [
          {
            subject,
            path,
            must: "name at least one address",
            found: "none",
            fix: "name that of this Vault's user interface",
          },
        ]),
    ...role.allowedRedirectUris.flatMap((uri, index) => {
      const found = redirectFault(uri);
      return found === undefined ? [] : [{ subject, path: `${path}[${index}]`, must: redirectForm, found }];
    }),
    ...claimProblems(subject, role.boundClaims ?? {}),
    ...lifeProblems(subject, role, defaultLives),
  ];
}

const redirectForm = "be one address that starts with https://, or with http:// of a loopback address";

/** Whoever the browser is sent back to gets the code that logs in ("What I learned after a year ...": TLS everywhere). */
function redirectFault(uri: string): string | undefined {
  if (uri.includes("*")) return "one with a wildcard";
  const fault = addressFault(uri, { schemes: ["https:", "http:"], query: "allowed" });
  if (fault !== undefined) return fault;
  const { protocol, hostname } = new URL(uri);
  const isLoopback = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  return protocol === "https:" || isLoopback ? undefined : "http:// of another host";
}
