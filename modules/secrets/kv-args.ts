import type { SecretsMountArgs } from "./mount";

export interface KvVersion2Args extends SecretsMountArgs {
  /** Versions kept of each secret. 10 by default. */
  readonly maxVersions?: number;
  /** Whether every write must name the version it replaces. Off by default: not every client can. */
  readonly casRequired?: boolean;
  /** How long a version is kept, in seconds. Without end by default: a secret that nobody changes is still needed. */
  readonly deleteVersionAfter?: number;
}
