const units = { "": 1, s: 1, m: 60, h: 3600 } as const;

/** The seconds of a time on the command line, in Vault's form: `90`, `90s`, `5m`, `1h`. Undefined where it is none. */
export function secondsOf(text: string): number | undefined {
  const [, number, unit] = /^(\d+)([smh]?)$/.exec(text) ?? [];
  if (unit !== "" && unit !== "s" && unit !== "m" && unit !== "h") return undefined;
  return Number(number) * units[unit];
}
