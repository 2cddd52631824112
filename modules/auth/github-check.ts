import type { Problem } from "../../problem/problem";
import { refuseFor } from "../../problem/refuse-for";
import { addressFault } from "../address";
import type { GitHubAuthArgs } from "./github-args";
import { lifeProblems, type TokenLives } from "./token";

/** Seconds: one working day in all. */
export const defaultLives: TokenLives = { ttl: 3600, maxTtl: 8 * 3600 };

/** @throws Refusal with everything that would let in nobody, or anybody */
export function checkGitHubAuth(args: GitHubAuthArgs): void {
  const { path, organization, organizationId, baseUrl, teams } = args;
  const subject = `auth method "${path}"`;
  refuseFor([
    ...(organization === "" ? [{ subject, path: "organization", must: "be the organisation's name" }] : []),
    ...(Number.isInteger(organizationId) && organizationId > 0
      ? []
      : [
          {
            subject,
            path: "organizationId",
            must: "be the organisation's number",
            found: String(organizationId),
            fix: `take id from https://api.github.com/orgs/${organization}`,
          },
        ]),
    ...baseUrlProblems(subject, baseUrl),
    ...lifeProblems(subject, args, defaultLives),
    ...teams.flatMap(({ slug, policies }) => {
      const team = `team "${slug}" of ${subject}`;
      return [
        ...(/^[a-z0-9_-]+$/.test(slug)
          ? []
          : [
              {
                subject: team,
                path: "slug",
                must: "be as in the address of the team's page: lower-case letters, digits, - and _",
              },
            ]),
        ...(policies.length > 0
          ? []
          : [{ subject: team, path: "policies", must: "name at least one policy", found: "none" }]),
      ];
    }),
  ]);
}

function baseUrlProblems(subject: string, baseUrl: string | undefined): Problem[] {
  const found = baseUrl === undefined ? undefined : addressFault(baseUrl);
  if (found === undefined) return [];
  const must = "be an address that starts with https://, and nothing but host, port and path";
  return [{ subject, path: "baseUrl", must, found }];
}
