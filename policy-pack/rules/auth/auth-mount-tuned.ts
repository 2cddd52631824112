import { z } from "zod";
import type { Resource } from "../../../model/resource";
import { isText, textOf } from "../../../model/scalars";
import { methodTuningOf, openTuningOf } from "../../../model/vault/method-tuning";
import { mountOf, type Mount } from "../../../model/vault/mount";
import { vaultsOf } from "../../../model/vault/vault";
import type { Value } from "../../../model/value";
import { about } from "../../about";
import { isResponsible } from "../../environment";
import { demand, notEvaluated, violation, type Outcome, type Requirement } from "../../outcome";
import { defineRule } from "../../rule";
import { examples, mustBeBounded, mustBeHidden, mustBeService } from "./auth-mount-tuned.examples";

export default defineRule({
  id: "auth-mount-tuned",
  family: "auth",
  title: "Every auth method has a longest lease, revocable tokens, and is not listed",
  severity: "medium",
  blocks: "nowhere",
  sources: [
    { title: "Production Hardening", section: "Avoid Root Tokens" },
    { title: "Vault Security", section: "Advantages of AppRole" },
  ],
  rationale:
    "A method without a longest lease gives tokens for 32 days as soon as one of its roles forgets to say less. Batch tokens " +
    "cannot be revoked one by one. And a method that is listed tells everybody who reaches Vault, without any login, where to " +
    "try passwords.",
  remediation: "tune the method: max_lease_ttl, listing_visibility hidden, token_type default-service",
  config: z.object({
    batchMethods: z
      .array(z.string())
      .default([])
      .meta({ stricter: "fewer" })
      .describe("paths of the methods, without auth/, that give batch tokens"),
    listedMethods: z
      .array(z.string())
      .default([])
      .meta({ stricter: "fewer" })
      .describe("paths of the methods, without auth/, that the login page lists for everybody"),
  }),
  kind: "resource",
  check: (resource, { batchMethods, listedMethods }) => {
    const tuning = methodTuningOf(resource);
    if (tuning === undefined) return [];
    const { path, tokenType, listingVisibility } = tuning;
    return [
      ...unless(
        path,
        batchMethods,
        judge(tokenType, service, (type = "") => !/^(?:default-)?batch$/u.test(type)),
      ),
      ...unless(
        path,
        listedMethods,
        judge(listingVisibility, hidden, (visibility) => visibility !== "unauth"),
      ),
    ];
  },
  // A method can be tuned by a write beside its mount.
  checkStack: ({ resources }, _config, environment) => {
    if (!isResponsible(environment, "auth")) return [];
    return vaultsOf(resources, environment.vaultAddress).flatMap(({ here }) => {
      const mounts = here.flatMap((resource) => mountOf(resource) ?? []).filter(({ kind }) => kind === "method");
      return mounts.flatMap((mount) => judgeLease(mount, here));
    });
  },
  examples,
});

const service = {
  must: mustBeService,
  fix: "set the token type to default-service, or name the method in batchMethods",
};
const hidden = { must: mustBeHidden, fix: "set the listing visibility to hidden, or name the method in listedMethods" };
const bounded = {
  must: mustBeBounded,
  fix: "tune its max_lease_ttl (tune.maxLeaseTtl) to what its longest-lived tokens need",
};

function judge<T>(value: Value<T>, requirement: Requirement, holds: (value: T) => boolean): Outcome[] {
  return demand(value, requirement, { known: holds, secret: () => true });
}

/** Nothing for a method that is excepted; where it may be, its path has to be known. */
function unless(path: Value<string>, excepted: readonly string[], outcomes: readonly Outcome[]): readonly Outcome[] {
  if (outcomes.length === 0 || excepted.length === 0) return outcomes;
  if (path.kind === "unknown") return outcomes.map(({ must }) => notEvaluated(path, { must }));
  return excepted.some((each) => isText(path, each.replace(/^\/+|\/+$/gu, ""))) ? [] : outcomes;
}

function judgeLease({ resource, path }: Mount, here: readonly Resource[]): Outcome[] {
  const own = methodTuningOf(resource)?.maxLeaseTtl;
  const beside = here.filter((each) => mountOf(each) === undefined).flatMap((each) => methodTuningOf(each) ?? []);
  const leases = beside
    .filter((tuning) => isText(tuning.path, textOf(path) ?? ""))
    .map(({ maxLeaseTtl }) => maxLeaseTtl);
  if ([own, ...leases].some(isGiven)) return [];
  const requirement = { ...bounded, ...about(resource) };
  const isAnyones = path.kind === "unknown" && beside.some(({ maxLeaseTtl }) => isGiven(maxLeaseTtl));
  const open = [own, ...leases, ...here.map(openTuningOf)].find((value) => value?.kind === "unknown");
  const undecided = open ?? (isAnyones ? path : undefined);
  if (undecided !== undefined) return [notEvaluated(undecided, requirement)];
  return [violation(own ?? path, requirement, "none")];
}

function isGiven(lease: Value<number | undefined> | undefined): boolean {
  return lease?.kind === "known" && (lease.value ?? 0) > 0;
}
