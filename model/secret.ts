import type { Place } from "./place";

/**
 * A value that must not be repeated. It answers questions about its text, but nothing that prints, copies or serialises it
 * can show the text.
 */
export interface Secret {
  readonly kind: "secret";
  readonly place: Place;
  /** Whether its field says so, or only something in the text looks like a token, a key or a password. */
  readonly because: "field" | "look";
  readonly isEmpty: () => boolean;
  readonly matches: (pattern: RegExp) => boolean;
  readonly is: (text: string) => boolean;
  /** Whether both have the same text, asked without seeing either. */
  readonly sameAs: (other: Secret) => boolean;
}

const texts = new WeakMap<Secret, string>();

export function secret(text: string, place: Place, because: Secret["because"] = "field"): Secret {
  const value: Secret = {
    kind: "secret",
    place,
    because,
    isEmpty: () => text === "",
    matches: (pattern) => text.search(pattern) !== -1,
    is: (other) => other === text,
    sameAs: (other) => texts.get(other) === text,
  };
  texts.set(value, text);
  return value;
}

/**
 * What a secret means, for the model's own readers only: a server's configuration can stand in a Kubernetes Secret. What is
 * read this way must be secret again wherever it is text. Rules never call it (test/policy-pack/secrets.test.ts).
 */
export function readSecret<T>(value: Secret, read: (text: string) => T): T {
  return read(texts.get(value) ?? "");
}
