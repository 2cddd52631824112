import { distance } from "fastest-levenshtein";

/** The candidate that a mistyped word most likely meant, or undefined where none is near. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const ranked = [...candidates]
    .map((candidate) => ({ candidate, edits: edits(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((left, right) => left.edits - right.edits || (left.candidate < right.candidate ? -1 : 1));
  const [best] = ranked;
  return best !== undefined && best.edits <= Math.max(1, Math.floor(word.length / 3)) ? best.candidate : undefined;
}

/** Letters in another order are one slip of the fingers, however the edit distance counts them. */
function edits(word: string, candidate: string): number {
  return sortedLetters(word) === sortedLetters(candidate)
    ? Math.min(1, distance(word, candidate))
    : distance(word, candidate);
}

function sortedLetters(word: string): string {
  return Array.from(word).sort().join("");
}

/** `; did you mean "method"?`, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const candidate = nearest(word, candidates);
  return candidate === undefined ? "" : `; did you mean "${candidate}"?`;
}
