import { z } from "zod";
import { quote } from "../../../hcl/quote";
import { coveredBy, coversMount, rootPartOf } from "../../../access/policy/breadth";
import type { Capability, Stanza } from "../../../access/policy/policy";
import type { Resource } from "../../../model/resource";
import { mountOf, routeOf } from "../../../model/vault/mount";
import { vaultsOf } from "../../../model/vault/vault";
import { about } from "../../about";
import { judgeStanzas } from "../../acl-policy";
import type { Outcome } from "../../outcome";
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
  // Where a mount has a path of several segments, only the stack says so.
  checkStack: ({ resources }, { policies }, { vaultAddress }) =>
    vaultsOf(resources, vaultAddress).flatMap(({ here }) => {
      const mounts = deepMounts(here);
      return mounts.length === 0 ? [] : here.flatMap((resource) => judgeMounts(resource, policies, mounts));
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

function judgeMounts(resource: Resource, policies: readonly string[], mounts: readonly string[]): Outcome[] {
  const outcomes = judgeStanzas(resource, { requirement, excepted: policies }, (stanza) => {
    const mount = mounts.find((each) => coversMount(stanza.pattern, each));
    return coveredBy(stanza.pattern) === undefined && mount !== undefined
      ? found(stanza, `all of the mount ${mount}`)
      : undefined;
  });
  // What is not known of a policy is said where it is judged by itself.
  return outcomes
    .filter(({ verdict }) => verdict === "violation")
    .map((outcome) => ({ ...outcome, ...about(resource) }));
}

function deepMounts(here: readonly Resource[]): string[] {
  return here.flatMap((resource) => {
    const mount = mountOf(resource);
    const route = mount === undefined ? undefined : routeOf(mount);
    if (route?.kind !== "known") return [];
    const depth = route.value.split("/").length;
    return depth > (mount?.kind === "method" ? 2 : 1) ? [route.value] : [];
  });
}
