import type { Problem } from "../../../problem/problem";
import {
  defaults,
  type DatabaseArgs,
  type DatabaseRoleArgs,
  type DatabaseStaticRoleArgs,
  type PostgresConnectionArgs,
} from "./args";
import { creationProblems, renewProblems, rotationProblems } from "./statements";

/** A role, as messages name it. */
export const roleSubject = ({ path }: DatabaseArgs, name: string): string => `database role "${name}" of "${path}"`;

/** What a name fails to be, in the words of its form. */
export function nameProblems(subject: string, name: string, form: RegExp, words: string): Problem[] {
  return form.test(name) ? [] : [{ subject, path: "name", must: `be ${words}`, found: JSON.stringify(name) }];
}

const roleForm = /^[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?$/;
const roleWords = "lower-case letters, digits, and hyphens or periods between them";

/** Everything that is wrong with a dynamic role. */
export function roleProblems(args: DatabaseArgs, role: DatabaseRoleArgs): Problem[] {
  const subject = roleSubject(args, role.name);
  return [
    ...nameProblems(subject, role.name, roleForm, roleWords),
    ...creationProblems(role.creationStatements).map((problem) => ({
      subject,
      path: "creationStatements",
      ...problem,
    })),
    ...renewProblems(role.renewStatements ?? []).map((problem) => ({ subject, path: "renewStatements", ...problem })),
    ...ttlProblems(subject, role, args.maxLeaseTtl ?? defaults.maxLeaseTtl),
  ];
}

function ttlProblems(subject: string, role: DatabaseRoleArgs, longest: number): Problem[] {
  const { defaultTtl = defaults.defaultTtl, maxTtl = defaults.maxTtl } = role;
  const bounded = (path: string, value: number, bound: number, boundName: string): Problem[] =>
    value > 0 && value <= bound
      ? []
      : [
          {
            subject,
            path,
            must: `be above zero and no more than ${boundName}, ${bound} s`,
            found: `${value} s`,
            fix: "give a time in seconds between them",
          },
        ];
  return [
    ...bounded("maxTtl", maxTtl, longest, "the mount's maxLeaseTtl"),
    ...bounded("defaultTtl", defaultTtl, maxTtl, "maxTtl"),
  ];
}

/** Below this Vault refuses (builtin/logical/database/path_roles.go). */
const shortestRotation = 5;

/** Everything that is wrong with a static role. */
export function staticRoleProblems(
  args: DatabaseArgs,
  { username }: PostgresConnectionArgs,
  role: DatabaseStaticRoleArgs,
): Problem[] {
  const subject = roleSubject(args, role.name);
  const { rotationPeriod = defaults.rotationPeriod } = role;
  return [
    ...nameProblems(subject, role.name, roleForm, roleWords),
    ...(role.username === username
      ? [
          {
            subject,
            path: "username",
            must: "be another user than the one that Vault itself logs in as: after the first change it could not log in again",
            found: `"${username}"`,
            fix: "give Vault a user of its own",
          },
        ]
      : []),
    ...(rotationPeriod >= shortestRotation
      ? []
      : [{ subject, path: "rotationPeriod", must: `be at least ${shortestRotation} s`, found: `${rotationPeriod} s` }]),
    ...rotationProblems(role.rotationStatements ?? []).map((problem) => ({
      subject,
      path: "rotationStatements",
      ...problem,
    })),
  ];
}
