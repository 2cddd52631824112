import { allOf, anyOf, isNot, type Certainty } from "../certainty";
import { handledAs, isAnnotated, type HandledTls } from "./tls-handling";
import { isLoadBalancer } from "./load-balancer";
import type { Service } from "./service";

/** What the load balancer of a Service does with clients' TLS, as far as annotations tell a cloud to do more than pass on connections. */
export function tlsOfService(service: Service): HandledTls {
  const { annotations } = service;
  const is = (name: RegExp, value: RegExp): Certainty => isAnnotated(annotations, name, value);
  const isEnded = anyOf(endings.map(([name, value]) => is(name, value)));
  const isPassed = anyOf([
    isNot(allOf([isLoadBalancer(service), isEnded])),
    is(/do-loadbalancer-tls-passthrough$/u, /^true$/u),
  ]);
  const isAgain = anyOf(beginnings.map(([name, value]) => is(name, value)));
  return handledAs(
    annotations,
    [
      [isPassed, "passed through"],
      [allOf([isEnded, isAgain]), "encrypted again"],
    ],
    "in the clear",
  );
}

/** Annotations that end TLS at the load balancer, or have it read requests: those of AWS, DigitalOcean, Hetzner, Linode, Oracle and OpenStack. */
const endings: readonly (readonly [RegExp, RegExp])[] = [
  [/\/aws-load-balancer-ssl-cert$/u, /./u],
  [/\/aws-load-balancer-backend-protocol$/u, /^https?$/iu],
  [/\/do-loadbalancer-protocol$/u, /^http/iu],
  [/\/do-loadbalancer-certificate-id$/u, /./u],
  [/^load-balancer\.hetzner\.cloud\/protocol$/u, /^https?$/iu],
  [/\/linode-loadbalancer-default-protocol$/u, /^https?$/iu],
  [/\/oci-load-balancer-ssl-ports$/u, /./u],
  [/^loadbalancer\.openstack\.org\/default-tls-container-ref$/u, /./u],
];

/** Annotations that have it speak TLS to what is behind. */
const beginnings: readonly (readonly [RegExp, RegExp])[] = [
  [/\/aws-load-balancer-backend-protocol$/u, /^(?:https|ssl)$/iu],
  [/\/oci-load-balancer-tls-backendset-secret$/u, /./u],
];
