import { refuseFor } from "../../problem/refuse-for";
import type { Settings } from "./settings";

/**
 * When a user is locked out who gives wrong passwords. The defaults are Vault's own, named so that nobody switches them off unseen;
 * there is no way to declare a method without (Vault documentation, User lockout).
 */
export interface UserLockoutArgs {
  /** Wrong logins in a row that lock a user out. 5 by default. */
  readonly threshold?: number;
  /** How long, in seconds. 15 minutes by default. */
  readonly duration?: number;
  /** How long after the last wrong login the count begins anew, in seconds. 15 minutes by default. */
  readonly counterReset?: number;
}

/** The lockout, in the words in which Vault is told of it, and in those in which it shows it: they are not the same. */
export function lockoutSettings({ threshold = 5, duration = 900, counterReset = 900 }: UserLockoutArgs): Settings {
  return {
    // What is written (vault/mount.go, APIUserLockoutConfig).
    user_lockout_config: {
      lockout_counter_reset_duration: `${counterReset}s`,
      lockout_disable: false,
      lockout_duration: `${duration}s`,
      lockout_threshold: String(threshold),
    },
    // What is read (vault/logical_system.go, handleTuneReadCommon). A write does not look at it; it is here to be compared.
    user_lockout_counter_reset_duration: counterReset,
    user_lockout_disable: false,
    user_lockout_duration: duration,
    user_lockout_threshold: threshold,
  };
}

/**
 * A zero would be taken for "not set", and the server's own configuration would say what holds (vault/request_handling.go,
 * getUserLockoutConfiguration).
 * @throws Refusal with every number that is none
 */
export function checkLockout(mountPath: string, lockout: UserLockoutArgs): void {
  refuseFor(
    (["threshold", "duration", "counterReset"] as const)
      .map((name) => ({ name, value: lockout[name] ?? 1 }))
      .filter(({ value }) => !Number.isInteger(value) || value < 1)
      .map(({ name, value }) => ({
        subject: `auth method "${mountPath}"`,
        path: `userLockout.${name}`,
        must: "be a whole number above zero",
        found: String(value),
      })),
  );
}
