import { asList } from "../scalars";
import { isAbsent, known, unknown, type Unknown, type Value } from "../value";
import type { Setting } from "./set-values";

/** A chart that a resource installs, and all that says with which values. */
export interface Installation {
  /** Undefined where nothing but the official chart can be meant. */
  readonly chart?: Value;
  /** Undefined where only the installation says it. */
  readonly version?: Value;
  /** Where the chart comes from. */
  readonly repository?: Value;
  /** An object, or a text of YAML. */
  readonly values: Value;
  /** Single values that win over `values`. */
  readonly settings: readonly Setting[];
  /** What else gives values, which lose to `values`: nobody opens it here. */
  readonly unopened: readonly Unknown[];
  readonly release: Value;
  readonly namespace: Value;
  /** Whether a null takes the chart's own value away, as Helm has it. */
  readonly nullRemoves: boolean;
}

/** The first that is set, or the last. */
export function firstGiven(...values: readonly Value[]): Value {
  return values.find((value) => !isAbsent(value)) ?? values.at(-1) ?? known(undefined, { path: [] });
}

/** Files of values; none where none are named. */
export function valuesFiles(...lists: readonly Value[]): Unknown[] {
  return lists.flatMap((list) => {
    const files = asList(list);
    const isEmpty = files.kind === "known" && files.value.length === 0;
    return isEmpty ? [] : [notOpened("may stand in a file of values, which rules cannot open", list)];
  });
}

/** What stands somewhere else, as a whole, and what names that place. */
export function notOpened(why: string, { place }: Value): Unknown {
  return unknown(why, { ...place, source: place });
}

/** The same, as a value of the chart that stands, or would stand, elsewhere. */
export function notOpenedAt(value: Value, { why, place }: Unknown): Unknown {
  return unknown(why, { ...value.place, source: place.source ?? place });
}
