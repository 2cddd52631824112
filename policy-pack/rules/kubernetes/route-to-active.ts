import { z } from "zod";
import { allOf, anyOf, isNot, type Certainty } from "../../../model/certainty";
import { healthChecksOf, takesSealedForWell } from "../../../model/platform/health-check";
import { joined, joinedByAny, notRead } from "../../../model/platform/join";
import { isAskedWhetherReady } from "../../../model/platform/readiness";
import { isReachedFromOutside, isRouted, routesIn, type Route } from "../../../model/platform/route";
import { serversIn, type ServerWorkload } from "../../../model/platform/servers";
import { demandedLabel, leadsTo, servicesIn, type Service } from "../../../model/platform/service";
import type { Resource } from "../../../model/resource";
import { subjectOf } from "../../../model/subject";
import { about } from "../../about";
import { distinct } from "../../distinct";
import { onlyIf, violationIf } from "../../only-if";
import { unjudgedWorkloads } from "../../open-workloads";
import type { Outcome, Requirement } from "../../outcome";
import { defineRule } from "../../rule";
import { inTheirTerms } from "../../terms";
import { examples } from "./route-to-active.examples";

export default defineRule({
  id: "route-to-active",
  family: "kubernetes",
  title: "Clients are led to servers that are unsealed and ready, and to no others",
  severity: "medium",
  blocks: "outside dev",
  sources: [
    { title: "Vault production checklist", section: "Load Balancer configuration" },
    { title: "Vault in Kubernetes", section: "High Availability (HA) Considerations" },
  ],
  rationale:
    "A server starts sealed, and so does each that is restarted. Whoever is led to it gets an error, while the others could " +
    "answer: with three servers, one restart fails a third of all requests.",
  remediation: "lead clients through a Service with publishNotReadyAddresses off, to pods that have a readiness probe",
  config: z.object({}),
  kind: "resource",
  check: (resource) =>
    healthChecksOf(resource).flatMap((check) => {
      const { port } = check;
      const isForVault = port.kind === "known" ? port.value === 8200 : notRead(port);
      const must = "take only servers for well that say they are unsealed";
      const fix = "ask /v1/sys/health?standbyok=true&perfstandbyok=true over HTTPS, and take nothing but 200 for well";
      return violationIf(
        allOf([isForVault, takesSealedForWell(check)]),
        check.value,
        { must, fix },
        "sealed servers as well",
      );
    }),
  checkStack: ({ resources }) => {
    const [servers, routes] = [serversIn(resources), routesIn(resources)];
    return distinct([
      ...servicesIn(resources).flatMap((service) => judgeService(service, servers, routes)),
      ...unjudgedWorkloads(resources, "be led to when it is ready, if it runs Vault"),
    ]);
  },
  examples,
});

function judgeService(service: Service, servers: readonly ServerWorkload[], routes: readonly Route[]): Outcome[] {
  const { manifest, publishesNotReady, isHeadless } = service;
  const leads = servers.map((server) => ({ server, leads: leadsTo(service, server) }));
  const leadsToAny = joinedByAny(
    leads.map(({ leads: join }) => join),
    manifest,
  );
  if (leadsToAny.holds === false) return [];
  // Servers find each other by a headless Service, and must before they are ready.
  const isPeers = isHeadless.kind === "known" ? isHeadless.value : notRead(isHeadless);
  const isForClients = { holds: anyOf([isNot(isPeers), isRouted(service, routes)]), of: manifest };
  return onlyIf(joined(leadsToAny, isForClients), [
    ...judgeNotReady(publishesNotReady, manifest),
    ...leads.flatMap(({ server, leads: join }) => onlyIf(join, judgeReadiness(service, server))),
    ...judgeStandby(service, routes),
  ]);
}

function judgeNotReady(publishes: Service["publishesNotReady"], manifest: Resource): Outcome[] {
  const isOn = publishes.kind === "known" ? publishes.value === true : notRead(publishes);
  const fix = inTheirTerms(manifest, publishes, {
    helm: "set server.service.publishNotReadyAddresses and ui.publishNotReadyAddresses to false",
    manifest: "remove publishNotReadyAddresses: only the headless Service, for the servers themselves, needs it",
  });
  return violationIf(isOn, publishes, requirementOf("lead clients to servers that are ready only", manifest, fix));
}

/** A Service that asks of the pods that Vault has marked them as unsealed needs no probe. */
function judgeReadiness(service: Service, server: ServerWorkload): Outcome[] {
  const asksVault = anyOf([asksFor(service, "vault-active", "true"), asksFor(service, "vault-sealed", "false")]);
  const isUnasked = isNot(anyOf([asksVault, isAskedWhetherReady(server)]));
  const fix = inTheirTerms(server.manifest, server.podLabels, {
    helm: "set server.readinessProbe.enabled to true",
    manifest: `give ${subjectOf(server.manifest)} a readiness probe`,
  });
  const requirement = requirementOf("lead clients to servers that are unsealed only", service.manifest, fix);
  return violationIf(
    isUnasked,
    service.selector,
    requirement,
    "pods without a readiness probe, which are ready when they start",
  );
}

function judgeStandby(service: Service, routes: readonly Route[]): Outcome[] {
  const label = demandedLabel(service, "vault-active");
  if (label === undefined) return [];
  // The chart has one type for its Services for clients, for the active server and for standbys: who is led where, routes say.
  const isReached = service.manifest.madeBy === undefined ? isReachedFromOutside : isRouted;
  const isStandbyAlone = allOf([asksFor(service, "vault-active", "false"), isReached(service, routes)]);
  const requirement = requirementOf("lead to the active server too", service.manifest, "remove vault-active");
  return violationIf(isStandbyAlone, label, requirement);
}

function asksFor(service: Service, label: string, text: string): Certainty {
  const demanded = demandedLabel(service, label);
  if (demanded === undefined) return false;
  return demanded.kind === "known" ? demanded.value === text : notRead(demanded);
}

function requirementOf(must: string, manifest: Resource, fix: string | undefined): Requirement {
  return { must, ...about(manifest), ...(fix === undefined ? {} : { fix }) };
}
