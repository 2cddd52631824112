import { allOf, anyOf } from "../../model/certainty";
import { hasPort, isOpenToAll, type Opening } from "../../model/platform/firewall/opening";
import { openingsToVault, vaultPorts } from "../../model/platform/firewall/vault-hosts";
import { notRead } from "../../model/platform/join";
import { dockerServersOf, isOnAllAddresses, type DockerServer } from "../../model/platform/published-port";
import type { Resource } from "../../model/resource";
import { about } from "../about";
import { violationIf } from "../only-if";
import { notEvaluated, violation, type Outcome } from "../outcome";

/** Firewalls that let everybody in to Vault's ports. */
export function judgeFirewalls(resources: readonly Resource[]): Outcome[] {
  return openingsToVault(resources).flatMap(({ ports, sources, value, resource }: Opening) => {
    const must = `keep Vault's ports ${vaultPorts.join(" and ")} from everybody but Vault's clients and servers`;
    const isVaultPort = anyOf(vaultPorts.map((port) => hasPort(ports, port)));
    const isOpenDoor = allOf([isVaultPort, isOpenToAll(sources)]);
    const requirement = { must, ...about(resource), fix: "name the networks of those who use Vault" };
    return violationIf(isOpenDoor, value, requirement, "open to every address");
  });
}

/** Containers that Docker shows to whoever reaches the machine. */
export function judgeDocker(resource: Resource): Outcome[] {
  return dockerServersOf(resource).flatMap((server) => [
    ...judgeNetworkMode(server, resource),
    ...server.published.flatMap((port) => {
      const must = "publish Vault's ports at addresses that only its clients reach";
      const fix =
        "put the address before the ports, such as 127.0.0.1:8200:8200, or reach Vault over a network of the project";
      return violationIf(isOnAllAddresses(port), port.value, { must, fix, ...about(resource) }, "every address");
    }),
  ]);
}

function judgeNetworkMode({ networkMode }: DockerServer, resource: Resource): Outcome[] {
  const requirement = { must: "have a network of its own", ...about(resource) };
  if (networkMode.kind !== "known") return [notEvaluated(notRead(networkMode), requirement)];
  return networkMode.value === "host" ? [violation(networkMode, { ...requirement, fix: "remove the setting" })] : [];
}
