import { z } from "zod";
import { allOf, anyOf, isNot, type Certainty } from "../../../model/certainty";
import type { Resource } from "../../../model/resource";
import { staticCredentialsOf, type StaticCredential } from "../../../model/vault/static-credential";
import { vaultsOf } from "../../../model/vault/vault";
import { writeOf } from "../../../model/vault/write";
import { asUnknown } from "../../../model/value";
import { about } from "../../about";
import { distinct } from "../../distinct";
import { duration } from "../../duration";
import { violationIf } from "../../only-if";
import { notEvaluated, type Outcome, type Requirement } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./static-credential-rotated.examples";

export default defineRule({
  id: "static-credential-rotated",
  family: "secrets",
  title: "Vault changes every static credential by itself",
  severity: "medium",
  blocks: "nowhere",
  sources: [{ title: "Vault Security", section: "Production Environment Requirements" }],
  // Vault documentation: Database secrets engine, Static roles; Root credential rotation.
  rationale:
    "A password that stays is known to more people every year: to those who left, in backups, in the program that set it. Nobody " +
    "can say who has it, and on the day when it must be changed nobody knows what stops working.",
  remediation:
    "use a dynamic role, or set rotation_period; let Vault change its own credential (rotate-root) once it is set",
  config: z.object({
    maxPeriodSeconds: z
      .number()
      .int()
      .positive()
      .default(90 * 24 * 3600)
      .meta({ stricter: "lower" })
      .describe("the longest time between two changes of a credential, in seconds"),
  }),
  kind: "stack",
  check: ({ resources }, { maxPeriodSeconds }, { vaultAddress }) =>
    vaultsOf(resources, vaultAddress).flatMap(({ here }) =>
      here.flatMap((resource) => {
        const context = { resource, beside: here, longest: maxPeriodSeconds };
        return distinct(staticCredentialsOf(resource).flatMap((each) => judge(each, context)));
      }),
    ),
  examples,
});

interface Context {
  readonly resource: Resource;
  readonly beside: readonly Resource[];
  readonly longest: number;
}

function judge(credential: ReturnType<typeof staticCredentialsOf>[number], context: Context): Outcome[] {
  const must = `be changed by Vault at least every ${duration(context.longest)}`;
  const requirement: Requirement = { must, ...about(context.resource) };
  if ("kind" in credential) return [notEvaluated(credential, requirement)];
  const { what, isThere, isRotated, period } = credential;
  const unchanged = allOf([isThere, isNot(anyOf([isRotated, isChangedOnce(credential, context.beside)]))]);
  const outcomes = violationIf(unchanged, period, requirement, `${what} that nobody changes`);
  const seconds = period.kind === "known" ? (period.value ?? 0) : 0;
  if (outcomes.length > 0 || seconds <= context.longest) return outcomes;
  return violationIf(isThere, period, requirement, `${what} that is changed every ${duration(seconds)}`);
}

function isChangedOnce({ rotatedBy }: StaticCredential, beside: readonly Resource[]): Certainty {
  if (rotatedBy === undefined) return false;
  return anyOf(
    beside.flatMap((other) => {
      const path = writeOf(other)?.path;
      if (path === undefined || (path.kind === "known" && !/\/rotate-root(?:\/|$)/u.test(path.value))) return [];
      if (path.kind === "unknown") return [path];
      return [rotatedBy.kind === "known" ? rotatedBy.value === path.value : asUnknown(rotatedBy, "is a secret text")];
    }),
  );
}
