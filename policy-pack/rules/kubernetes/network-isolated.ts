import { z } from "zod";
import { serversIn } from "../../../model/platform/servers";
import { distinct } from "../../distinct";
import { judgeCiliumRules } from "../../isolation/cilium-policies";
import { judgeLoadBalancers } from "../../isolation/load-balancers";
import { judgeDocker, judgeFirewalls } from "../../isolation/machines";
import { judgeNetworkPolicies, judgeOpenRules } from "../../isolation/network-policies";
import { unjudgedWorkloads } from "../../open-workloads";
import { defineRule } from "../../rule";
import { examples } from "./network-isolated.examples";

export default defineRule({
  id: "network-isolated",
  family: "kubernetes",
  title: "Nothing reaches Vault, and Vault reaches nothing, but what its network lets through by name",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Vault production checklist", section: "Firewall configuration" },
    { title: "Production Hardening", section: "Firewall traffic" },
    { title: "Vault in Kubernetes", section: "Security Enhancements" },
    { title: "Vault Security", section: "Network Isolation" },
  ],
  rationale:
    "Whoever can open a connection to Vault can try logins and use what they stole, and a Vault that is taken over can carry " +
    "everything it holds to anywhere. A policy that forgets a path which Vault itself needs stops it at the next restart, when " +
    "it must find its peers and be unsealed.",
  remediation:
    "select Vault's pods by a NetworkPolicy with policyTypes Ingress and Egress, and name clients, peers, DNS, the API server and the seal in it",
  config: z.object({
    portsToAnywhere: z
      .array(z.int().min(1).max(65_535))
      .default([])
      .meta({ stricter: "fewer" })
      .describe(
        "ports on which Vault may connect to any address, such as 443 for a key service whose addresses change; none by default",
      ),
  }),
  kind: "stack",
  check: ({ resources }, { portsToAnywhere }) => {
    const servers = serversIn(resources);
    return distinct([
      ...servers.flatMap((server) => judgeNetworkPolicies(server, resources)),
      ...judgeOpenRules(servers, resources, portsToAnywhere),
      ...judgeCiliumRules(servers, resources, portsToAnywhere),
      ...judgeLoadBalancers(servers, resources),
      ...judgeFirewalls(resources),
      ...resources.flatMap(judgeDocker),
      ...unjudgedWorkloads(resources, "be selected by a NetworkPolicy, if it runs Vault"),
    ]);
  },
  examples,
});
