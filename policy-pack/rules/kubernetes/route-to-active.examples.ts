import { notKnownYet, type BadExample, type Example, type ExampleResource, type UnknownExample } from "../../example";
import { clientService, hardenedVault, withContainer, withProps } from "../../hardened";

const service = "Service vault/vault";
const ready = "lead clients to servers that are ready only";
const unsealed = "lead clients to servers that are unsealed only";
const saysUnsealed = "take only servers for well that say they are unsealed";
const unasked = "pods without a readiness probe, which are ready when they start";

const spec = (change: Readonly<Record<string, unknown>>) => withProps(clientService, { spec: change });

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "a Service for clients, and a headless one for the servers themselves", resources: hardenedVault() },
    {
      name: "a Service for the active server, by the label that Vault keeps on its pod",
      resources: hardenedVault({ clientService: spec({ selector: { "vault-active": "true" } }) }),
    },
    {
      name: "a target group that asks Vault",
      resources: [targetGroup({ protocol: "HTTPS", path: "/v1/sys/health?standbyok=true", matcher: "200" })],
      isPartial: true,
    },
  ],
  bad: [
    {
      name: "publishNotReadyAddresses on the Service for clients",
      resources: hardenedVault({ clientService: spec({ publishNotReadyAddresses: true }) }),
      finds: [{ subject: service, path: "spec.publishNotReadyAddresses", must: ready, found: "true" }],
    },
    {
      name: "pods that nobody asks",
      resources: hardenedVault({ servers: withContainer({ readinessProbe: undefined }) }),
      finds: [{ subject: service, path: "spec.selector", must: unsealed, found: unasked }],
    },
    {
      name: "an Ingress that leads to the servers' own Service",
      resources: hardenedVault({ more: ingress("vault-internal") }),
      finds: [
        { subject: "Service vault/vault-internal", path: "spec.publishNotReadyAddresses", must: ready, found: "true" },
      ],
    },
    {
      name: "a load balancer for standby servers alone",
      resources: hardenedVault({
        clientService: spec({ type: "LoadBalancer", selector: { "vault-active": "false" } }),
      }),
      finds: [
        {
          subject: service,
          path: "spec.selector.vault-active",
          must: "lead to the active server too",
          found: '"false"',
        },
      ],
    },
    {
      name: "the official chart's own Services, all of them of the type that only one needs",
      resources: [release({ ha: { enabled: true }, service: { type: "LoadBalancer" } })],
      finds: [
        {
          subject: "Release vault/vault",
          path: "values.server.service.publishNotReadyAddresses",
          must: ready,
          found: "true",
        },
      ],
    },
    {
      name: "a target group that only connects",
      resources: [targetGroup({ protocol: "TCP" })],
      finds: [
        { subject: 'TargetGroup "vault"', path: "healthCheck", must: saysUnsealed, found: "sealed servers as well" },
      ],
    },
    {
      name: "health checks that take sealed servers for well",
      resources: [
        targetGroup({ protocol: "HTTPS", path: "/v1/sys/health?sealedcode=200" }),
        targetGroup({ protocol: "HTTPS", path: "/v1/sys/health", matcher: "200-299,500-599" }),
        {
          type: "gcp:compute/healthCheck:HealthCheck",
          name: "vault",
          props: { tcpHealthCheck: { port: 8200 } },
        },
        {
          type: "azure:lb/probe:Probe",
          name: "vault",
          props: { port: 8200, protocol: "Https", requestPath: "/ui/" },
        },
      ],
      finds: [
        { subject: 'TargetGroup "vault"', path: "healthCheck", must: saysUnsealed, found: "sealed servers as well" },
        { subject: 'TargetGroup "vault"', path: "healthCheck", must: saysUnsealed, found: "sealed servers as well" },
        { subject: 'HealthCheck "vault"', path: "tcpHealthCheck", must: saysUnsealed, found: "sealed servers as well" },
        { subject: 'Probe "vault"', must: saysUnsealed, found: "sealed servers as well" },
      ],
    },
  ],
  unknown: [
    {
      name: "what another resource decides",
      resources: hardenedVault({ clientService: spec({ publishNotReadyAddresses: notKnownYet }) }),
      finds: [{ subject: service, path: "spec.publishNotReadyAddresses", must: ready }],
    },
    {
      name: "a path that another resource decides",
      resources: [targetGroup({ protocol: "HTTPS", path: notKnownYet })],
      finds: [{ subject: 'TargetGroup "vault"', path: "healthCheck.path", must: saysUnsealed }],
    },
  ],
};

function targetGroup(healthCheck: Readonly<Record<string, unknown>>): ExampleResource {
  return {
    type: "aws:lb/targetGroup:TargetGroup",
    name: "vault",
    props: { port: 8200, protocol: "TCP", healthCheck },
  };
}

function ingress(name: string): ExampleResource {
  const backend = { service: { name, port: { number: 8200 } } };
  return {
    type: "kubernetes:networking.k8s.io/v1:Ingress",
    name: "ingress",
    props: {
      metadata: {
        name: "vault",
        namespace: "vault",
        annotations: { "nginx.ingress.kubernetes.io/ssl-passthrough": "true" },
      },
      spec: { rules: [{ host: "vault.example.com", http: { paths: [{ path: "/", pathType: "Prefix", backend }] } }] },
    },
  };
}

function release(server: Readonly<Record<string, unknown>>): ExampleResource {
  return {
    type: "kubernetes:helm.sh/v3:Release",
    name: "vault",
    props: { chart: "vault", name: "vault", namespace: "vault", values: { server } },
  };
}
