const goInteger =
  /^(?<sign>[+-]?)(?:0[xX](?<hex>(?:_?[0-9a-fA-F])+)|0[bB](?<binary>(?:_?[01])+)|0[oO]?(?<octal>(?:_?[0-7])+)|(?<decimal>0|[1-9](?:_?[0-9])*))$/;

/** An integer as Go's `ParseInt(text, 0, 64)` reads it, with its prefixes and underscores; undefined if it does not. */
export function parseInteger(text: string): bigint | undefined {
  const parts = goInteger.exec(text)?.groups;
  if (parts === undefined) return undefined;
  const { sign, hex, binary, octal, decimal } = parts as Readonly<Record<string, string | undefined>>;
  const [prefix, digits] =
    hex !== undefined
      ? ["0x", hex]
      : binary !== undefined
        ? ["0b", binary]
        : octal !== undefined
          ? ["0o", octal]
          : ["", decimal ?? ""];
  const magnitude = BigInt(prefix + digits.replaceAll("_", ""));
  return within64Bits(sign === "-" ? -magnitude : magnitude);
}

/** A decimal integer as Go's `ParseInt(text, 10, 64)` reads it. */
export function parseDecimal(text: string): bigint | undefined {
  return /^[+-]?[0-9]+$/.test(text) ? within64Bits(BigInt(text.replace(/^\+/, ""))) : undefined;
}

/** A token that the HCL scanner calls a FLOAT, as Go's `ParseFloat` reads it. */
export function parseFloat64(text: string): number | undefined {
  if (!/^-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

export const within64Bits = (value: bigint): bigint | undefined =>
  value >= -(2n ** 63n) && value < 2n ** 63n ? value : undefined;

/** Whether the scanner took a number's text for a FLOAT: it has a fraction or an exponent. */
export const isFloat = (source: string): boolean => !/^-?0[xX]/.test(source) && /[.eE]/.test(source);
