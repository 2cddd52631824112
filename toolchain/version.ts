/** A version as `major.minor.patch`; what follows a `-` or `+` is kept in the text and ignored when comparing. */
export type Version = string;

/** The versions of something that fit: `from` itself and everything up to, without, `below`. */
export interface VersionRange {
  readonly from: Version;
  readonly below: Version;
}

/** The first version that stands in a text, without its leading `v`; undefined when there is none. */
export function versionIn(text: string): Version | undefined {
  return /\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?/.exec(text)?.[0];
}

/** Negative when `a` is older than `b`, positive when newer, 0 when major, minor and patch are equal. */
export function compareVersions(a: Version, b: Version): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (const [index, number] of left.entries()) {
    const difference = number - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

export function isWithin(version: Version, range: VersionRange): boolean {
  return compareVersions(version, range.from) >= 0 && compareVersions(version, range.below) < 0;
}

/** "from 1.20.0, before 3.0.0", or "exactly 7.8.0". */
export function rangeInWords({ from, below }: VersionRange): string {
  const [major = 0, minor = 0, patch = 0] = numbersOf(from);
  const onlyOne = below === `${major}.${minor}.${patch + 1}`;
  return onlyOne ? `exactly ${from}` : `from ${from}, before ${below}`;
}

function numbersOf(version: Version): number[] {
  return (/^\d+(?:\.\d+)*/.exec(version)?.[0] ?? "0").split(".").map(Number);
}
