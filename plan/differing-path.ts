/**
 * Where two JSON values differ, as property paths from the values themselves: `listeners[0].address`. Says nothing of what is there.
 */
export function differingPaths(before: unknown, after: unknown, at = ""): string[] {
  if (Array.isArray(before) && Array.isArray(after)) {
    return range(Math.max(before.length, after.length)).flatMap((index) =>
      differingPaths(before[index], after[index], `${at}[${index}]`),
    );
  }
  if (isRecord(before) && isRecord(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) => differingPaths(before[name], after[name], at === "" ? name : `${at}.${name}`));
  }
  return Object.is(before, after) ? [] : [at];
}

function range(length: number): number[] {
  return [...Array(length).keys()];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
