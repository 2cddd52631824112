import type { Position } from "../model/place";

/** One way in which an environment would be judged less strictly than it was. */
export interface Weakening {
  /** What is weaker: `strongroom:tier`, `token-ttl-bounded.maxTtlSeconds`, `waiver kv-versioned@mount "old"`. */
  readonly what: string;
  /** What it was: `be production`. */
  readonly must: string;
  readonly found: string;
  readonly position?: Position;
}
