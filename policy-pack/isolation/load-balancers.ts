import { allOf, isNot } from "../../model/certainty";
import { joinedByAny } from "../../model/platform/join";
import { areEverybody, isInternal, isLoadBalancer, sourceRangesOf } from "../../model/platform/load-balancer";
import { leadsTo, servicesIn, type Service } from "../../model/platform/service";
import type { ServerWorkload } from "../../model/platform/servers";
import type { Resource } from "../../model/resource";
import { about } from "../about";
import { onlyIf, violationIf } from "../only-if";
import type { Outcome } from "../outcome";

/** Load balancers that let the Internet in to Vault. */
export function judgeLoadBalancers(servers: readonly ServerWorkload[], resources: readonly Resource[]): Outcome[] {
  return servicesIn(resources).flatMap((service) => {
    const leadsToAny = joinedByAny(
      servers.map((server) => leadsTo(service, server)),
      service.manifest,
    );
    return onlyIf(leadsToAny, judgeService(service));
  });
}

function judgeService(service: Service): Outcome[] {
  const ranges = sourceRangesOf(service);
  const isOpenDoor = allOf([isLoadBalancer(service), isNot(isInternal(service)), areEverybody(ranges)]);
  const isCharts = service.manifest.madeBy !== undefined;
  const where = isCharts ? "ui.loadBalancerSourceRanges" : "spec.loadBalancerSourceRanges";
  const requirement = {
    must: "have a load balancer that lets only Vault's clients in",
    fix: `name their networks in ${where}, or annotate the Service for an internal load balancer`,
    ...about(service.manifest),
  };
  return violationIf(isOpenDoor, ranges, requirement, "open to every address");
}
