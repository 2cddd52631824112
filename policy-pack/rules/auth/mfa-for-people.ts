import { z } from "zod";
import type { Resource } from "../../../model/resource";
import { isText } from "../../../model/scalars";
import { subjectOf } from "../../../model/subject";
import { claimName } from "../../../model/vault/jwt-login";
import { jwtRoleOf, type JwtRole } from "../../../model/vault/jwt-role";
import { isAsked, loginMfaOf, methodElsewhere } from "../../../model/vault/login-mfa";
import { loginMethodOf, type LoginMethod } from "../../../model/vault/login-method";
import { isForPrograms } from "../../../model/vault/program-login";
import { vaultsOf } from "../../../model/vault/vault";
import { known, map, type Unknown, type Value } from "../../../model/value";
import { isResponsible } from "../../environment";
import { notEvaluated, violation, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./mfa-for-people.examples";

export default defineRule({
  id: "mfa-for-people",
  family: "auth",
  title: "People are asked for a second factor when they log in",
  severity: "high",
  blocks: "outside dev",
  sources: [{ title: "Vault Security", section: "Production Environment Requirements" }],
  rationale:
    "A person's password is known to whoever it was typed for, guessed by or phished by, and with a login to Vault that " +
    "somebody has all that the person may read. A second factor is asked for by Vault itself, or by the identity provider; " +
    "that the provider did ask is certain only where the role demands it of the token.",
  remediation:
    "enforce login MFA on the method (by its type or its accessor), or bind the claim amr or acr in the OIDC role",
  config: z.object({
    amrValues: z
      .array(z.string())
      .default(["mfa", "ngcmfa"])
      .meta({ stricter: "fewer" })
      .describe("values of the claim amr by which an identity provider says that it asked for a second factor"),
    acrValues: z
      .array(z.string())
      .default(["phr", "phrh", "urn:okta:loa:2fa:any", "https://refeds.org/profile/mfa"])
      .meta({ stricter: "fewer" })
      .describe("values of the claim acr that say the same"),
  }),
  kind: "stack",
  check: ({ resources }, { amrValues, acrValues }, environment) => {
    if (!isResponsible(environment, "auth")) return [];
    const accepted = new Map([
      ["amr", amrValues],
      ["acr", acrValues],
    ]);
    return vaultsOf(resources, environment.vaultAddress).flatMap(({ name, here, within, open }) => {
      const enforcements = within.flatMap((resource) => loginMfaOf(resource) ?? []);
      const mounts = new Set(within.filter((resource) => loginMethodOf(resource) !== undefined).map(({ urn }) => urn));
      const answerFor = (method: LoginMethod) => isAsked(method, enforcements, mounts);
      const outcomes = [...judgeMethods(here, answerFor), ...judgeRoles(here, answerFor, accepted)];
      return open === undefined
        ? outcomes
        : outcomes.map(({ subject = name }) => ({ ...notEvaluated(open, asked), subject }));
    });
  },
  examples,
});

const asked = { must: "ask people for a second factor (login MFA)" };
const askedOrDemanded = { must: "ask people for a second factor: by login MFA, or by the claim amr or acr" };

/** Methods by which people log in. By OIDC they do with a role of that type. */
const peoplesMethods: ReadonlySet<string> = new Set([
  "github",
  "kerberos",
  "ldap",
  "okta",
  "radius",
  "saml",
  "userpass",
]);

/** A program that logs in by name and password has no second factor; a person beside it would have none either. */
function judgeMethods(here: readonly Resource[], answerFor: AnswerFor): Outcome[] {
  return here
    .flatMap((resource) => loginMethodOf(resource) ?? [])
    .flatMap((method) => judgeMethod(method, [answerFor(method), isForPrograms(method, here)]));
}

function judgeMethod({ type, resource }: LoginMethod, answers: readonly Answer[]): Outcome[] {
  if (answers.includes(true) || (type.kind === "known" && !peoplesMethods.has(type.value))) return [];
  const requirement = { ...asked, subject: subjectOf(resource) };
  const open = firstUnknown([type, ...answers]);
  return [open === undefined ? violation(type, requirement, "no enforcement") : notEvaluated(open, requirement)];
}

type Answer = boolean | Unknown;
type AnswerFor = (method: LoginMethod) => Answer;

function judgeRoles(
  here: readonly Resource[],
  answerFor: AnswerFor,
  accepted: ReadonlyMap<string, readonly string[]>,
): Outcome[] {
  const methods = here.flatMap((resource) => loginMethodOf(resource) ?? []);
  return here.flatMap((resource) => {
    const role = jwtRoleOf(resource);
    if (role === undefined || "kind" in role || (role.type.kind === "known" && role.type.value !== "oidc")) return [];
    const answers = [isDemanded(role, accepted), answerFor(methodOf(role, resource, methods))];
    if (answers.includes(true)) return [];
    const requirement = { ...askedOrDemanded, subject: subjectOf(resource) };
    const open = firstUnknown([role.type, ...answers]);
    return [open === undefined ? violation(role.claims, requirement, "neither") : notEvaluated(open, requirement)];
  });
}

function methodOf({ mount }: JwtRole, resource: Resource, methods: readonly LoginMethod[]): LoginMethod {
  const own = methods.find(({ path }) => path.kind === "known" && mount.kind === "known" && path.value === mount.value);
  return (
    own ??
    methodElsewhere(
      resource,
      map(mount, (path, place) => known(path ?? "", place)),
    )
  );
}

/** Whether every value that the role takes for one of the claims says that a second factor was asked for. */
function isDemanded({ claims }: JwtRole, accepted: ReadonlyMap<string, readonly string[]>): Answer {
  if (claims.kind !== "known") return claims.kind === "unknown" ? claims : false;
  const answers = [...claims.value].map(([name, values]): Answer => {
    const good = accepted.get(claimName(name));
    if (good === undefined) return false;
    if (values.kind !== "known") return values.kind === "unknown" ? values : false;
    const open = firstUnknown(values.value);
    const isGood = (value: Value<unknown>) => good.some((text) => isText(value, text));
    return open ?? (values.value.length > 0 && values.value.every(isGood));
  });
  return answers.includes(true) || (firstUnknown(answers) ?? false);
}

function firstUnknown(answers: readonly (boolean | Value<unknown>)[]): Unknown | undefined {
  for (const answer of answers) if (typeof answer === "object" && answer.kind === "unknown") return answer;
  return undefined;
}
