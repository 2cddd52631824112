import { z } from "zod";
import { quote } from "../../../hcl/quote";
import { coveredBelow, coveredBy, coversMount, rootPartBelow, rootPartOf } from "../../../access/policy/breadth";
import type { Neighbours } from "../../../access/policy/namespaced";
import type { Capability, Stanza } from "../../../access/policy/policy";
import type { Resource } from "../../../model/resource";
import { aclPolicyOf } from "../../../model/vault/acl-policy";
import { mountOf, routeOf } from "../../../model/vault/mount";
import type { Value } from "../../../model/value";
import { vaultsOf, type VaultGroup } from "../../../model/vault/vault";
import { about } from "../../about";
import { judgeStanzas } from "../../acl-policy";
import { notEvaluated, type Outcome, type Requirement } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./policy-no-broad-write.examples";

export default defineRule({
  id: "policy-no-broad-write",
  family: "policy",
  title: "No policy writes to a whole mount, or to a whole part of Vault",
  severity: "critical",
  blocks: "outside dev",
  sources: [
    { title: "Vault Security", section: "Production Environment Requirements" },
    { title: "Production Hardening", section: "Avoid Root Tokens" },
  ],
  rationale:
    "Who can write to everything below sys, auth or identity, or to all policies, groups or roles there, can give itself any other " +
    "right, and is root by another name. Who " +
    "can write to a whole mount can overwrite every application's secrets, and with the roles and settings among them what the " +
    "mount hands out.",
  remediation: "name the paths that the holder writes to; leave out of capabilities what it only reads",
  config: z.object({
    policies: z
      .array(z.string())
      .default([])
      .meta({ stricter: "fewer" })
      .describe("names of policies that may write to a whole mount or more"),
    administrators: z
      .array(z.string())
      .default(["strongroom-deploy"])
      .meta({ stricter: "fewer" })
      .describe("names of policies that may write to all policies, mounts, groups or roles: the deployer's"),
  }),
  kind: "resource",
  check: (resource, { policies, administrators }) => {
    const wholes = judgeStanzas(resource, { requirement, excepted: policies }, (stanza) =>
      found(stanza, coveredBy(stanza.pattern)),
    );
    // What keeps these from being judged keeps the rest as well.
    if (wholes.some(({ verdict }) => verdict === "not-evaluated")) return wholes;
    return [...wholes, ...judgeRootParts(resource, [...policies, ...administrators])];
  },
  // Where a mount has a path of several segments, and what is a namespace, only the stack says.
  checkStack: ({ resources }, { policies, administrators }, { vaultAddress }) =>
    vaultsOf(resources, vaultAddress).flatMap((vault) => {
      const stack = surroundingsIn(vault);
      // What is not known of a text is said where it is judged by itself.
      return vault.here
        .filter((resource) => aclPolicyOf(resource)?.text.kind === "known")
        .flatMap((resource) => judgeInStack(resource, { policies, administrators }, stack));
    }),
  examples,
});

const requirement = { must: "write to single paths, and to no whole mount or more" };

const writing: ReadonlySet<Capability> = new Set(["create", "update", "patch", "delete", "recover", "sudo"]);

/** @param breadth what the stanza covers all of */
function found({ path, capabilities }: Stanza, breadth: string | undefined): string | undefined {
  const writes = capabilities.filter((capability) => writing.has(capability));
  if (breadth === undefined || writes.length === 0) return undefined;
  return `${writes.join(", ")} on ${quote(path)}, ${breadth}`;
}

function judgeRootParts(resource: Resource, excepted: readonly string[]): Outcome[] {
  return judgeStanzas(resource, { requirement, excepted }, (stanza) => {
    const part = coveredBy(stanza.pattern) === undefined ? rootPartOf(stanza.pattern) : undefined;
    return part === undefined ? undefined : found(stanza, `all of ${part}`);
  });
}

interface Allowed {
  readonly policies: readonly string[];
  readonly administrators: readonly string[];
}

interface Surroundings extends Neighbours {
  /** Those of engines and methods at paths of several segments. */
  readonly deepMounts: readonly string[];
  /** Of an engine: what looks like a namespace can be its path. */
  readonly openRoute?: Value<string>;
}

function judgeInStack(resource: Resource, allowed: Allowed, stack: Surroundings): Outcome[] {
  const here = { ...requirement, ...about(resource) };
  const outcomes = judgeBelow(resource, allowed, stack, here);
  if (stack.openRoute === undefined) return outcomes;
  const certain = judgeBelow(resource, allowed, { ...stack, isOpen: true }, here);
  return certain.length === outcomes.length ? outcomes : [...certain, notEvaluated(stack.openRoute, here)];
}

function judgeBelow(
  resource: Resource,
  { policies, administrators }: Allowed,
  stack: Surroundings,
  here: Requirement,
): Outcome[] {
  const wholes = judgeStanzas(resource, { requirement: here, excepted: policies }, (stanza) =>
    found(stanza, wholeInStack(stanza, stack)),
  );
  if (wholes.some(({ verdict }) => verdict === "not-evaluated")) return wholes;
  const parts = judgeStanzas(resource, { requirement: here, excepted: [...policies, ...administrators] }, (stanza) => {
    const part = wholeInStack(stanza, stack) === undefined ? rootPartBelow(stanza.pattern, stack) : undefined;
    return part === undefined ? undefined : found(stanza, `all of ${part}`);
  });
  return [...wholes, ...parts];
}

/** What the pattern by itself does not show. */
function wholeInStack({ pattern }: Stanza, stack: Surroundings): string | undefined {
  if (coveredBy(pattern) !== undefined) return undefined;
  const mount = stack.deepMounts.find((each) => coversMount(pattern, each));
  return mount === undefined ? coveredBelow(pattern, stack) : `all of the mount ${mount}`;
}

function surroundingsIn({ here, below }: VaultGroup): Surroundings {
  const mounts = here.flatMap((resource) => mountOf(resource) ?? []);
  const engines = mounts.filter(({ kind }) => kind === "engine").map(routeOf);
  const openRoute = engines.find(({ kind }) => kind !== "known");
  return {
    namespaces: below,
    mounts: engines.flatMap(known),
    deepMounts: mounts.map(routeOf).flatMap(known).filter(isDeep),
    ...(openRoute === undefined ? {} : { openRoute }),
  };
}

function known(route: Value<string>): string[] {
  return route.kind === "known" ? [route.value] : [];
}

function isDeep(route: string): boolean {
  return route.split("/").length > (route.startsWith("auth/") ? 2 : 1);
}
