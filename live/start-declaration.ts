import type { AuditDevice } from "./audit-device";
import type { AuthTune } from "./auth-mount";

/** What a new Vault must have before Pulumi can apply the rest as the deployer: plain data, computed from `stacks/`. */
export interface StartDeclaration {
  readonly auditDevices: readonly AuditDevice[];
  /** The deployer's policy. */
  readonly policy: { readonly name: string; readonly text: string };
  /** Where the deployer logs in. */
  readonly auth: {
    readonly path: string;
    readonly type: "userpass";
    readonly description?: string;
    readonly tune?: AuthTune;
  };
  readonly user: {
    readonly name: string;
    readonly tokenPolicies: readonly string[];
    /** Seconds. */
    readonly tokenTtl: number;
    /** Seconds. */
    readonly tokenMaxTtl: number;
    /** Further token settings in Vault's own words (`token_bound_cidrs`, `token_no_default_policy`, ...). */
    readonly tokenSettings?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  };
}
