import type { Problem } from "../../problem/problem";
import { refuseFor } from "../../problem/refuse-for";
import { networkProblems } from "../networks";
import { defaultLimits, type AppRoleArgs } from "./args";

/**
 * Checks that a role is bound to networks that leave somebody out, and that everything of it ends.
 * @throws Refusal with every problem of the role
 */
export function checkAppRole(args: AppRoleArgs): void {
  const subject = `AppRole "${args.roleName}"`;
  refuseFor([...boundProblems(subject, args.boundCidrs), ...limitProblems(subject, args)]);
}

function boundProblems(subject: string, cidrs: readonly string[]): readonly Problem[] {
  const path = "boundCidrs";
  if (cidrs.length > 0) return networkProblems(subject, path, cidrs);
  const fix = "name the networks that the application runs in";
  return [{ subject, path, must: "name at least one network", found: "none", fix }];
}

function limitProblems(subject: string, args: AppRoleArgs): Problem[] {
  const limits = { ...defaultLimits, ...args };
  const names = ["tokenTtl", "tokenMaxTtl", "secretIdTtl", "secretIdNumUses"] as const;
  const unlimited = names.filter((name) => limits[name] <= 0);
  return [
    ...unlimited.map((path) => ({
      subject,
      path,
      must: "be above zero, which in Vault is no limit at all",
      found: String(limits[path]),
      fix: `leave it out for ${defaultLimits[path]}, or give a limit`,
    })),
    ...(limits.tokenTtl > limits.tokenMaxTtl && unlimited.length === 0
      ? [
          {
            subject,
            path: "tokenTtl",
            must: `be no longer than tokenMaxTtl, ${limits.tokenMaxTtl} s`,
            found: `${limits.tokenTtl} s`,
            fix: "shorten it, or let the tokens live longer in all",
          },
        ]
      : []),
  ];
}
