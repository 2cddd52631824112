/** Where a value stands inside its resource: a property path and, inside a text, the line counted from 1. */
export interface Place {
  readonly path: readonly (string | number)[];
  readonly line?: number;
}

export function within(place: Place, ...steps: readonly (string | number)[]): Place {
  return { ...place, path: [...place.path, ...steps] };
}

/** `listeners[0].tlsDisable`, `data["vault.hcl"].listener[0].tls_disable (line 3)`. Empty for a resource itself. */
export function printPlace({ path, line }: Place): string {
  const steps = path.map((step, index) => {
    if (typeof step === "number") return `[${step}]`;
    if (!/^[A-Za-z_][\w-]*$/u.test(step)) return `["${step}"]`;
    return index === 0 ? step : `.${step}`;
  });
  return steps.join("") + (line === undefined ? "" : ` (line ${line})`);
}
