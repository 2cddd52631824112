const units = [
  ["d", 24 * 3600],
  ["h", 3600],
  ["m", 60],
] as const;

/** Seconds as a person writes them: `30d`, `24h`, `90m`, `45s`; the largest unit that needs no fraction. */
export function duration(seconds: number): string {
  const unit =
    units.find(([, length]) => seconds >= 2 * length && seconds % length === 0) ??
    units.find(([, length]) => seconds === length);
  return unit === undefined ? `${seconds}s` : `${seconds / unit[1]}${unit[0]}`;
}
