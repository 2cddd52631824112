import { readSecret } from "../secret";
import { asUnknown, known, type Known, type Unknown, type Value } from "../value";
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
  if (claims.kind !== "known") return asUnknown(claims, "is no text");
  const bound = new Map<string, readonly string[]>();
  for (const [name, values] of [...claims.value, ["sub", subjects(subject)] as const]) {
    const open = values.kind === "known" ? values.value.find(({ kind }) => kind === "unknown") : values;
    if (open !== undefined) return asUnknown(open, "is no text");
    if (values.kind === "known" && values.value.length > 0) bound.set(claimName(name), values.value.map(revealed));
  }
  // Over a whole stack, what is left to the provider is not known at a preview; without a * it makes no difference.
  const hasStar = [...bound.values()].flat().some((value) => value.includes("*"));
  if (globs.kind !== "known" && hasStar) return asUnknown(globs, "is no text");
  return { claims: bound, globs: globs.kind === "known" && globs.value, issuer };
}

/**
 * Whether claims tell the jobs and people of one owner from everybody else's. Everybody's jobs run on a branch `main` and in an
 * environment `production`, and everybody has a verified address. What a company's own identity provider says of a person is its
 * own, whatever the claim is called.
 *
 * @param ownClaims further claims that only an issuer of the company's own sets
 */
export function bindsSomebody(
  claims: ReadonlyMap<string, unknown>,
  type: "jwt" | "oidc",
  ownClaims: readonly string[],
): boolean {
  return [...claims.keys()]
    .map(claimName)
    .some((name) => ownClaims.includes(name) || (type === "jwt" ? ownersClaim.test(name) : !everyones.test(name)));
}

/**
 * Claims that name an owner, in the words of GitHub, GitLab, Bitbucket, CircleCI, Buildkite, Terraform, Kubernetes and the clouds,
 * and of OpenID Connect for people and clients.
 */
const ownersClaim =
  /^(?:.*\/)?(?:sub|azp|appid|client_?id|oid|tid|tenant|organi[sz]ation|org|workspace|project|pipeline|namespace|serviceaccount|repository|account|user|groups?|roles?|email|upn|preferred_username|username|login|hd|job_workflow_ref|workflow_ref|ci_config_ref_uri)$|^(?:.*\/)?(?:repository|project|namespace|organi[sz]ation|workspace|pipeline|user|terraform_(?:organization|project|workspace)|serviceaccount|account)[-_ ]?(?:owner[-_]?)?(?:id|uuid|uid|name|path|slug|login|email|owner)$/iu;

/** In a login by OIDC, Vault itself is the client that asks. */
const everyones =
  /^(?:iss|aud|azp|appid|client_?id|exp|nbf|iat|auth_time|nonce|jti|sid|scp|scope|ver|typ|token_(?:type|use)|at_hash|c_hash|amr|acr|ref|ref_type|ref_protected|environment|\w+_verified)$/iu;

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

function revealed(value: Value<string>): string {
  if (value.kind === "secret") return readSecret(value, (text) => text);
  return value.kind === "known" ? value.value : "";
}
