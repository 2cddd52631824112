import { anyOf, type Certainty } from "../certainty";
import type { Resource } from "../resource";
import { asCount, asList, asText } from "../scalars";
import { field, isAbsent, isFields, known, map, type Value } from "../value";
import { areInOneNamespace, joined, joinedByAny, notRead, type Join } from "./join";
import { kindOf, manifestsIn, namespaceOf } from "./manifests";
import { areEqual } from "./selector";
import { leadsTo, servicesIn, type Service } from "./service";
import type { ServerWorkload } from "./servers";

/** What brings traffic from outside the cluster to Services: an Ingress, a route of a Gateway, a Route of OpenShift, Istio's VirtualService. */
export interface Route {
  readonly manifest: Resource;
  readonly kind: RouteKind;
  readonly backends: readonly Backend[];
}

/** A Service as a route names it. */
export interface Backend {
  readonly value: Value;
  readonly service: Value<string | undefined>;
  /** Where it is not the route's own. */
  readonly namespace: Value<string | undefined>;
  readonly port: Value;
}

/** Where each kind of route names its Services: Kubernetes', the Gateway API's, OpenShift's, Traefik's, Contour's and Istio's. */
const backendsOf = {
  Ingress: (spec) => [
    ...[field(spec, "defaultBackend"), field(spec, "backend")],
    ...within(spec, "rules").flatMap((rule) =>
      within(field(rule, "http"), "paths").map((path) => field(path, "backend")),
    ),
  ],
  HTTPRoute: ruleBackends,
  GRPCRoute: ruleBackends,
  TLSRoute: ruleBackends,
  TCPRoute: ruleBackends,
  Route: (spec) => [field(spec, "to"), ...within(spec, "alternateBackends")],
  IngressRoute: (spec) => within(spec, "routes").flatMap((route) => within(route, "services")),
  IngressRouteTCP: (spec) => within(spec, "routes").flatMap((route) => within(route, "services")),
  HTTPProxy: (spec) => [
    ...within(spec, "routes").flatMap((route) => within(route, "services")),
    ...within(field(spec, "tcpproxy"), "services"),
  ],
  VirtualService: (spec) =>
    ["http", "tls", "tcp"].flatMap((name) =>
      within(spec, name).flatMap((rule) => within(rule, "route").map((route) => field(route, "destination"))),
    ),
} satisfies Readonly<Record<string, (spec: Value) => readonly Value[]>>;

export type RouteKind = keyof typeof backendsOf;

function ruleBackends(spec: Value): readonly Value[] {
  return within(spec, "rules").flatMap((rule) => within(rule, "backendRefs"));
}

/** Of a list that is not known, one item that is not known. */
function within(container: Value, name: string): readonly Value[] {
  const items = asList(field(container, name));
  return items.kind === "known" ? items.value : [items];
}

export function routesIn(resources: readonly Resource[]): Route[] {
  return manifestsIn(resources).flatMap((manifest) => {
    const kind = kindOf(manifest);
    if (!isRouteKind(kind)) return [];
    const backends = backendsOf[kind](field(manifest.inputs, "spec")).filter((backend) => !isAbsent(backend));
    return [{ manifest, kind, backends: backends.map((backend) => readBackend(backend, manifest)) }];
  });
}

function isRouteKind(kind: string | undefined): kind is RouteKind {
  return kind !== undefined && Object.hasOwn(backendsOf, kind);
}

function readBackend(value: Value, route: Resource): Backend {
  if (kindOf(route) === "VirtualService") return readDestination(value, route);
  const service = field(value, "service");
  const named = isAbsent(service) ? value : service;
  const older = field(value, "serviceName");
  const own = asText(field(route.inputs, "metadata", "namespace"));
  const namespace = asText(field(value, "namespace"));
  return {
    value,
    service: asText(isAbsent(older) ? field(named, "name") : older),
    namespace: isAbsent(namespace) ? own : namespace,
    port: portOf(named),
  };
}

