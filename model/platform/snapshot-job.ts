import type { Certainty } from "../certainty";
import type { Resource } from "../resource";
import type { Value } from "../value";

/** Something that takes snapshots of Vault's storage again and again, and what shows of it. */
export interface SnapshotJob {
  readonly resource: Resource;
  /** The value that says so. */
  readonly value: Value<unknown>;
  readonly isSuspended: Value<boolean | undefined>;
  /** When it runs, where that is written down. */
  readonly schedule: Value<unknown>;
  /** Whether that time ever comes. */
  readonly comes: Certainty;
  readonly isEncrypted: Certainty;
  readonly isPruned: Certainty;
  readonly leavesVault: Certainty;
}
