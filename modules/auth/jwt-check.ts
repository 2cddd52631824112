import type { Problem } from "../../problem/problem";
import { refuseFor } from "../../problem/refuse-for";
import { claimProblems } from "./claims";
import { discoveryProblems } from "./discovery";
import type { JwtAuthArgs, JwtRoleArgs } from "./jwt-args";
import { publicKeyProblems } from "./public-key";
import { roleNameProblems } from "./role-name";
import { lifeProblems, type TokenLives } from "./token";

/** Seconds: a job is over soon. */
export const defaultLives: TokenLives = { ttl: 15 * 60, maxTtl: 3600 };

/**
 * Checks that a JWT method knows one source of keys, which are public, and that each role asks for more than a token of the issuer.
 * @throws Refusal with every problem of the method and of all its roles
 */
export function checkJwtAuth(args: JwtAuthArgs): void {
  refuseFor([
    ...keyProblems(args),
    ...publicKeyProblems(`auth method "${args.path}"`, "validationPublicKeys", args.validationPublicKeys ?? []),
    ...discoveryProblems(`auth method "${args.path}"`, args),
    ...roleNameProblems(args.path, args.roles),
    ...args.roles.flatMap((role) => roleProblems(args.path, role)),
  ]);
}

function keyProblems({ path, discoveryUrl, validationPublicKeys = [] }: JwtAuthArgs): Problem[] {
  const isDiscovered = discoveryUrl !== undefined;
  const isGiven = validationPublicKeys.length > 0;
  if (isDiscovered !== isGiven) return [];
  return [
    {
      subject: `auth method "${path}"`,
      must: "have exactly one of discoveryUrl and validationPublicKeys",
      found: isGiven ? "both" : "neither",
      fix: "give discoveryUrl where the issuer has a discovery document, its public keys where it has none",
    },
  ];
}

function roleProblems(mountPath: string, role: JwtRoleArgs): Problem[] {
  const { name, boundAudiences, boundClaims } = role;
  const subject = `role "${name}" of auth method "${mountPath}"`;
  return [
    ...(boundAudiences.length > 0
      ? []
      : [
          {
            subject,
            path: "boundAudiences",
            must: "name at least one audience",
            found: "none",
            fix: "name the aud claim that the job asks for, such as this Vault's address",
          },
        ]),
    ...(Object.keys(boundClaims).length > 0
      ? []
      : [
          {
            subject,
            path: "boundClaims",
            must: "bind at least one claim: without any, every token of the issuer for this audience would do",
            found: "none",
            fix: "bind the claims that tell this job from others, such as repository and environment",
          },
        ]),
    ...claimProblems(subject, boundClaims),
    ...lifeProblems(subject, role, defaultLives),
  ];
}
