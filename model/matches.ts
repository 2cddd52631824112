import type { Place } from "./place";
import { readSecret } from "./secret";
import type { Value } from "./value";

/** Where something of that look stands in a text, also in one that nobody may see: once on each line. */
export function placesIn(text: Value, look: RegExp): Place[] {
  if (text.kind === "secret") return readSecret(text, (revealed) => [...places(revealed, look, text.place)]);
  return text.kind === "known" && typeof text.value === "string" ? [...places(text.value, look, text.place)] : [];
}

/** Counts lines from match to match, so that many in a long text take no longer than one. */
function* places(text: string, look: RegExp, place: Place): Generator<Place> {
  const hasLines = text.includes("\n");
  let [line, start, before] = [1, 0, 0];
  for (const { index } of text.matchAll(new RegExp(look, `${look.flags.replace("g", "")}g`))) {
    for (let end = text.indexOf("\n", start); end !== -1 && end < index; end = text.indexOf("\n", start)) {
      line += 1;
      start = end + 1;
    }
    if (line === before) continue;
    before = line;
    yield hasLines ? { ...place, line, column: index - start + 1 } : place;
  }
}
