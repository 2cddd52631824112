import { notKnownYet, type BadExample, type Example, type ExampleResource, type UnknownExample } from "../../example";
import { clientService, hardenedVault, withProps } from "../../hardened";

const must = "pass clients' TLS through to Vault";
const ends = "TLS that ends before Vault";
const again = "TLS that ends before Vault and begins again";
const passthrough = { "nginx.ingress.kubernetes.io/ssl-passthrough": "true" };

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "an Ingress that passes TLS through", resources: hardenedVault({ more: ingress(passthrough) }) },
    {
      name: "Istio's route of connections, whose Gateway passes TLS through",
      resources: [...hardenedVault({ more: istioGateway("PASSTHROUGH") }), virtualService("tls")],
    },
    { name: "a TLSRoute", resources: hardenedVault({ more: route("TLSRoute") }) },
    {
      name: "a proxy that speaks TLS to Vault again, where the company allows it",
      resources: hardenedVault({ more: ingress({ "nginx.ingress.kubernetes.io/backend-protocol": "HTTPS" }) }),
      config: { allowReencryption: true },
    },
    {
      name: "a network load balancer that passes on connections",
      resources: [targetGroup("TCP"), listener("TCP")],
      isPartial: true,
    },
  ],
  bad: [
    {
      name: "an Ingress",
      resources: hardenedVault({ more: ingress({}) }),
      finds: [{ subject: "Ingress vault/vault", path: "metadata.annotations", must, found: ends }],
    },
    {
      name: "an Ingress that speaks TLS to Vault again",
      resources: hardenedVault({ more: ingress({ "nginx.ingress.kubernetes.io/backend-protocol": "HTTPS" }) }),
      finds: [{ subject: "Ingress vault/vault", path: "metadata.annotations", must, found: again }],
    },
    {
      name: "an Ingress for a Vault that is declared elsewhere",
      resources: [ingress({})],
      finds: [{ subject: "Ingress vault/vault", path: "metadata.annotations", must, found: ends }],
    },
    {
      name: "an HTTPRoute",
      resources: hardenedVault({ more: route("HTTPRoute") }),
      finds: [{ subject: "HTTPRoute vault/vault", path: "spec.rules[0].backendRefs[0]", must, found: ends }],
    },
    {
      name: "a TLSRoute whose Gateway ends TLS",
      resources: [
        ...hardenedVault({ more: route("TLSRoute") }),
        {
          type: "kubernetes:gateway.networking.k8s.io/v1:Gateway",
          name: "gateway",
          props: {
            metadata: { name: "outside", namespace: "vault" },
            spec: { listeners: [{ name: "vault", port: 443, protocol: "TLS", tls: { mode: "Terminate" } }] },
          },
        },
      ],
      finds: [{ subject: "TLSRoute vault/vault", path: "spec.parentRefs", must, found: ends }],
    },
    {
      name: "Istio's route of requests, and one of connections whose Gateway ends TLS",
      resources: [
        ...hardenedVault({ more: istioGateway("SIMPLE") }),
        virtualService("http"),
        virtualService("tcp", "vault"),
      ],
      finds: [
        { subject: "VirtualService vault/http", path: "spec.http[0].route[0].destination", must, found: ends },
        { subject: "VirtualService vault/tcp", path: "spec.tcp[0].route[0].destination", must, found: ends },
      ],
    },
    {
      name: "an OpenShift Route",
      resources: hardenedVault({
        more: {
          type: "kubernetes:route.openshift.io/v1:Route",
          name: "route",
          props: {
            metadata: { name: "vault", namespace: "vault" },
            spec: { to: { kind: "Service", name: "vault" }, tls: { termination: "edge" } },
          },
        },
      }),
      finds: [{ subject: "Route vault/vault", path: "spec.tls.termination", must, found: ends }],
    },
    {
      name: "a load balancer with a certificate of its own",
      resources: hardenedVault({
        clientService: withProps(clientService, {
          metadata: {
            annotations: {
              "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal",
              "service.beta.kubernetes.io/aws-load-balancer-ssl-cert":
                "arn:aws:acm:eu-central-1:111122223333:certificate/a",
            },
          },
          spec: { type: "LoadBalancer" },
        }),
      }),
      finds: [{ subject: "Service vault/vault", path: "metadata.annotations", must, found: ends }],
    },
    {
      name: "the Ingress of the official chart",
      resources: [
        {
          type: "kubernetes:helm.sh/v3:Release",
          name: "vault",
          props: {
            chart: "vault",
            name: "vault",
            namespace: "vault",
            values: { server: { ingress: { enabled: true, hosts: [{ host: "vault.example.com" }] } } },
          },
        },
      ],
      finds: [{ subject: "Release vault/vault", path: "values.server.ingress.annotations", must, found: ends }],
    },
    {
      name: "target groups and an application gateway that speak HTTP, or TLS of their own",
      resources: [
        targetGroup("HTTP"),
        targetGroup("HTTPS"),
        {
          type: "azure:network/applicationGateway:ApplicationGateway",
          name: "vault",
          props: { backendHttpSettings: [{ name: "vault", port: 8200, protocol: "Http" }] },
        },
        {
          type: "aws:elb/loadBalancer:LoadBalancer",
          name: "vault",
          props: { listeners: [{ lbPort: 443, lbProtocol: "ssl", instancePort: 8200, instanceProtocol: "tcp" }] },
        },
      ],
      finds: [
        { subject: 'TargetGroup "vault"', path: "protocol", must, found: ends },
        { subject: 'TargetGroup "vault"', path: "protocol", must, found: again },
        { subject: 'ApplicationGateway "vault"', path: "backendHttpSettings[0].protocol", must, found: ends },
        { subject: 'LoadBalancer "vault"', path: "listeners[0]", must, found: ends },
      ],
    },
    {
      name: "a listener that ends TLS before a target group of connections",
      resources: [targetGroup("TCP"), listener("TLS")],
      finds: [{ subject: 'Listener "outside"', path: "protocol", must, found: again }],
    },
  ],
  unknown: [
    {
      name: "a listener that ends TLS before a target group that is made elsewhere",
      resources: [...hardenedVault(), { ...listener("TLS"), decidedBy: {} }],
      finds: [{ subject: 'Listener "outside"', path: "defaultActions[0].targetGroupArn", must }],
    },
    {
      name: "an annotation that another resource decides",
      resources: hardenedVault({ more: ingress({ "nginx.ingress.kubernetes.io/ssl-passthrough": notKnownYet }) }),
      finds: [
        {
          subject: "Ingress vault/vault",
          path: 'metadata.annotations["nginx.ingress.kubernetes.io/ssl-passthrough"]',
          must,
        },
      ],
    },
    {
      name: "an Ingress to a Service that another resource decides",
      resources: hardenedVault({ more: ingress({}, { name: notKnownYet, port: { number: 443 } }) }),
      finds: [{ subject: "Ingress vault/vault", path: "spec.rules[0].http.paths[0].backend.service.name", must }],
    },
    {
      name: "a target group whose protocol another resource decides",
      resources: [targetGroup(notKnownYet)],
      finds: [{ subject: 'TargetGroup "vault"', path: "protocol", must }],
    },
  ],
};

