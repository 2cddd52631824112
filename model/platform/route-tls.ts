import { allOf, anyOf, isNot, type Certainty } from "../certainty";
import type { Resource } from "../resource";
import { asText } from "../scalars";
import { field, isAbsent, known, map, type Value } from "../value";
import { inOneNamespace, joined } from "./join";
import { kindOf, manifestsIn, namespaceOf } from "./manifests";
import type { Backend, Route, RouteKind } from "./route";
import { areEqual } from "./selector";
import { handledAs, isAnnotated, isGiven, itemsOf, says, type HandledTls } from "./tls-handling";

/** What a route does with the TLS of those whom it leads to one of its backends. */
export function tlsOfRoute(route: Route, backend: Backend, resources: readonly Resource[]): HandledTls {
  return readers[route.kind](route.manifest, backend, resources);
}

type Reader = (route: Resource, backend: Backend, resources: readonly Resource[]) => HandledTls;

const readers: Readonly<Record<RouteKind, Reader>> = {
  Ingress: ingressTls,
  HTTPRoute: requestTls,
  GRPCRoute: requestTls,
  TLSRoute: connectionTls,
  TCPRoute: connectionTls,
  Route: openShiftTls,
  IngressRoute: (_route, { value }) =>
    handledAs(value, [[says(field(value, "scheme"), /^https$/u), "encrypted again"]], "in the clear"),
  IngressRouteTCP: (route) => {
    const tls = field(route.inputs, "spec", "tls");
    const isPassed = anyOf([isNot(isGiven(tls)), isTrue(field(tls, "passthrough"))]);
    return handledAs(tls, [[isPassed, "passed through"]], "in the clear");
  },
  VirtualService: istioTls,
  HTTPProxy: (route, { value }) => {
    const tls = field(route.inputs, "spec", "virtualhost", "tls");
    const isPassed = allOf([isGiven(field(route.inputs, "spec", "tcpproxy")), isTrue(field(tls, "passthrough"))]);
    const isAgain = says(field(value, "protocol"), /^(?:tls|h2)$/u);
    return handledAs(
      tls,
      [
        [isPassed, "passed through"],
        [isAgain, "encrypted again"],
      ],
      "in the clear",
    );
  },
};

/** Annotations of ingress controllers: ingress-nginx, HAProxy's two, OpenShift's, those of AWS and Azure. */
function ingressTls(ingress: Resource): HandledTls {
  const annotations = field(ingress.inputs, "metadata", "annotations");
  const isPassed = anyOf([
    isAnnotated(annotations, /\/ssl-passthrough$/u, /^true$/u),
    isAnnotated(annotations, /^route\.openshift\.io\/termination$/u, /^passthrough$/u),
  ]);
  const isAgain = anyOf([
    isAnnotated(annotations, /\/backend-protocol$/u, /^(?:https|grpcs|h1-ssl|h2-ssl)$/iu),
    isAnnotated(annotations, /\/(?:server-ssl|secure-backends)$/u, /^true$/u),
    isAnnotated(annotations, /^route\.openshift\.io\/termination$/u, /^reencrypt$/u),
  ]);
  return handledAs(
    annotations,
    [
      [isPassed, "passed through"],
      [isAgain, "encrypted again"],
    ],
    "in the clear",
  );
}

/** A route of requests can only be taken where they are read. A BackendTLSPolicy encrypts them again (Gateway API, TLS Configuration). */
function requestTls(route: Resource, backend: Backend, resources: readonly Resource[]): HandledTls {
  const policies = manifestsIn(resources).filter((manifest) => kindOf(manifest) === "BackendTLSPolicy");
  const isAgain = anyOf(policies.map((policy) => isForBackend(policy, route, backend)));
  return handledAs(backend.value, [[isAgain, "encrypted again"]], "in the clear");
}

function isForBackend(policy: Resource, route: Resource, { service }: Backend): Certainty {
  const targets = itemsOf(field(policy.inputs, "spec", "targetRefs"));
  const isTarget = anyOf(targets.map((target) => areEqual(asText(field(target, "name")), service)));
  return joined(inOneNamespace(policy, route), { holds: isTarget, of: policy }).holds;
}

/**
 * A route of connections passes on what the Gateway's listener gives it: TLS as it comes in mode Passthrough, and what is inside in
 * mode Terminate, the default. Of a Gateway that is declared elsewhere its kind of listener is taken for the usual one.
 */
