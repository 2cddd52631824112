import { z } from "zod";
import { kubernetesRoleOf, type KubernetesRole } from "../../../model/vault/kubernetes-role";
import { demand, demandEach, notEvaluated, type Decision, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./kubernetes-role-bound.examples";

export default defineRule({
  id: "kubernetes-role-bound",
  family: "auth",
  title: "A Kubernetes role lets in named service accounts of named namespaces, for one audience",
  severity: "high",
  blocks: "outside dev",
  sources: [
    {
      title: "What I learned after a year of setting up and running HashiCorp Vault in production",
      section: "Production-grading Vault",
    },
    { title: "Vault in Kubernetes", section: "Security Enhancements" },
    { title: "Vault Security", section: "Production Environment Requirements" },
  ],
  rationale:
    "Whoever may create a pod that a role lets in has the role's policies. With * or a pattern that is every workload of the " +
    "cluster or of namespaces nobody has thought of yet, the default account is in every pod that asks for none, and " +
    "without an audience any service-account token will do, also one that was made for another service and leaked there.",
  remediation:
    "name the service accounts and the namespaces, give the workload an account of its own, and set the audience that its token is made for",
  config: z.object({
    acceptedPatterns: z
      .array(z.string())
      .default([])
      .meta({ stricter: "fewer" })
      .describe("patterns of service accounts and namespaces that roles may have, such as team-a-*"),
  }),
  kind: "resource",
  needsMounts: true,
  check: (resource, { acceptedPatterns }) => {
    const role = kubernetesRoleOf(resource);
    if (role === undefined) return [];
    return "kind" in role ? [notEvaluated(role, accounts)] : judgeRole(role, new Set(acceptedPatterns));
  },
  examples,
});

const accounts = { must: "name the service accounts that may log in: no *, and not the default one" };
const namespaces = { must: "name the namespaces that may log in, without *" };
const labels = { must: "select namespaces by at least one label" };
const audience = { must: "accept tokens for one audience only" };

function judgeRole(role: KubernetesRole, accepted: ReadonlySet<string>): Outcome[] {
  const isNamed = nameOrAccepted(accepted);
  return [
    ...demandEach(role.serviceAccounts, accounts, {
      known: (name) => name !== "default" && isNamed.known(name),
      secret: (name) => !name.is("default") && isNamed.secret(name),
    }),
    ...demandEach(role.namespaces, namespaces, isNamed),
    ...demand(role.selectorLabels, labels, { known: (count) => count !== 0, secret: () => false }),
    ...demand(role.audience, audience, {
      known: (text) => text !== undefined && text.trim() !== "",
      secret: (text) => text.matches(/\S/u),
    }),
  ];
}

function nameOrAccepted(accepted: ReadonlySet<string>): Decision<string> {
  return {
    known: (name) => !name.includes("*") || (!everything.test(name) && accepted.has(name)),
    secret: (name) => !name.matches(/\*/u) || (!name.matches(everything) && [...accepted].some(name.is)),
  };
}

/** Vault's patterns know no sign but this (github.com/ryanuber/go-glob). */
const everything = /^\*+$/u;
