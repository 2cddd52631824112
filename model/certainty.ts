import type { Unknown } from "./value";

/** Whether something holds: certainly, certainly not, or decided by a value that is not known. */
export type Certainty = boolean | Unknown;

export function isOpen(part: Certainty): part is Unknown {
  return typeof part !== "boolean";
}

/** One that certainly does not hold decides, whatever is not known of the others. */
export function allOf(parts: readonly Certainty[]): Certainty {
  return parts.includes(false) ? false : (parts.find(isOpen) ?? true);
}

/** One that certainly holds decides, whatever is not known of the others. */
export function anyOf(parts: readonly Certainty[]): Certainty {
  return parts.includes(true) ? true : (parts.find(isOpen) ?? false);
}

export function isNot(part: Certainty): Certainty {
  return isOpen(part) ? part : !part;
}