function ingress(
  annotations: Readonly<Record<string, string>>,
  service: object = { name: "vault", port: { number: 8200 } },
): ExampleResource {
  const backend = { service };
  return {
    type: "kubernetes:networking.k8s.io/v1:Ingress",
    name: "ingress",
    props: {
      metadata: { name: "vault", namespace: "vault", annotations },
      spec: { rules: [{ host: "vault.example.com", http: { paths: [{ path: "/", pathType: "Prefix", backend }] } }] },
    },
  };
}

function route(kind: "HTTPRoute" | "TLSRoute"): ExampleResource {
  return {
    type: `kubernetes:gateway.networking.k8s.io/v1:${kind}`,
    name: "route",
    props: {
      metadata: { name: "vault", namespace: "vault" },
      spec: { parentRefs: [{ name: "outside" }], rules: [{ backendRefs: [{ name: "vault", port: 8200 }] }] },
    },
  };
}

function istioGateway(mode: string): ExampleResource {
  const port = { number: 443, name: "tls", protocol: "TLS" };
  return {
    type: "kubernetes:networking.istio.io/v1:Gateway",
    name: "gateway",
    props: {
      metadata: { name: "outside", namespace: "vault" },
      spec: { servers: [{ hosts: ["vault.example.com"], port, tls: { mode } }] },
    },
  };
}

function virtualService(kind: "http" | "tcp" | "tls", host = "vault.vault.svc.cluster.local"): ExampleResource {
  const destination = { host, port: { number: 8200 } };
  return {
    type: "kubernetes:networking.istio.io/v1:VirtualService",
    name: kind,
    props: {
      metadata: { name: kind, namespace: "vault" },
      spec: { gateways: ["vault/outside"], [kind]: [{ route: [{ destination }] }] },
    },
  };
}

function targetGroup(protocol: string): ExampleResource {
  const healthCheck = { protocol: "HTTPS", path: "/v1/sys/health?standbyok=true", matcher: "200" };
  return { type: "aws:lb/targetGroup:TargetGroup", name: "vault", props: { port: 8200, protocol, healthCheck } };
}

function listener(protocol: string): ExampleResource {
  return {
    type: "aws:lb/listener:Listener",
    name: "outside",
    props: { port: 443, protocol, defaultActions: [{ type: "forward", targetGroupArn: notKnownYet }] },
    decidedBy: { defaultActions: "vault" },
  };
}
