import { allOf, anyOf, isNot, type Certainty } from "../certainty";
import type { Resource } from "../resource";
import { asText } from "../scalars";
import { field, isAbsent, type Value } from "../value";
import { inOneNamespace, joined } from "./join";
import { kindOf, manifestsIn } from "./manifests";
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
