import { readSecret } from "../secret";
import { known, unknown, type Known, type Unknown, type Value } from "../value";
import type { JwtRole } from "./jwt-role";

/**
 * Which tokens a role of the JWT method lets in, apart from the audience: whoever asks an issuer for a token names the audience,
 * so two environments that differ in nothing else let the same jobs in.
 */
export interface JwtLogin {
  /** The `iss` claim; any, where nothing says which. */
  readonly issuer: Issuer;
  /** By claim, the values of which a token must have one. The bound subject is the claim `sub`. */
  readonly claims: ReadonlyMap<string, readonly string[]>;
  /** Whether `*` in a value stands for any text. */
  readonly globs: boolean;
}

export type Issuer = Known<string | undefined> | Unknown;

/** Not known where one of the role's claims is not. Its texts may be secret ones: nothing of it is ever printed. */
export function loginOf({ claims, globs, subject }: JwtRole, issuer: Issuer): JwtLogin | Unknown {
  if (claims.kind !== "known") return asUnknown(claims);
  const bound = new Map<string, readonly string[]>();
  for (const [name, values] of [...claims.value, ["sub", subjects(subject)] as const]) {
    const open = values.kind === "known" ? values.value.find(({ kind }) => kind === "unknown") : values;
    if (open !== undefined) return asUnknown(open);
    if (values.kind === "known" && values.value.length > 0) bound.set(claimName(name), values.value.map(textOf));
  }
  // Over a whole stack, what is left to the provider is not known at a preview; without a * it makes no difference.
  const hasStar = [...bound.values()].flat().some((value) => value.includes("*"));
  if (globs.kind !== "known" && hasStar) return asUnknown(globs);
  return { claims: bound, globs: globs.kind === "known" && globs.value, issuer };
}

/** Whether claims tell one job from another: an issuer and an audience do not, every token of the issuer can have them. */
export function bindsSomebody(claims: ReadonlyMap<string, unknown>): boolean {
  return [...claims.keys()].some((name) => !["iss", "aud"].includes(claimName(name)));
}

function subjects(subject: JwtRole["subject"]): Value<readonly Value<string>[]> {
  if (subject.kind === "unknown") return subject;
  if (subject.kind === "secret") return known(subject.isEmpty() ? [] : [subject], subject.place);
  const { value, place } = subject;
  return known(value === undefined || value === "" ? [] : [known(value, place)], place);
}

/** A name that begins with a slash is a JSON pointer (vault-plugin-auth-jwt, claims.go, getClaim). */
export function claimName(name: string): string {
  return /^\/[^/]+$/u.test(name) ? name.slice(1).replaceAll("~1", "/").replaceAll("~0", "~") : name;
}

function textOf(value: Value<string>): string {
  if (value.kind === "secret") return readSecret(value, (text) => text);
  return value.kind === "known" ? value.value : "";
}

function asUnknown(value: Value<unknown>): Unknown {
  return value.kind === "unknown" ? value : unknown("is no text", value.place);
}