/** Istio names a Service by its host: `vault`, `vault.vault`, `vault.vault.svc.cluster.local` (Istio documentation, Destination). */
function readDestination(value: Value, route: Resource): Backend {
  const host = asText(field(value, "host"));
  const own = namespaceOf(route);
  const part = (index: number) => map(host, (text, place) => known(text?.split(".")[index], place));
  const namespace = part(1);
  return {
    value,
    service: part(0),
    namespace: isAbsent(namespace) ? own : namespace,
    port: field(value, "port", "number"),
  };
}

function portOf(backend: Value): Value {
  const port = field(backend, "port");
  if (port.kind === "known" && isFields(port.value)) return field(port, "number");
  const older = field(backend, "servicePort");
  return isAbsent(port) ? older : port;
}

/** Whether a route's backend is this Service. */
export function isBackend({ service, namespace }: Backend, route: Route, { manifest, name }: Service): Join {
  const own = namespaceOf(manifest);
  const isThere = areInOneNamespace(namespace, own);
  return joined(
    { holds: areEqual(service, name), of: service.kind === "known" ? manifest : route.manifest },
    { holds: isThere, of: namespace.kind === "known" ? manifest : route.manifest },
  );
}

/** What a stack shows of the Services that routes can name. */
export interface Fronts {
  /** Those that lead to Vault, or may. */
  readonly toVault: readonly { readonly service: Service; readonly leads: Join }[];
  /** Namespace and name of each that is known. */
  readonly names: ReadonlySet<string>;
}

export function frontsOf(servers: readonly ServerWorkload[], resources: readonly Resource[]): Fronts {
  const services = servicesIn(resources);
  const joins = services.map((service) => {
    const leads = servers.map((server) => leadsTo(service, server));
    return { service, leads: joinedByAny(leads, service.manifest) };
  });
  return {
    toVault: joins.filter(({ leads }) => leads.holds !== false),
    names: new Set(services.map(({ name, manifest }) => fullName(namespaceOf(manifest), name))),
  };
}

function fullName(namespace: Value<string | undefined>, name: Value<string | undefined>): string {
  if (namespace.kind !== "known" || name.kind !== "known") return "";
  return `${namespace.value ?? "default"}/${name.value ?? ""}`;
}

/**
 * Whether a route's backend is Vault: by the Service, where the stack has it. One that is made elsewhere is told by Vault's port, or
 * by its name.
 */
export function leadsToVault(backend: Backend, route: Route, { toVault, names }: Fronts): Join {
  const isMadeHere = backend.service.kind === "known" && names.has(fullName(backend.namespace, backend.service));
  const byLook = { holds: !isMadeHere && looksLikeVault(backend), of: route.manifest };
  const byService = toVault.map(({ service, leads }) => joined(isBackend(backend, route, service), leads));
  return joinedByAny([byLook, ...byService], route.manifest);
}

function looksLikeVault({ service, port }: Backend): boolean {
  const [name, number] = [service.kind === "known" ? (service.value ?? "") : "", asCount(port)];
  return (
    /^(?:.+-)?vault(?:-(?:active|standby|ui|internal|\d+))?$/u.test(name) ||
    (number.kind === "known" && number.value === 8200)
  );
}

/** Whether a Service is reached from outside the cluster: by an address that it has there, or by a route. */
export function isReachedFromOutside(service: Service, routes: readonly Route[]): Certainty {
  const { type } = service;
  const hasAddress = type.kind === "known" ? /^(?:LoadBalancer|NodePort)$/u.test(type.value ?? "") : notRead(type);
  return anyOf([hasAddress, isRouted(service, routes)]);
}

/** Whether a route leads to the Service. */
export function isRouted(service: Service, routes: readonly Route[]): Certainty {
  return anyOf(routes.flatMap((route) => route.backends.map((backend) => isBackend(backend, route, service).holds)));
}
