import { frontsOf, leadsToVault, routesIn } from "../../../model/platform/route";
import { tlsOfRoute } from "../../../model/platform/route-tls";
import { readResource } from "../../../model/resource";
import { unknownMark } from "../../../model/unknown-mark";

function read(type: string, spec: object, annotations: object = {}) {
  const props = { metadata: { name: "vault", namespace: "vault", annotations }, spec };
  return readResource({ urn: "urn", type: `kubernetes:${type}`, name: "route", props });
}

const ingress = { rules: [{ http: { paths: [{ backend: { service: { name: "vault", port: { number: 8200 } } } }] } }] };
const refs = { rules: [{ backendRefs: [{ name: "vault", port: 8200 }] }] };
const services = { routes: [{ services: [{ name: "vault", port: 8200, scheme: "https" }] }] };
const older = { backend: { serviceName: "vault", servicePort: 8200 } };

test.each<[string, string, object, object, string]>([
  ["an Ingress", "networking.k8s.io/v1:Ingress", ingress, {}, "in the clear"],
  ["an older Ingress", "extensions/v1beta1:Ingress", older, {}, "in the clear"],
  [
    "ingress-nginx's passthrough",
    "networking.k8s.io/v1:Ingress",
    ingress,
    { "nginx.ingress.kubernetes.io/ssl-passthrough": "true" },
    "passed through",
  ],
  [
    "HAProxy's passthrough",
    "networking.k8s.io/v1:Ingress",
    ingress,
    { "haproxy.org/ssl-passthrough": "true" },
    "passed through",
  ],
  [
    "a passthrough that is off",
    "networking.k8s.io/v1:Ingress",
    ingress,
    { "nginx.ingress.kubernetes.io/ssl-passthrough": "false" },
    "in the clear",
  ],
  [
    "TLS to the backend",
    "networking.k8s.io/v1:Ingress",
    ingress,
    { "alb.ingress.kubernetes.io/backend-protocol": "HTTPS" },
    "encrypted again",
  ],
  [
    "an annotation that is not known",
    "networking.k8s.io/v1:Ingress",
    ingress,
    { "haproxy.org/ssl-passthrough": unknownMark },
    "unknown",
  ],
  ["an HTTPRoute", "gateway.networking.k8s.io/v1:HTTPRoute", refs, {}, "in the clear"],
  ["a TLSRoute", "gateway.networking.k8s.io/v1alpha2:TLSRoute", refs, {}, "passed through"],
  [
    "an OpenShift Route of passthrough",
    "route.openshift.io/v1:Route",
    { to: { name: "vault" }, tls: { termination: "passthrough" } },
    {},
    "passed through",
  ],
  [
    "an OpenShift Route that encrypts again",
    "route.openshift.io/v1:Route",
    { to: { name: "vault" }, tls: { termination: "reencrypt" } },
    {},
    "encrypted again",
  ],
  ["an OpenShift Route without TLS", "route.openshift.io/v1:Route", { to: { name: "vault" } }, {}, "in the clear"],
  ["Traefik's route of requests", "traefik.io/v1alpha1:IngressRoute", services, {}, "encrypted again"],
  [
    "Traefik's route of connections",
    "traefik.io/v1alpha1:IngressRouteTCP",
    { ...services, tls: { passthrough: true } },
    {},
    "passed through",
  ],
  [
    "Traefik's route of connections that ends TLS",
    "traefik.io/v1alpha1:IngressRouteTCP",
    { ...services, tls: {} },
    {},
    "in the clear",
  ],
  [
    "Contour's proxy of connections",
    "projectcontour.io/v1:HTTPProxy",
    { virtualhost: { tls: { passthrough: true } }, tcpproxy: { services: [{ name: "vault", port: 8200 }] } },
    {},
    "passed through",
  ],
])("%s handles TLS in its way, and leads to Vault", (_name, type, spec, annotations, expected) => {
  const resources = [read(type, spec, annotations)];
  const [route] = routesIn(resources);
  const [backend] = route?.backends ?? [];
  if (route === undefined || backend === undefined) throw new Error("no backend was read");
  const { handling } = tlsOfRoute(route, backend, resources);
  expect(typeof handling === "string" ? handling : handling.kind).toBe(expected);
  expect(leadsToVault(backend, route, frontsOf([], resources)).holds).toBe(true);
});

test("a route to something else does not lead to Vault", () => {
  const resources = [
    read("gateway.networking.k8s.io/v1:HTTPRoute", { rules: [{ backendRefs: [{ name: "api", port: 80 }] }] }),
  ];
  const [route] = routesIn(resources);
  const [backend] = route?.backends ?? [];
  if (route === undefined || backend === undefined) throw new Error("no backend was read");
  expect(leadsToVault(backend, route, frontsOf([], resources)).holds).toBe(false);
});
