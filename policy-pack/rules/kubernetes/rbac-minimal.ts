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
import { serversIn, type ServerWorkload } from "../../../model/platform/servers";
import type { Resource } from "../../../model/resource";
import { asText } from "../../../model/scalars";
import { field, isAbsent, type Value } from "../../../model/value";
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
  config: z.object({}),
  // The binding, the role and the pods that run as the account are three objects.
  kind: "stack",
  check: ({ resources }) => {
    const bindings = bindingsIn(resources);
    return distinct([
      ...serversIn(resources).flatMap((server) =>
        bindings.flatMap((binding) =>
          onlyIf(isForAccountOf(server, binding), judgeBinding(binding, server, resources)),
        ),
      ),
      ...unjudgedWorkloads(resources, "run as an account that may do no more than Vault needs, if it runs Vault"),
    ]);
  },
  examples,
});

/** The cluster's own roles (Kubernetes documentation, Using RBAC Authorization, Default roles): these give Secrets, or everything. */
const tooMuch: ReadonlySet<string> = new Set(["cluster-admin", "admin", "edit"]);
/** And these tell whose a token is, and what anybody may know. */
const harmless: ReadonlySet<string> = new Set([
  ...["system:auth-delegator", "system:basic-user", "system:discovery", "system:public-info-viewer"],
  ...["system:service-account-issuer-discovery", "view"],
]);

function judgeBinding(binding: Binding, server: ServerWorkload, resources: readonly Resource[]): Outcome[] {
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
    ...roles.flatMap(({ role, is }) => onlyIf(is, judgeRole(role, isBeyond))),
  ];
}

function judgeRole(role: Resource, isBeyond: Certainty): Outcome[] {
  const aggregation = field(role.inputs, "aggregationRule");
  const requirement = { must, ...about(role) };
  if (!isAbsent(aggregation)) return [notEvaluated(aggregation, requirement, "a role that the cluster puts together")];
  return permissionsOf(role).flatMap(({ value, groups, resources, verbs }: Permission) => {
    const found = (holds: Certainty, what: string) => violationIf(holds, value, requirement, what);
    const touchesPods = allOf([
      anyIs(resources, /^pods$/u),
      anyIs(verbs, /^(?:create|delete|deletecollection|patch|update)$/u),
    ]);
    return distinct([
      ...found(anyOf([groups, resources, verbs].map((list) => anyIs(list, /^(?:.+\/)?\*$/u))), "a wildcard"),
      ...found(anyIs(resources, /^secrets$/u), "Secrets"),
      ...found(anyIs(verbs, /^(?:bind|escalate|impersonate)$/u), "a way to more rights"),
      ...found(anyIs(resources, /^pods\/(?:attach|ephemeralcontainers|exec|portforward)$/u), "a way into pods"),
      ...found(allOf([isBeyond, touchesPods]), "pods outside Vault's namespace"),
    ]);
  });
}

function anyIs(list: Value<readonly Value[]>, word: RegExp): Certainty {
  if (list.kind !== "known") return notRead(list);
  const texts = list.value.map(asText);
  return anyOf(texts.map((text) => (text.kind === "known" ? word.test(text.value ?? "") : notRead(text))));
}
