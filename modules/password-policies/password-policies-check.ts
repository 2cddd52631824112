import type { Problem } from "../../problem/problem";
import { refuseFor } from "../../problem/refuse-for";
import { pathNameProblems } from "../path-name";
import type { CharsetArgs, PasswordPolicyArgs } from "./password-policies-args";

/** Lengths that Vault takes (vault/logical_system.go, minPasswordLength and maxPasswordLength). */
const lengths = { least: 4, most: 100 } as const;
/** As many as Vault can choose from; it would take a policy with more, and make no password from it (helper/random, maxCharsetLen). */
const mostCharacters = 256;
/** Go's unicode.IsPrint, which Vault asks. */
const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]*$/u;

/**
 * Checks that Vault will take all policies and can make a password from each.
 * @throws Refusal with every problem of every policy
 */
export function checkPasswordPolicies(policies: readonly PasswordPolicyArgs[]): void {
  refuseFor(
    policies.flatMap((policy, index) => [
      ...nameProblems(policy, policies.slice(0, index)),
      ...lengthProblems(policy),
      ...policy.charsets.flatMap((charset, at) => charsetProblems(policy, charset, at)),
      ...charactersProblems(policy),
    ]),
  );
}

function nameProblems({ name }: PasswordPolicyArgs, earlier: readonly PasswordPolicyArgs[]): Problem[] {
  const subject = subjectOf(name);
  if (!earlier.some((other) => other.name === name)) return pathNameProblems(subject, "name", name);
  return [{ subject, path: "name", must: "be declared once", fix: "rename or remove one of them" }];
}

function lengthProblems({ name, length, charsets }: PasswordPolicyArgs): Problem[] {
  const subject = subjectOf(name);
  if (!Number.isInteger(length) || length < lengths.least || length > lengths.most) {
    const must = `be ${lengths.least} to ${lengths.most} characters`;
    return [{ subject, path: "length", must, found: String(length) }];
  }
  const needed = charsets.reduce((sum, { atLeast = 0 }) => sum + atLeast, 0);
  if (needed <= length) return [];
  return [
    {
      subject,
      path: "length",
      must: `have room for the ${needed} characters that its charsets ask for`,
      found: String(length),
      fix: "ask for fewer of them, or for a longer password",
    },
  ];
}

/** Of one charset. Vault itself breaks off where one without characters asks for some. */
function charsetProblems(
  { name }: PasswordPolicyArgs,
  { characters, atLeast = 0 }: CharsetArgs,
  at: number,
): Problem[] {
  const subject = subjectOf(name);
  const path = `charsets[${at}]`;
  return [
    ...(characters === "" ? [{ subject, path: `${path}.characters`, must: "name a character", found: "none" }] : []),
    ...(printable.test(characters)
      ? []
      : [
          {
            subject,
            path: `${path}.characters`,
            must: "be printable characters",
            found: JSON.stringify(characters.replace(/[\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, "")),
          },
        ]),
    ...(Number.isInteger(atLeast) && atLeast >= 0
      ? []
      : [{ subject, path: `${path}.atLeast`, must: "be a whole number, or 0 for none", found: String(atLeast) }]),
  ];
}

function charactersProblems({ name, charsets }: PasswordPolicyArgs): Problem[] {
  const all = new Set(charsets.flatMap(({ characters }) => Array.from(characters)));
  if (charsets.length > 0 && all.size <= mostCharacters) return [];
  const found = charsets.length === 0 ? "none" : `${all.size} characters`;
  return [{ subject: subjectOf(name), path: "charsets", must: `have 1 to ${mostCharacters} characters in all`, found }];
}

const subjectOf = (name: string): string => `password policy "${name}"`;
