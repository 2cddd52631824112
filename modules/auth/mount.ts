import * as vault from "@pulumi/vault";
import type * as pulumi from "@pulumi/pulumi";
import { checkLockout, type UserLockoutArgs } from "./lockout";
import { mountTuning, writtenTuning, type MountTuningArgs } from "./tuning";

export interface AuthMountArgs extends MountTuningArgs {
  /** Path of the mount, without `auth/` and without slashes around it. */
  readonly path: string;
  readonly description?: string;
}

/** A mount of a method that Vault locks users out of. */
export interface LockingMountArgs extends AuthMountArgs {
  readonly userLockout?: UserLockoutArgs;
}

/**
 * An auth method's mount, as every method of ours starts: protected, because replacing it loses every role and revokes every token,
 * and tuned.
 * @throws Refusal where its lockout would be another than it looks
 */
export function authMount(
  type: string,
  args: LockingMountArgs,
  options: pulumi.CustomResourceOptions,
): vault.AuthBackend {
  const lockout = lockoutOf(type, args);
  const mount = new vault.AuthBackend(
    args.path,
    {
      type,
      path: args.path,
      ...(args.description === undefined ? {} : { description: args.description }),
      disableRemount: false,
      tune: mountTuning(args),
    },
    { ...options, protect: true },
  );
  writtenTuning(mount, args, lockout, options);
  return mount;
}

/** The methods that Vault locks users out of; it refuses to be told of a lockout of any other (vault/logical_system.go). */
const lockingTypes: ReadonlySet<string> = new Set(["approle", "ldap", "userpass"]);

function lockoutOf(type: string, { path, userLockout = {} }: LockingMountArgs): UserLockoutArgs | undefined {
  if (!lockingTypes.has(type)) return undefined;
  checkLockout(path, userLockout);
  return userLockout;
}
