import type { Problem } from "../../../problem/problem";
import { refuseFor } from "../../../problem/refuse-for";
import { networkProblems } from "../../networks";
import { repeated } from "../../repeated";
import {
  hostLife,
  userExtensions,
  userLife,
  type SshCertificateAuthorityArgs,
  type SshHostRoleArgs,
  type SshUserRoleArgs,
} from "./args";

type RoleProblem = Omit<Problem, "subject">;

/** @throws Refusal with every problem of every role */
export function checkSshCertificateAuthority({
  path,
  userRoles = [],
  hostRoles = [],
}: SshCertificateAuthorityArgs): void {
  const names = [...userRoles, ...hostRoles].map((role) => role.name);
  const subjectOf = (name: string): string => `role "${name}" of SSH engine "${path}"`;
  const inRole = (name: string) => (problem: RoleProblem) => ({ subject: subjectOf(name), ...problem });
  refuseFor([
    ...repeated(names).map((name) =>
      inRole(name)({ path: "name", must: "be the only one of this name", found: "another", fix: "rename one of them" }),
    ),
    ...userRoles.flatMap((role) => userProblems(role).map(inRole(role.name))),
    ...userRoles.flatMap(({ name, sourceAddresses = [] }) =>
      networkProblems(subjectOf(name), "sourceAddresses", sourceAddresses),
    ),
    ...hostRoles.flatMap((role) => hostProblems(role).map(inRole(role.name))),
  ]);
}

function userProblems(role: SshUserRoleArgs): RoleProblem[] {
  const { allowedUsers, defaultUser, extensions = userExtensions } = role;
  return [
    ...namesProblems("allowedUsers", allowedUsers, /^[a-z_][a-z0-9_.-]*$/i, "deploy"),
    ...(defaultUser === undefined || allowedUsers.includes(defaultUser)
      ? []
      : [
          {
            path: "defaultUser",
            must: "be one of allowedUsers",
            found: JSON.stringify(defaultUser),
            fix: "add it to them, or leave it out",
          },
        ]),
    ...extensions.flatMap((extension, index) =>
      /^[a-z0-9@.-]+$/i.test(extension)
        ? []
        : [
            {
              path: `extensions[${index}]`,
              must: "be one extension of OpenSSH, without a wildcard",
              found: JSON.stringify(extension),
              fix: "name it, such as permit-pty",
            },
          ],
    ),
    ...lifeProblems(role, userLife),
  ];
}

function hostProblems(role: SshHostRoleArgs): RoleProblem[] {
  const { allowedDomains, allowBareDomains = true, allowSubdomains = false } = role;
  return [
    ...namesProblems(
      "allowedDomains",
      allowedDomains,
      /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]+$/i,
      "db.example.com",
    ),
    ...(allowBareDomains || allowSubdomains
      ? []
      : [{ path: "allowBareDomains", must: "be true, or allowSubdomains: otherwise no name is left", fix: "set one" }]),
    ...lifeProblems(role, hostLife),
  ];
}

/** Vault takes "*" for anybody, and a comma for the next name. */
function namesProblems(path: string, names: readonly string[], form: RegExp, example: string): RoleProblem[] {
  const fix = `name each, such as ${example}`;
  if (names.length === 0) return [{ path, must: "have at least one name", found: "none", fix }];
  return names.flatMap((name, index) =>
    form.test(name)
      ? []
      : [{ path: `${path}[${index}]`, must: "be one name, without a wildcard", found: JSON.stringify(name), fix }],
  );
}

function lifeProblems(role: SshUserRoleArgs | SshHostRoleArgs, standard: typeof userLife): RoleProblem[] {
  const { ttl = standard.ttl, maxTtl = standard.maxTtl } = role;
  return ttl >= 1 && ttl <= maxTtl
    ? []
    : [{ path: "ttl", must: `be between 1 s and maxTtl, ${maxTtl} s`, found: `${ttl} s`, fix: "change either" }];
}
