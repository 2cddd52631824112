import { z } from "zod";
import { hasPort } from "../../../model/platform/firewall/opening";
import { openingsToVault } from "../../../model/platform/firewall/vault-hosts";
import { joinedByAny } from "../../../model/platform/join";
import { isFor, networkPoliciesIn, type NetworkPolicy } from "../../../model/platform/network-policy";
import { namesPort } from "../../../model/platform/network-ports";
import { dockerServersOf } from "../../../model/platform/published-port";
import { serversIn, serversOf, type ServerWorkload } from "../../../model/platform/servers";
import { leadsTo, servicesIn, type Service } from "../../../model/platform/service";
import {
  sshInContainer,
  sshInPublishedPort,
  sshInServicePort,
  sshPort,
  type SshSign,
} from "../../../model/platform/ssh";
import type { Resource } from "../../../model/resource";
import { containersOf } from "../../../model/server/workload";
import { about } from "../../about";
import { onlyIf, violationIf } from "../../only-if";
import { unjudgedWorkloads } from "../../open-workloads";
import type { Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./no-ssh.examples";

const must = "keep SSH from Vault's hosts";

export default defineRule({
  id: "no-ssh",
  family: "kubernetes",
  title: "Nobody logs in to the machines and pods that run Vault",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Vault production checklist", section: "SSH access" },
    { title: "Production Hardening", section: "Disable SSH / Remote Desktop" },
  ],
  rationale:
    "Whoever has a shell beside Vault can read its memory, its files and its traffic, and none of that is in the audit log. " +
    "What there is to know about a server is in its audit log, its telemetry and its own logs.",
  remediation: "close port 22, and send logs and metrics to where they can be read without a login",
  config: z.object({}),
  kind: "resource",
  check: (resource) => [
    ...serversOf(resource)
      .flatMap(({ manifest }) => containersOf(manifest).flatMap(sshInContainer))
      .flatMap(judge),
    ...dockerServersOf(resource).flatMap(({ published }) => published.map(sshInPublishedPort).flatMap(judge)),
    ...unjudgedWorkloads([resource], must),
  ],
  // Which Services, policies and firewalls are Vault's shows only the stack.
  checkStack: ({ resources }) => {
    const servers = serversIn(resources);
    return [
      ...servicesIn(resources).flatMap((service) => judgeService(service, servers)),
      ...networkPoliciesIn(resources).flatMap((policy) => judgePolicy(policy, servers)),
      ...openingsToVault(resources).flatMap(({ resource, value, ports }) =>
        violationIf(hasPort(ports, sshPort), value, { must, ...about(resource) }, "port 22 open"),
      ),
    ];
  },
  examples,
});

function judge({ value, isThere }: SshSign): Outcome[] {
  return violationIf(isThere, value, { must });
}

function judgeService(service: Service, servers: readonly ServerWorkload[]): Outcome[] {
  const { manifest, ports } = service;
  const signs = (ports.kind === "known" ? ports.value : [ports]).map(sshInServicePort);
  const outcomes = signs.flatMap(({ value, isThere }) => violationIf(isThere, value, { must, ...about(manifest) }));
  return onlyIf(
    forAny(servers, (server) => leadsTo(service, server), manifest),
    outcomes,
  );
}

function judgePolicy(policy: NetworkPolicy, servers: readonly ServerWorkload[]): Outcome[] {
  const { manifest } = policy;
  const port = { protocol: "TCP", number: sshPort, names: ["ssh"] } as const;
  const outcomes = policy
    .rules("ingress")
    .flatMap((rule) => violationIf(namesPort(rule, port), rule.value, { must, ...about(manifest) }, "port 22 let in"));
  return onlyIf(
    forAny(servers, (server) => isFor(policy, server), manifest),
    outcomes,
  );
}

function forAny(
  servers: readonly ServerWorkload[],
  join: (server: ServerWorkload) => ReturnType<typeof leadsTo>,
  otherwise: Resource,
) {
  return joinedByAny(servers.map(join), otherwise);
}
