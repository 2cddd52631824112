import { z } from "zod";
import { cloudHopsOf, listenersBeforeVault } from "../../../model/platform/cloud-tls";
import {
  frontsOf,
  leadsToVault,
  routesIn,
  type Fronts,
  type Route,
  type RouteKind,
} from "../../../model/platform/route";
import { tlsOfRoute } from "../../../model/platform/route-tls";
import { serversIn } from "../../../model/platform/servers";
import { tlsOfService } from "../../../model/platform/service-tls";
import type { HandledTls } from "../../../model/platform/tls-handling";
import type { Resource } from "../../../model/resource";
import { about } from "../../about";
import { distinct } from "../../distinct";
import { onlyIf } from "../../only-if";
import { unjudgedWorkloads } from "../../open-workloads";
import { notEvaluated, violation, type Outcome, type Requirement } from "../../outcome";
import { defineRule } from "../../rule";
import { inTheirTerms } from "../../terms";
import { examples } from "./tls-end-to-end.examples";

const must = "pass clients' TLS through to Vault";

export default defineRule({
  id: "tls-end-to-end",
  family: "tls",
  title: "TLS between a client and Vault ends at Vault, and nowhere before",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Vault production checklist", section: "TLS connection" },
    { title: "Production Hardening", section: "End-to-End TLS" },
  ],
  rationale:
    "Where TLS ends, every token and every secret stands in the clear: in the memory of a proxy, in its logs, and often on the " +
    "wire behind it. Vault's audit log then shows the proxy's address in place of the client's.",
  remediation:
    "have the load balancer or proxy pass on connections, and give Vault the certificate that clients are to see",
  config: z.object({
    allowReencryption: z
      .boolean()
      .default(false)
      .meta({ stricter: "off" })
      .describe(
        "whether a proxy may end TLS if it speaks TLS to Vault again; it sees every token and secret all the same",
      ),
  }),
  kind: "resource",
  check: (resource, { allowReencryption }) =>
    cloudHopsOf(resource).flatMap((hop) => {
      const outcomes = judge(hop, { must }, allowReencryption);
      return onlyIf({ holds: hop.isForVault, of: resource }, outcomes);
    }),
  checkStack: ({ resources }, { allowReencryption }) => {
    const fronts = frontsOf(serversIn(resources), resources);
    return distinct([
      ...routesIn(resources).flatMap((route) => judgeRoute(route, fronts, resources, allowReencryption)),
      ...judgeServices(fronts, allowReencryption),
      ...listenersBeforeVault(resources).flatMap((hop) =>
        onlyIf(
          { holds: hop.isForVault, of: hop.resource },
          judge(hop, { must, ...about(hop.resource) }, allowReencryption),
        ),
      ),
      ...unjudgedWorkloads(resources, "get its clients' TLS as they send it, if it runs Vault"),
    ]);
  },
  examples,
});

function judge({ value, handling }: HandledTls, requirement: Requirement, allowReencryption: boolean): Outcome[] {
  if (typeof handling !== "string") return [notEvaluated(handling, requirement)];
  if (handling === "passed through" || (handling === "encrypted again" && allowReencryption)) return [];
  if (handling === "in the clear") return [violation(value, requirement, "TLS that ends before Vault")];
  const accept = "allow it by this rule's allowReencryption";
  return [violation(value, { ...requirement, accept }, "TLS that ends before Vault and begins again")];
}

function judgeRoute(
  route: Route,
  fronts: Fronts,
  resources: readonly Resource[],
  allowReencryption: boolean,
): Outcome[] {
  return route.backends.flatMap((backend) => {
    const hop = tlsOfRoute(route, backend, resources);
    const fix = fixFor(route, hop);
    const requirement = { must, ...(fix === undefined ? {} : { fix }), ...about(route.manifest) };
    return onlyIf(leadsToVault(backend, route, fronts), judge(hop, requirement, allowReencryption));
  });
}

function fixFor({ kind, manifest }: Route, { value }: HandledTls): string | undefined {
  return inTheirTerms(manifest, value, { manifest: fixes[kind], helm: chartFixes[kind] ?? fixes[kind] });
}

const toConnections = "use a TLSRoute, with a listener of its Gateway in mode Passthrough";
const listenerMode = "set tls.mode of the Gateway's listener to Passthrough";

const fixes: Readonly<Record<RouteKind, string>> = {
  Ingress: 'annotate it with nginx.ingress.kubernetes.io/ssl-passthrough: "true", or what your controller has for it',
  HTTPRoute: toConnections,
  GRPCRoute: toConnections,
  TLSRoute: listenerMode,
  TCPRoute: listenerMode,
  Route: "set spec.tls.termination to passthrough",
  IngressRoute: "use an IngressRouteTCP with tls.passthrough",
  IngressRouteTCP: "set spec.tls.passthrough to true",
  VirtualService: "use a tls route in place of http, and set tls.mode of the Gateway's server to PASSTHROUGH",
  HTTPProxy: "use tcpproxy, and set spec.virtualhost.tls.passthrough to true",
};

const chartFixes: Readonly<Partial<Record<RouteKind, string>>> = {
  Ingress: 'set nginx.ingress.kubernetes.io/ssl-passthrough: "true" in server.ingress.annotations',
  HTTPRoute: "set server.httproute.enabled to false, and make a TLSRoute in its place",
  Route: "set server.route.tls.termination to passthrough",
};

function judgeServices({ toVault }: Fronts, allowReencryption: boolean): Outcome[] {
  const fix = "remove the annotation, so that the load balancer passes on connections";
  return toVault.flatMap(({ service, leads }) =>
    onlyIf(leads, judge(tlsOfService(service), { must, fix, ...about(service.manifest) }, allowReencryption)),
  );
}
