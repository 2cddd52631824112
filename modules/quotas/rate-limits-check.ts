import type { Problem } from "../../problem/problem";
import { refuseFor } from "../../problem/refuse-for";
import { pathNameProblems } from "../path-name";
import type { RateLimitQuotaArgs } from "./rate-limits-args";

const withoutSlashesAround = /^[^/\s](?:\S*[^/\s])?$/;

/**
 * Checks that Vault will take all quotas, and that each counts something of its own.
 * @throws Refusal with every problem of every quota
 */
export function checkRateLimitQuotas(quotas: readonly RateLimitQuotaArgs[]): void {
  refuseFor(
    quotas.flatMap((quota, index) => [
      ...numberProblems(quota),
      ...scopeProblems(quota),
      ...repetitions(quota, quotas.slice(0, index)),
    ]),
  );
}

function numberProblems({ name, rate, interval = 1, blockInterval = 0 }: RateLimitQuotaArgs): Problem[] {
  const subject = subjectOf(name);
  const problem = (path: string, must: string, found: number): Problem => ({
    subject,
    path,
    must,
    found: String(found),
  });
  return [
    ...(Number.isFinite(rate) && rate > 0 ? [] : [problem("rate", "be a number of requests above zero", rate)]),
    ...(Number.isInteger(interval) && interval >= 1
      ? []
      : [problem("interval", "be whole seconds, one or more", interval)]),
    ...(Number.isInteger(blockInterval) && blockInterval >= 0
      ? []
      : [problem("blockInterval", "be whole seconds, or 0 for none", blockInterval)]),
  ];
}

function scopeProblems({ name, mountPath, path, role }: RateLimitQuotaArgs): Problem[] {
  const subject = subjectOf(name);
  return [
    ...pathNameProblems(subject, "name", name),
    ...(mountPath === undefined || withoutSlashesAround.test(mountPath)
      ? []
      : [
          { subject, path: "mountPath", must: "be a path without slashes around it", found: JSON.stringify(mountPath) },
        ]),
    ...(path === undefined || withoutSlashesAround.test(path)
      ? []
      : [{ subject, path: "path", must: "be a path without slashes around it", found: JSON.stringify(path) }]),
    ...(mountPath === undefined && (path ?? role) !== undefined
      ? [{ subject, path: "mountPath", must: "be given where a path or a role is", found: "nothing" }]
      : []),
    ...(path !== undefined && role !== undefined
      ? [
          {
            subject,
            path: "role",
            must: "not stand beside a path: Vault counts either",
            found: "both",
            fix: "declare two quotas",
          },
        ]
      : []),
    ...(role !== undefined && mountPath?.startsWith("auth/") === false
      ? [{ subject, path: "role", must: "belong to an auth method", found: `the mount "${mountPath}"` }]
      : []),
  ];
}

function repetitions(quota: RateLimitQuotaArgs, earlier: readonly RateLimitQuotaArgs[]): Problem[] {
  const subject = subjectOf(quota.name);
  const twin = earlier.find((other) => scopeOf(other) === scopeOf(quota));
  return [
    ...(earlier.some(({ name }) => name === quota.name)
      ? [
          {
            subject,
            path: "name",
            must: "have a name of its own",
            found: "another quota of that name",
            fix: "rename one",
          },
        ]
      : []),
    ...(twin === undefined
      ? []
      : [
          {
            subject,
            must: "count something that no other quota counts",
            found: `what "${twin.name}" counts`,
            fix: "keep the stricter of the two",
          },
        ]),
  ];
}

const scopeOf = ({ mountPath, path, role }: RateLimitQuotaArgs): string =>
  JSON.stringify([mountPath ?? "", path ?? "", role ?? ""]);

const subjectOf = (name: string): string => `quota "${name}"`;
