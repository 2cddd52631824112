import { z } from "zod";
import { anyOf, isNot, type Certainty } from "../../../model/certainty";
import { inOneNamespace, isPlacedLater, joinedByAny } from "../../../model/platform/join";
import { kindOf, namespaceOf } from "../../../model/platform/manifests";
import { areEqual } from "../../../model/platform/selector";
import { serversIn, type ServerWorkload } from "../../../model/platform/servers";
import { areSameNodes, nodeChoicesOf, tenantsIn, type Tenant } from "../../../model/platform/tenant";
import { asBoolean } from "../../../model/scalars";
import { field, known } from "../../../model/value";
import { about } from "../../about";
import { distinct } from "../../distinct";
import { onlyIf, violationIf } from "../../only-if";
import { unjudgedWorkloads } from "../../open-workloads";
import { demand, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { inTheirTerms } from "../../terms";
import { examples } from "./single-tenancy.examples";

export default defineRule({
  id: "single-tenancy",
  family: "kubernetes",
  title: "Vault shares neither its namespace nor its nodes with other workloads",
  severity: "medium",
  blocks: "outside dev",
  sources: [
    { title: "Production Hardening", section: "Single Tenancy" },
    { title: "Vault production checklist", section: "Isolated process" },
  ],
  rationale:
    "Whatever runs beside Vault is a way to it. Who may make a pod in its namespace can mount its volumes and use its service " +
    "account; who gets out of a container on its node, or shares the node's processes, can read its memory.",
  remediation: "give Vault a namespace and nodes of its own, and run everything else elsewhere",
  config: z.object({
    companions: z
      .array(z.string())
      .default([])
      .meta({ stricter: "fewer" })
      .describe(
        "names of workloads that may share Vault's namespace and nodes, beside HashiCorp's own and jobs that work on Vault",
      ),
  }),
  kind: "stack",
  check: ({ resources }, { companions }) => {
    const servers = serversIn(resources);
    const tenants = tenantsIn(resources, servers);
    return distinct([
      ...servers.flatMap((server) => [...judgeNamespace(server), ...judgeHost(server)]),
      ...tenants.flatMap((tenant) => judgeTenant(tenant, servers, isForeign(tenant, companions))),
      ...unjudgedWorkloads(resources, "be alone in its namespace and on its nodes, if it runs Vault"),
    ]);
  },
  examples,
});

/** Namespaces that every cluster has and many things run in (Kubernetes documentation, Namespaces, Initial namespaces). */
const shared: ReadonlySet<string> = new Set(["default", "kube-node-lease", "kube-public", "kube-system"]);

function judgeNamespace({ manifest, namespace }: ServerWorkload): Outcome[] {
  if (isPlacedLater(manifest)) return [];
  const fix = inTheirTerms(manifest, namespace, {
    helm: "install the release in a namespace that is Vault's alone",
    manifest: "set metadata.namespace to one that is Vault's alone",
  });
  const requirement = {
    must: "have a namespace of its own",
    ...(fix === undefined ? {} : { fix }),
    ...about(manifest),
  };
  return demand(namespace, requirement, {
    known: (name) => name !== undefined && name !== "" && !shared.has(name),
    secret: () => true,
  });
}

function judgeHost({ manifest, podSpec }: ServerWorkload): Outcome[] {
  return ["hostNetwork", "hostPID", "hostIPC"].flatMap((name) => {
    const requirement = {
      must: "keep to namespaces of its own on the node",
      fix: manifest.madeBy === undefined ? `remove ${name}` : `remove server.${name}`,
      ...about(manifest),
    };
    const setting = asBoolean(field(podSpec, name));
    return demand(setting, requirement, { known: (isOn) => isOn !== true, secret: () => false });
  });
}

function isForeign({ name, isVaults }: Tenant, companions: readonly string[]): Certainty {
  const isCompanion = companions.map((companion) => areEqual(name, known(companion, name.place)));
  return isNot(anyOf([isVaults, ...isCompanion]));
}

function judgeTenant(tenant: Tenant, servers: readonly ServerWorkload[], isForeigner: Certainty): Outcome[] {
  const { manifest } = tenant;
  const namespace = namespaceOf(manifest);
  // Whether a neighbour of a file of values is one of Vault's shows where it is installed.
  const placed = servers.filter((server) => !isPlacedLater(server.manifest));
  const beside = placed.map((server) => inOneNamespace(server.manifest, manifest));
  const inNamespace = {
    must: "stay out of Vault's namespace",
    fix: "run it elsewhere",
    accept: "name it among this rule's companions",
    ...about(manifest),
  };
  return [
    ...onlyIf(joinedByAny(beside, manifest), violationIf(isForeigner, namespace, inNamespace)),
    ...judgeNodes(tenant, servers, isForeigner),
  ];
}

/** Agents of the node itself are on every node. */
function judgeNodes(
  { manifest, podSpec }: Tenant,
  servers: readonly ServerWorkload[],
  isForeigner: Certainty,
): Outcome[] {
  if (kindOf(manifest) === "DaemonSet") return [];
  const vaults = servers.flatMap((server) => nodeChoicesOf(server.podSpec));
  return nodeChoicesOf(podSpec).flatMap((choice) => {
    const isSame = anyOf(vaults.map((other) => areSameNodes(choice, other)));
    const requirement = { must: "run on other nodes than Vault", fix: "choose other nodes for it", ...about(manifest) };
    return onlyIf(
      { holds: isForeigner, of: manifest },
      violationIf(isSame, choice.value, requirement, `the ${choice.by ?? "nodes"} that Vault's pods have`),
    );
  });
}
