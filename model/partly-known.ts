import type { Certainty } from "./certainty";
import type { PartlyKnown, Unknown, Value } from "./value";

/** Whether two texts of which the first is not known are the same one, by what is known of them. */
export function areSame(left: Unknown, right: Value<string | undefined>): Certainty {
  if (right.kind === "secret") return left;
  if (right.kind === "known") return mayBe(left, right.value) ? left : false;
  return arePartlySame(partsOf(left), partsOf(right)) ?? left;
}

/** What is known of a text, of which that can be nothing. */
export function partsOf(value: Unknown): PartlyKnown {
  return value.partly ?? { beginning: "", ending: "", contains: "", gap: value };
}

function mayBe(value: Unknown, text: string | undefined): boolean {
  if (value.partly === undefined) return true;
  const { beginning, ending, contains } = value.partly;
  if (text?.startsWith(beginning) !== true || !text.endsWith(ending)) return false;
  return text.slice(beginning.length, Math.max(beginning.length, text.length - ending.length)).includes(contains);
}

/** Undefined where it is open. No two releases have anything in common. */
function arePartlySame(left: PartlyKnown, right: PartlyKnown): boolean | undefined {
  if (left.release !== undefined && right.release !== undefined && left.release !== right.release) return false;
  if (left.gap !== right.gap) return undefined;
  if (left.beginning === right.beginning) return left.ending === right.ending;
  return left.ending === right.ending ? false : undefined;
}
