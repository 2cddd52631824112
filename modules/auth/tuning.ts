import type * as pulumi from "@pulumi/pulumi";
import type * as vault from "@pulumi/vault";
import { lockoutSettings, type UserLockoutArgs } from "./lockout";
import { writtenSettings } from "./settings";

export interface MountTuningArgs {
  /** Life of a token of this mount whose role sets none, in seconds. One hour by default. */
  readonly defaultLeaseTtl?: number;
  /** Longest life of a token of this mount, whatever its role says, in seconds. 12 hours by default. */
  readonly maxLeaseTtl?: number;
  /** Headers of a request that Vault hands to the method. None by default. */
  readonly passthroughRequestHeaders?: readonly string[];
  /** Headers that the method may add to an answer. None by default. */
  readonly allowedResponseHeaders?: readonly string[];
}

/** How an auth mount is tuned. Vault's own defaults are named too, so that one that is imported has nothing to change. */
export interface MountTuning {
  readonly defaultLeaseTtl: string;
  readonly maxLeaseTtl: string;
  readonly listingVisibility: string;
  readonly tokenType: string;
  readonly passthroughRequestHeaders?: string[];
  readonly allowedResponseHeaders?: string[];
}

/**
 * The tuning that every auth mount gets: hidden from the unauthenticated listing, an upper bound for its tokens ("Vault Security",
 * Advantages of AppRole), and no key whose values audit devices would write in clear.
 */
export function mountTuning(args: MountTuningArgs): MountTuning {
  const { passthroughRequestHeaders = [], allowedResponseHeaders = [] } = args;
  return {
    defaultLeaseTtl: goDuration(defaultLeaseTtl(args)),
    maxLeaseTtl: goDuration(maxLeaseTtl(args)),
    listingVisibility: "hidden",
    tokenType: "default-service",
    ...(passthroughRequestHeaders.length === 0
      ? {}
      : { passthroughRequestHeaders: [...passthroughRequestHeaders].sort() }),
    ...(allowedResponseHeaders.length === 0 ? {} : { allowedResponseHeaders: [...allowedResponseHeaders].sort() }),
  };
}

/**
 * Writes the part of a mount's tuning that the provider's mount resources overlook: they read the lease times back from their own
 * state and not from Vault (vault/structures.go, mergeAuthMethodTune), take a refused tuning for a done one
 * (vault/resource_auth_backend.go, authBackendUpdate), never change a JWT method's description (vault/resource_jwt_auth_backend.go),
 * and know nothing of a user's lockout.
 *
 * @param lockout for the methods that Vault locks users out of; undefined for every other
 */
export function writtenTuning(
  mount: vault.AuthBackend | vault.jwt.AuthBackend,
  args: MountTuningArgs & { readonly path: string; readonly description?: string },
  lockout: UserLockoutArgs | undefined,
  options: pulumi.CustomResourceOptions,
): void {
  const settings = {
    description: args.description ?? "",
    default_lease_ttl: defaultLeaseTtl(args),
    max_lease_ttl: maxLeaseTtl(args),
    ...(lockout === undefined ? {} : lockoutSettings(lockout)),
  };
  writtenSettings(`sys/auth/${args.path}/tune`, settings, { ...options, deletedWith: mount });
}

function defaultLeaseTtl(args: MountTuningArgs): number {
  return args.defaultLeaseTtl ?? 3600;
}

function maxLeaseTtl(args: MountTuningArgs): number {
  return args.maxLeaseTtl ?? 12 * 3600;
}

/** Seconds as the provider shows them: `12h`, `1h30m`, `1h0m5s`, `45s` (util/util.go, ShortDur). */
export function goDuration(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const inMinutes = minutes > 0 || (hours > 0 && rest > 0) ? `${minutes}m` : "";
  const text = `${hours > 0 ? `${hours}h` : ""}${inMinutes}${rest > 0 ? `${rest}s` : ""}`;
  return text === "" ? "0s" : text;
}
