import type { PkiEngineArgs } from "./engine";
import type { AuthorityKey } from "./key";

export interface PkiRootArgs extends PkiEngineArgs {
  /** Name of the authority, as every client's list of trusted ones shows it. */
  readonly commonName: string;
  readonly organization?: string;
  /** Life of the root's certificate, in seconds. Ten years by default. */
  readonly ttl?: number;
  /** EC P-384 by default. */
  readonly key?: AuthorityKey;
}
