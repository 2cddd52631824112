import type { Problem } from "../../../problem/problem";
import { didYouMean } from "../../../problem/suggestion";
import { roleMaxTtl, roleTtl } from "./lifetimes";
import type { PkiRoleArgs } from "./role";

/** What a role's engine permits. */
interface Bounds {
  readonly path: string;
  /** Longest life of a certificate, in seconds. */
  readonly maxTtl: number;
  /** Names of the generations that may issue. */
  readonly issuing: readonly string[];
}

export function roleProblems(bounds: Bounds, role: PkiRoleArgs): Problem[] {
  const subject = `role "${role.name}" of PKI engine "${bounds.path}"`;
  return [
    ...domainProblems(role),
    ...purposeProblems(role),
    ...lifeProblems(role, bounds.maxTtl),
    ...generationProblems(role, bounds.issuing),
  ].map((problem) => ({ subject, ...problem }));
}

type RoleProblem = Omit<Problem, "subject">;

/** A whole name with at least one dot: `com` with subdomains would be half the internet, and a glob is anybody's name. */
const domainName = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;

function domainProblems({
  allowedDomains,
  allowBareDomains = true,
  allowSubdomains = false,
}: PkiRoleArgs): RoleProblem[] {
  const fix = "name the hosts or services that it is for, such as reference-api.example.com";
  if (allowedDomains.length === 0) {
    return [{ path: "allowedDomains", must: "name at least one domain", found: "none", fix }];
  }
  return [
    ...allowedDomains.flatMap((domain, index) =>
      domainName.test(domain)
        ? []
        : [
            {
              path: `allowedDomains[${index}]`,
              must: "be a domain name with a dot, without a wildcard",
              found: JSON.stringify(domain),
              fix,
            },
          ],
    ),
    ...(allowBareDomains || allowSubdomains
      ? []
      : [{ path: "allowBareDomains", must: "be true, or allowSubdomains: otherwise no name is left", fix: "set one" }]),
  ];
}

function purposeProblems({ serverFlag = true, clientFlag = false, allowedUriSans = [] }: PkiRoleArgs): RoleProblem[] {
  return [
    ...(serverFlag || clientFlag
      ? []
      : [
          {
            path: "serverFlag",
            must: "be true, or clientFlag: otherwise a certificate proves nothing",
            fix: "set one",
          },
        ]),
    ...allowedUriSans.flatMap((uri, index) =>
      /^[a-z][a-z0-9+.-]*:\/\/[^*/]+/i.test(uri)
        ? []
        : [
            {
              path: `allowedUriSans[${index}]`,
              must: "be a URI whose authority has no wildcard",
              found: JSON.stringify(uri),
              fix: "name it as in spiffe://example.com/reference-api",
            },
          ],
    ),
  ];
}

function lifeProblems({ ttl = roleTtl, maxTtl = roleMaxTtl }: PkiRoleArgs, engineMaxTtl: number): RoleProblem[] {
  const fix = "shorten it, or raise the other";
  return [
    ...(ttl >= 1 && ttl <= maxTtl
      ? []
      : [{ path: "ttl", must: `be between 1 s and maxTtl, ${maxTtl} s`, found: `${ttl} s`, fix }]),
    ...(maxTtl <= engineMaxTtl
      ? []
      : [{ path: "maxTtl", must: `be at most the engine's, ${engineMaxTtl} s`, found: `${maxTtl} s`, fix }]),
  ];
}

function generationProblems({ generation }: PkiRoleArgs, issuing: readonly string[]): RoleProblem[] {
  if (generation === undefined || issuing.includes(generation)) return [];
  return [
    {
      path: "generation",
      must: "be one that has a certificate and is not retired",
      found: JSON.stringify(generation),
      fix: `leave it out for the current one${didYouMean(generation, issuing)}`,
    },
  ];
}
