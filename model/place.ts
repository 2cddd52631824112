/** Where a value stands inside its resource: a property path and, inside a text, the line and the column counted from 1. */
export interface Place {
  readonly path: readonly (string | number)[];
  readonly line?: number;
  /** The beginning of the line where it is left out. */
  readonly column?: number;
  /** The block of the text that it stands in, as written there: `path "sys/*"`. It is called so wherever it stands. */
  readonly block?: string;
  /** Where it stands in a file, where it was read from one. */
  readonly position?: Position;
  /** What decides it and is not read: the place that names that. Of such a value no part is known, so that no path leads into it. */
  readonly source?: Place;
}

/** A place in a file. Lines and columns count from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /**
   * The line on which the content of a text begins: for YAML's block texts, the one below the mark. Only where the text's lines are
   * the file's own: a text with escapes or in base64 has lines of which the file knows nothing.
   */
  readonly textLine?: number;
  /** The column in which such a text's lines begin: those of a block text in YAML are indented. The first where it is left out. */
  readonly textColumn?: number;
}

export function within(place: Place, ...steps: readonly (string | number)[]): Place {
  if (place.source !== undefined) return place;
  const path = place.path.concat(steps);
  // Most places have nothing but a path, and there are as many as values.
  return place.line === undefined && place.position === undefined ? { path } : { ...place, path };
}

/** The place in the file, also of a line inside a text that stands in it; undefined for what was read from no file. */
export function positionOf({ line, column = 1, position }: Place): Position | undefined {
  if (position === undefined) return undefined;
  const { file, textLine, textColumn = 1 } = position;
  if (textLine === undefined || line === undefined) return { file, line: position.line, column: position.column };
  return { file, line: textLine + line - 1, column: textColumn + column - 1 };
}

/**
 * Whether two values stand at one place. In a text they do on one line: who reads the text as a tree has paths inside it, and who
 * searches it does not.
 */
export function isSamePlace(one: Place, other: Place): boolean {
  if (one.line === undefined && other.line === undefined) return printPlace(one) === printPlace(other);
  const [short, long] = one.path.length < other.path.length ? [one, other] : [other, one];
  return (one.line ?? 1) === (other.line ?? 1) && short.path.every((step, index) => step === long.path[index]);
}

/**
 * `listeners[0].tlsDisable`, `data["vault.hcl"].listener[0].tls_disable (line 3)`, `policy path "sys/*" (line 5)`. Empty for a
 * resource itself.
 */
export function printPlace({ path, line, block }: Place): string {
  const steps = path.map((step, index) => {
    if (typeof step === "number") return `[${step}]`;
    if (!/^[A-Za-z_][\w-]*$/u.test(step)) return `["${step}"]`;
    return index === 0 ? step : `.${step}`;
  });
  return steps.join("") + (block === undefined ? "" : ` ${block}`) + (line === undefined ? "" : ` (line ${line})`);
}
