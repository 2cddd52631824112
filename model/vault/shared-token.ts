import type { Issuer, JwtLogin } from "./jwt-login";

/**
 * A token that both let in: by claim, a value that satisfies both; undefined when there can be none. A token has one value for
 * each claim, as those that tell environments from each other have (`sub`, `environment`, `ref`, `namespace_path`).
 */
export function sharedToken(left: JwtLogin, right: JwtLogin): ReadonlyMap<string, string> | undefined {
  if (areOthers(left.issuer, right.issuer)) return undefined;
  const token = new Map<string, string>();
  for (const claim of new Set([...left.claims.keys(), ...right.claims.keys()])) {
    const value = sharedValue(patternsOf(left, claim), patternsOf(right, claim));
    if (value === undefined) return undefined;
    token.set(claim, value);
  }
  return token;
}

function areOthers(left: Issuer, right: Issuer): boolean {
  if (left.kind === "unknown" || right.kind === "unknown") return false;
  return left.value !== undefined && right.value !== undefined && left.value !== right.value;
}

interface Patterns {
  readonly values: readonly string[];
  readonly globs: boolean;
}

/** A claim that is not bound may have any value. */
function patternsOf({ claims, globs }: JwtLogin, claim: string): Patterns {
  const values = claims.get(claim);
  return values === undefined ? { values: ["*"], globs: true } : { values, globs };
}

function sharedValue(left: Patterns, right: Patterns): string | undefined {
  const pairs = left.values.flatMap((mine) => right.values.map((other) => [mine, other] as const));
  return pairs
    .map(([mine, other]) => sharedText(pieces(mine, left.globs), pieces(other, right.globs)))
    .find((text) => text !== undefined);
}

/** Stands in a pattern for any number of signs. */
const star = "any text";

function pieces(pattern: string, isGlob: boolean): readonly string[] {
  return Array.from(pattern).map((sign) => (isGlob && sign === "*" ? star : sign));
}

/**
 * A text that both patterns match. What was read of the two decides how it can go on, so one text for each pair of places is
 * enough, and the search ends after as many steps as there are pairs.
 */
function sharedText(left: readonly string[], right: readonly string[]): string | undefined {
  const reached = new Set<string>();
  const open = [{ mine: 0, theirs: 0, text: "" }];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const { mine, theirs, text } = next;
    if (mine === left.length && theirs === right.length) return text;
    const place = `${mine} ${theirs}`;
    if (reached.has(place)) continue;
    reached.add(place);
    const [my, their] = [left[mine], right[theirs]];
    const skipMine = { mine: mine + 1, theirs, text };
    const skipTheirs = { mine, theirs: theirs + 1, text };
    if (my === star) open.unshift(skipMine);
    if (their === star) open.unshift(skipTheirs);
    if (my === star && isSign(their)) open.push({ ...skipTheirs, text: text + their });
    if (their === star && isSign(my)) open.push({ ...skipMine, text: text + my });
    if (isSign(my) && my === their) open.push({ mine: mine + 1, theirs: theirs + 1, text: text + my });
  }
  return undefined;
}

function isSign(piece: string | undefined): piece is string {
  return piece !== undefined && piece !== star;
}
