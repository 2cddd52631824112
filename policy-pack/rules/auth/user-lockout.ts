import { z } from "zod";
import { userLockoutsOf, type UserLockout } from "../../../model/vault/user-lockout";
import type { Value } from "../../../model/value";
import { demand, type Outcome, type Requirement } from "../../outcome";
import { defineRule } from "../../rule";
import { examples, mustBeOn, mustBeSoon, mustLast } from "./user-lockout.examples";

const on = {
  must: mustBeOn,
  fix: "remove the setting: Vault then locks a user out for 15 minutes after 5 wrong passwords",
};
const lasting = {
  must: mustLast,
  fix: "remove the setting, or set it to minutes: with 0 nobody is ever locked out",
};
const soon = (limit: number) => ({
  must: mustBeSoon(limit),
  fix: `set it to ${limit} or less; Vault's own is 5`,
});

export default defineRule({
  id: "user-lockout",
  family: "auth",
  title: "Users who give wrong passwords are locked out for a while",
  severity: "medium",
  blocks: "outside dev",
  sources: [
    { title: "Production Hardening", section: "Avoid Root Tokens" },
    { title: "Vault Security", section: "Production Environment Requirements" },
  ],
  rationale:
    "Vault locks a user of userpass, LDAP or AppRole out after five wrong passwords, for fifteen minutes. Where that is switched " +
    "off, passwords and secret-ids can be guessed as fast as Vault answers, and in the audit log each attempt looks like any " +
    "other error.",
  remediation: "leave the lockout on",
  config: z.object({
    maxThreshold: z
      .int()
      .positive()
      .default(20)
      .meta({ stricter: "lower" })
      .describe("the most wrong passwords in a row before a user is locked out"),
  }),
  kind: "resource",
  check: (resource, { maxThreshold }) =>
    userLockoutsOf(resource).flatMap((lockout) => judgeLockout(lockout, maxThreshold)),
  examples,
});

function judgeLockout({ isDisabled, threshold, durations = [] }: UserLockout, limit: number): Outcome[] {
  return [
    ...judge(isDisabled, on, (disabled) => disabled !== true),
    ...judge(threshold, soon(limit), (count = 0) => count <= limit),
    ...durations.flatMap((seconds) => judge(seconds, lasting, (given) => given !== 0)),
  ];
}

function judge<T>(value: Value<T> | undefined, requirement: Requirement, holds: (value: T) => boolean): Outcome[] {
  return value === undefined ? [] : demand(value, requirement, { known: holds, secret: () => false });
}
