import { z } from "zod";
import { allOf, anyOf, isNot, type Certainty } from "../../../model/certainty";
import { inOneNamespace, notRead } from "../../../model/platform/join";
import {
  bindingsIn,
  isForAccountOf,
  permissionsOf,
  rolesOf,
  type Binding,
  type Permission,
} from "../../../model/platform/rbac";
import { excessOf, type Need } from "../../../model/platform/rbac-needs";
import { serversIn, type ServerWorkload } from "../../../model/platform/servers";
import type { Resource } from "../../../model/resource";
import { asText } from "../../../model/scalars";
import { field, isAbsent } from "../../../model/value";
import { about } from "../../about";
import { distinct } from "../../distinct";
import { onlyIf, violationIf } from "../../only-if";
import { unjudgedWorkloads } from "../../open-workloads";
import { notEvaluated, violation, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./rbac-minimal.examples";

const must = "give Vault's service account no more than Vault needs";

export default defineRule({
  id: "rbac-minimal",
  family: "kubernetes",
  title: "Vault's service account may do in its cluster what Vault needs, and nothing else",
  severity: "high",
  blocks: "outside dev",
  sources: [{ title: "Production Hardening", section: "Single Tenancy" }],
  rationale:
    "What Vault's account may do in the cluster, whoever takes Vault over may do, and whoever can make a pod in its namespace. " +
    "With the cluster's Secrets or a wildcard that is every password of every application, and the cluster itself.",
  remediation:
    "bind system:auth-delegator alone, and a Role with get, update and patch of pods in Vault's own namespace for service registration",
  config: z.object({
    secretsEngine: z
      .boolean()
      .default(false)
      .meta({ stricter: "off" })
      .describe(
        "whether Vault's account may do what its Kubernetes secrets engine needs as well: make accounts, their tokens, roles and bindings",
      ),
  }),
  // The binding, the role and the pods that run as the account are three objects.
  kind: "stack",
  check: ({ resources }, { secretsEngine }) => {
    const bindings = bindingsIn(resources);
    const needs = secretsEngine ? [...serversNeeds, ...engineNeeds] : serversNeeds;
    return distinct([
      ...serversIn(resources).flatMap((server) =>
        bindings.flatMap((binding) =>
          onlyIf(isForAccountOf(server, binding), judgeBinding(binding, server, { resources, needs })),
        ),
      ),
      ...unjudgedWorkloads(resources, "run as an account that may do no more than Vault needs, if it runs Vault"),
    ]);
  },
  examples,
});

/** The cluster's own roles (Kubernetes documentation, Using RBAC Authorization, Default roles): these give everything, Secrets, or sight of every application. */
const tooMuch: ReadonlySet<string> = new Set(["cluster-admin", "admin", "edit", "view"]);
/** And these tell whose a token is, and what anybody may know. */
const harmless: ReadonlySet<string> = new Set([
  ...["system:auth-delegator", "system:basic-user", "system:discovery", "system:public-info-viewer"],
  "system:service-account-issuer-discovery",
]);

const reviews = /^(?:token|(?:local|self)?subjectaccess|selfsubjectrules|selfsubject)reviews$/u;
const reads = /^(?:get|list|watch)$/u;

/** What servers do in their cluster: ask whose a token is, find each other, and keep the labels of their pods. */
const serversNeeds: readonly Need[] = [
  { groups: /^auth(?:entication|orization)\.k8s\.io$/u, resources: reviews, verbs: /^create$/u },
  { groups: /^$/u, resources: /^pods$/u, verbs: /^(?:get|list|watch|update|patch)$/u },
  { groups: /^$/u, resources: /^(?:endpoints|services)$/u, verbs: reads },
  { groups: /^discovery\.k8s\.io$/u, resources: /^endpointslices$/u, verbs: reads },
];

/** Vault documentation, Kubernetes secrets engine, Setup. */
const engineNeeds: readonly Need[] = [
  { groups: /^$/u, resources: /^namespaces$/u, verbs: /^get$/u },
  { groups: /^$/u, resources: /^serviceaccounts(?:\/token)?$/u, verbs: /^(?:create|update|delete)$/u },
  {
    groups: /^rbac\.authorization\.k8s\.io$/u,
    resources: /^(?:cluster)?rolebindings$/u,
    verbs: /^(?:create|update|delete)$/u,
  },
  {
    groups: /^rbac\.authorization\.k8s\.io$/u,
    resources: /^(?:cluster)?roles$/u,
    verbs: /^(?:bind|escalate|create|update|delete)$/u,
  },
];

interface Scope {
  readonly resources: readonly Resource[];
  readonly needs: readonly Need[];
}

function judgeBinding(binding: Binding, server: ServerWorkload, { resources, needs }: Scope): Outcome[] {
  const { manifest, roleKind, roleName } = binding;
  const requirement = { must, ...about(manifest) };
  const isClusters = roleKind.kind === "known" && roleKind.value === "ClusterRole" && roleName.kind === "known";
  if (isClusters && tooMuch.has(roleName.value ?? "")) return [violation(roleName, requirement)];
  if (isClusters && harmless.has(roleName.value ?? "")) return [];
  const roles = rolesOf(binding, resources);
  const isHere = roles.some(({ is }) => is.holds === true);
  const elsewhere = roleName.kind === "known" ? ["a role that is declared elsewhere"] : [];
  const isBeyond = isNot(binding.isForCluster ? false : inOneNamespace(manifest, server.manifest).holds);
  return [
    ...(isHere ? [] : [notEvaluated(roleName, requirement, ...elsewhere)]),
    ...roles.flatMap(({ role, is }) => onlyIf(is, judgeRole(role, isBeyond, needs))),
  ];
}

function judgeRole(role: Resource, isBeyond: Certainty, needs: readonly Need[]): Outcome[] {
  const aggregation = field(role.inputs, "aggregationRule");
  const requirement = { must, ...about(role) };
  if (!isAbsent(aggregation)) return [notEvaluated(aggregation, requirement, "a role that the cluster puts together")];
  return permissionsOf(role).flatMap((permission) => {
    const { value } = permission;
    const { excess, open } = excessOf(permission, needs);
    if (excess.length > 0) return [violation(value, requirement, inWords(excess))];
    const [undecided] = open;
    if (undecided !== undefined) return [notEvaluated(undecided, requirement)];
    return violationIf(
      allOf([isBeyond, isForOwnPods(permission)]),
      value,
      requirement,
      "pods outside Vault's namespace",
    );
  });
}

const longest = 3;

function inWords(excess: readonly string[]): string {
  const more = excess.length > longest ? [`${excess.length - longest} more`] : [];
  return [...excess.slice(0, longest), ...more].join(", ");
}

function isForOwnPods({ resources }: Permission): Certainty {
  if (resources.kind !== "known") return notRead(resources);
  return anyOf(
    resources.value.map(asText).map((name) => (name.kind === "known" ? name.value === "pods" : notRead(name))),
  );
}
