import type { PkiEngineArgs } from "./engine";
import type { PkiGenerationArgs } from "./generation";
import type { PkiRoleArgs } from "./role";

export interface PkiIntermediateArgs extends PkiEngineArgs {
  /** Longest life of any certificate that it issues, in seconds. 30 days by default. */
  readonly maxTtl?: number;
  /** Every generation whose certificates somebody may still hold. */
  readonly generations: readonly PkiGenerationArgs[];
  /** The one that issues. None only while the first one waits for its certificate. */
  readonly currentGeneration?: string;
  readonly roles: readonly PkiRoleArgs[];
}
