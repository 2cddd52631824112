import * as vault from "@pulumi/vault";
import type * as pulumi from "@pulumi/pulumi";

export interface AuthMountArgs {
  /** Path of the mount, without `auth/` and without slashes around it. */
  readonly path: string;
  readonly description?: string;
  /** Longest life of a token from this mount, as a Go duration. 12 hours by default. */
  readonly maxLeaseTtl?: string;
}

export const defaultMaxLeaseTtl = "12h";

/**
 * An auth method's mount, as every method of ours starts: protected, because replacing it loses every role and revokes every token;
 * hidden from the unauthenticated listing; with an upper bound for its tokens ("Vault Security", Advantages of AppRole).
 */
export function authMount(type: string, args: AuthMountArgs, options: pulumi.CustomResourceOptions): vault.AuthBackend {
  return new vault.AuthBackend(
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
}

/** How an auth mount is tuned. Vault's own defaults are named too, so that one that is imported has nothing to change. */
export interface MountTuning {
  readonly defaultLeaseTtl: string;
  readonly maxLeaseTtl: string;
  readonly listingVisibility: string;
  readonly tokenType: string;
}

/** The tuning that every auth mount gets. */
export function mountTuning(args: AuthMountArgs): MountTuning {
  return {
    defaultLeaseTtl: "1h",
    maxLeaseTtl: args.maxLeaseTtl ?? defaultMaxLeaseTtl,
    listingVisibility: "hidden",
    tokenType: "default-service",
  };
}
