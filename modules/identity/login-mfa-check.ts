import type { Problem } from "../../problem/problem";
import { refuseFor } from "../../problem/refuse-for";
import { pathNameProblems } from "../path-name";
import type { EnforcedOn, LoginMfaArgs } from "./login-mfa-args";

/** Methods that only machines log in with (Vault documentation, Auth methods), none of which can answer with a code. */
const machines: ReadonlySet<string> = new Set([
  "alicloud",
  "approle",
  "aws",
  "azure",
  "cf",
  "gcp",
  "kubernetes",
  "oci",
  "spiffe",
  "token",
]);

/**
 * Checks that people can log in with what is declared, and that Vault will take it.
 * @throws Refusal with every problem
 */
export function checkLoginMfa(args: LoginMfaArgs): void {
  const subject = `login MFA "${args.enforcement}"`;
  refuseFor([
    ...nameProblems(subject, args),
    ...totpProblems(subject, args),
    ...whomProblems(subject, args.enforcedOn),
  ]);
}

function nameProblems(subject: string, { enforcement, issuer }: LoginMfaArgs): Problem[] {
  return [
    ...pathNameProblems(subject, "enforcement", enforcement),
    // An app reads "issuer:account" (Key Uri Format, "Label").
    ...(issuer.trim() !== "" && !issuer.includes(":")
      ? []
      : [{ subject, path: "issuer", must: "be a name without a colon", found: JSON.stringify(issuer) }]),
  ];
}

function totpProblems(subject: string, args: LoginMfaArgs): Problem[] {
  const whole = (
    path: "period" | "keySize" | "qrSize" | "maxValidationAttempts",
    least: number,
    why: string,
  ): Problem[] => {
    const value = args[path];
    if (value === undefined || (Number.isInteger(value) && value >= least)) return [];
    return [{ subject, path, must: `be a whole number of ${least} or more${why}`, found: String(value) }];
  };
  return [
    ...whole("period", 1, ""),
    ...whole("keySize", 16, ": a shorter secret can be guessed (RFC 4226, R6)"),
    ...whole("qrSize", 0, ""),
    ...whole("maxValidationAttempts", 1, ""),
  ];
}

function whomProblems(
  subject: string,
  { methods = [], mounts = [], groups = [], entities = [] }: EnforcedOn,
): Problem[] {
  if (methods.length + mounts.length + groups.length + entities.length === 0) {
    return [
      {
        subject,
        path: "enforcedOn",
        must: "name a method, a mount, a group or an entity",
        found: "none",
        fix: "name the methods that people log in with",
      },
    ];
  }
  return methods
    .filter(({ type }) => machines.has(type))
    .map(({ type }) => ({
      subject,
      path: "enforcedOn.methods",
      must: "be methods that people log in with: a machine cannot answer with a code",
      found: type,
    }));
}
