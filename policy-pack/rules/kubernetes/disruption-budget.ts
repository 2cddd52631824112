import { z } from "zod";
import { mayBeAway } from "../../../model/platform/disruption-budget";
import { bySelector, inOneNamespace, joined, type Join } from "../../../model/platform/join";
import { kindOf, manifestsIn } from "../../../model/platform/manifests";
import { selects } from "../../../model/platform/selector";
import { serversIn, type ServerWorkload } from "../../../model/platform/servers";
import { input, type Resource } from "../../../model/resource";
import { asCount } from "../../../model/scalars";
import { isOpen } from "../../../model/certainty";
import { subjectOf } from "../../../model/subject";
import { asUnknown, field, isAbsent, type Value } from "../../../model/value";
import { onlyIf } from "../../only-if";
import { unjudgedWorkloads } from "../../open-workloads";
import { notEvaluated, show, violation, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { inTheirTerms } from "../../terms";
import { examples } from "./disruption-budget.examples";

export default defineRule({
  id: "disruption-budget",
  family: "kubernetes",
  title: "A disruption budget keeps a majority of the servers running",
  severity: "medium",
  blocks: "outside dev",
  sources: [
    { title: "Vault in Kubernetes", section: "High Availability (HA) Considerations" },
    { title: "Vault production checklist", section: "Underlying infrastructure upgrade strategy" },
  ],
  rationale:
    "An upgrade of the cluster drains its nodes one after the other, as fast as it may. Without a budget it evicts the next " +
    "server before the last one is unsealed again, and with the majority gone Vault answers nobody.",
  remediation: "add a PodDisruptionBudget with maxUnavailable: 1 that selects the servers' pods",
  config: z.object({}),
  kind: "stack",
  check: ({ resources }) => {
    const budgets = manifestsIn(resources).filter((manifest) => kindOf(manifest) === "PodDisruptionBudget");
    return [
      ...unjudgedWorkloads(resources, `${covered.must}, if it runs Vault`),
      ...serversIn(resources).flatMap((server) => judgeServer(server, budgets)),
    ];
  },
  examples,
});

const covered = { must: "be covered by one PodDisruptionBudget" };

function judgeServer(server: ServerWorkload, budgets: readonly Resource[]): Outcome[] {
  const { manifest, kind } = server;
  const replicas = asCount(input(manifest, "spec", "replicas"));
  // Of one server none may be away anyway, and a Pod and a DaemonSet have no number.
  if (kind === "Pod" || kind === "DaemonSet" || (replicas.kind === "known" && (replicas.value ?? 1) <= 1)) return [];
  const joins = budgets.map((budget) => ({ budget, join: coverage(budget, server) }));
  const certain = joins.filter(({ join }) => join.holds === true);
  const open = joins.filter(({ join }) => isOpen(join.holds));
  if (certain.length > 1) return [atServer(server, `${certain.length}, of which the cluster then heeds none`)];
  if (certain.length === 0 && open.length === 0) return [atServer(server, "none")];
  return [
    ...certain.flatMap(({ budget }) => judgeBudget(budget, server, replicas)),
    ...open.flatMap(({ join, budget }) => onlyIf(join, [atServer(server, subjectOf(budget))])),
  ];
}

function coverage(budget: Resource, server: ServerWorkload): Join {
  const selector = field(budget.inputs, "spec", "selector");
  const isSelected = isAbsent(selector) ? false : selects(selector, server.podLabels);
  return joined(inOneNamespace(budget, server.manifest), bySelector(isSelected, selector, budget, server.manifest));
}

function atServer({ manifest }: ServerWorkload, found: string): Outcome {
  const fix = inTheirTerms(manifest, manifest.inputs, {
    helm: "set server.ha.disruptionBudget.enabled to true",
  });
  return violation(
    manifest.inputs,
    { ...covered, subject: subjectOf(manifest), ...(fix === undefined ? {} : { fix }) },
    found,
  );
}

function judgeBudget(budget: Resource, { manifest }: ServerWorkload, replicas: Value<number | undefined>): Outcome[] {
  const must = `leave a majority of ${subjectOf(manifest)} running`;
  if (replicas.kind !== "known")
    return [notEvaluated(asUnknown(replicas, "is a secret text"), { must, subject: subjectOf(manifest) })];
  const pods = replicas.value ?? 1;
  const most = Math.floor((pods - 1) / 2);
  const away = mayBeAway(budget, pods);
  const fix = inTheirTerms(budget, away, {
    helm: `leave server.ha.disruptionBudget.maxUnavailable empty, or set it to ${most} or less`,
    manifest: `set spec.maxUnavailable to ${most}`,
  });
  const requirement = { must, subject: subjectOf(budget), ...(fix === undefined ? {} : { fix }) };
  if (away.kind !== "known") return [notEvaluated(away, requirement)];
  if (away.value <= most) return [];
  return [violation(away, requirement, `${show(away)} of ${pods} may be away at once`)];
}
