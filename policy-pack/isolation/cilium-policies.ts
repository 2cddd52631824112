import { allOf, isNot } from "../../model/certainty";
import { ciliumPoliciesIn, ciliumRules, restrictsByCilium } from "../../model/platform/cilium-policy";
import { joinedByAny, notRead, type Join } from "../../model/platform/join";
import { directions, type Direction } from "../../model/platform/network-policy";
import type { ServerWorkload } from "../../model/platform/servers";
import type { Resource } from "../../model/resource";
import { about } from "../about";
import { onlyIf, violationIf } from "../only-if";
import type { Outcome } from "../outcome";
import { openTo } from "./open-to";

/** Whether policies of Cilium's leave the servers only what they name in a direction. */
export function restrictedByCilium(server: ServerWorkload, direction: Direction, resources: readonly Resource[]): Join {
  const restrictions = ciliumPoliciesIn(resources).map((policy) => restrictsByCilium(policy, server, direction));
  return joinedByAny(restrictions, server.manifest);
}

/** Rules of Cilium's that leave nobody out, in policies for any of these servers. */
export function judgeCiliumRules(
  servers: readonly ServerWorkload[],
  resources: readonly Resource[],
  portsToAnywhere: readonly number[],
): Outcome[] {
  return ciliumPoliciesIn(resources).flatMap((policy) =>
    directions.flatMap((direction) => {
      const outcomes = ciliumRules(policy, direction).flatMap(({ value, isForAnybody, ports }) => {
        const areAllowed =
          direction === "egress" && ports.length > 0
            ? allOf(
                ports.map((port) =>
                  port.kind === "known" ? portsToAnywhere.includes(Number(port.value)) : notRead(port),
                ),
              )
            : false;
        const requirement = { ...openTo(direction), ...about(policy.manifest) };
        return violationIf(allOf([isForAnybody, isNot(areAllowed)]), value, requirement, "everybody");
      });
      const isForAny = servers.map((server) => restrictsByCilium(policy, server, direction));
      return onlyIf(joinedByAny(isForAny, policy.manifest), outcomes);
    }),
  );
}
