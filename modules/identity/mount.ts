import type * as pulumi from "@pulumi/pulumi";

/** The mount of an auth method, as far as identity asks: each `AuthBackend` of the SDK is one. */
export interface AuthMethodMount extends pulumi.Resource {
  /** Vault's own name for the mount. It is unknown until the mount is there. */
  readonly accessor: pulumi.Output<string>;
}