function connectionTls(route: Resource, _backend: Backend, resources: readonly Resource[]): HandledTls {
  const parents = itemsOf(field(route.inputs, "spec", "parentRefs"));
  const gateways = manifestsIn(resources).filter((manifest) => kindOf(manifest) === "Gateway");
  const ended = parents.flatMap((parent) => gateways.map((gateway) => endsFor(parent, route, gateway)));
  return handledAs(field(route.inputs, "spec", "parentRefs"), [[anyOf(ended), "in the clear"]], "passed through");
}

function endsFor(parent: Value, route: Resource, gateway: Resource): Certainty {
  const namespace = field(parent, "namespace");
  const isThere = isAbsent(namespace)
    ? inOneNamespace(route, gateway).holds
    : areEqual(asText(namespace), asText(field(gateway.inputs, "metadata", "namespace")));
  const isNamed = areEqual(asText(field(parent, "name")), asText(field(gateway.inputs, "metadata", "name")));
  const listeners = itemsOf(field(gateway.inputs, "spec", "listeners"));
  return allOf([isThere, isNamed, anyOf(listeners.map((listener) => endsAt(listener, field(parent, "sectionName"))))]);
}

function endsAt(listener: Value, section: Value): Certainty {
  const isMeant = isAbsent(section) || areEqual(asText(section), asText(field(listener, "name")));
  const mode = field(listener, "tls", "mode");
  const isTls = says(field(listener, "protocol"), /^TLS$/u);
  return allOf([isMeant, isTls, isNot(says(mode, /^Passthrough$/u))]);
}

/**
 * A VirtualService routes requests that it can read, and connections as its Gateways give them to it: as they come in the modes that
 * pass them through, and decrypted in all others (Istio documentation, ServerTLSSettings). Of Gateways that are declared elsewhere the
 * usual one is taken. A DestinationRule begins TLS again.
 */
function istioTls(route: Resource, { value }: Backend, resources: readonly Resource[]): HandledTls {
  const objects = manifestsIn(resources).filter(({ type }) => /^kubernetes:networking\.istio\.io\//u.test(type));
  const rules = objects.filter((object) => kindOf(object) === "DestinationRule");
  const isAgain = anyOf(
    rules.map((rule) =>
      allOf([
        areEqual(asText(field(rule.inputs, "spec", "host")), asText(field(value, "host"))),
        says(field(rule.inputs, "spec", "trafficPolicy", "tls", "mode"), /^(?:SIMPLE|MUTUAL)$/u),
      ]),
    ),
  );
  const isForRequests = value.place.path.includes("http");
  const gateways = objects.filter((object) => kindOf(object) === "Gateway");
  const ended = itemsOf(field(route.inputs, "spec", "gateways")).flatMap((name) =>
    gateways.map((gateway) => allOf([isGatewayNamed(name, route, gateway), endsTls(gateway)])),
  );
  return handledAs(
    value,
    [
      [isNot(anyOf([isForRequests, ...ended])), "passed through"],
      [isAgain, "encrypted again"],
    ],
    "in the clear",
  );
}

/** `outside`, or `istio-system/outside`. */
function isGatewayNamed(name: Value, route: Resource, gateway: Resource): Certainty {
  const wanted = asText(name);
  const own = asText(field(gateway.inputs, "metadata", "name"));
  const [namespace, plain] = [
    namespaceOf(gateway),
    map(wanted, (text, place) => known(text?.split("/").at(-1), place)),
  ];
  const folder = map(wanted, (text, place) =>
    known(text?.includes("/") === true ? text.split("/")[0] : undefined, place),
  );
  const isThere = isAbsent(folder) ? inOneNamespace(route, gateway).holds : areEqual(folder, namespace);
  return allOf([isThere, areEqual(plain, own)]);
}

function endsTls(gateway: Resource): Certainty {
  const servers = itemsOf(field(gateway.inputs, "spec", "servers"));
  return anyOf(
    servers.map((server) => says(field(server, "tls", "mode"), /^(?:SIMPLE|MUTUAL|OPTIONAL_MUTUAL|ISTIO_MUTUAL)$/u)),
  );
}

function openShiftTls(route: Resource): HandledTls {
  const termination = field(route.inputs, "spec", "tls", "termination");
  return handledAs(
    termination,
    [
      [says(termination, /^passthrough$/iu), "passed through"],
      [says(termination, /^reencrypt$/iu), "encrypted again"],
    ],
    "in the clear",
  );
}

function isTrue(value: Value): Certainty {
  return says(value, /^(?:1|true)$/u);
}
