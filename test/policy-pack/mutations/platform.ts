import { serverContainer } from "../../../policy-pack/hardened";
import { adding, alertsWithout, changing, replacing, serving, without } from "./intact";
import { breaking, by, type Mutation } from "./mutation";

export const platformMutations: readonly Mutation[] = [
  breaking(
    "alerts-present",
    by(
      "no alert for a sealed server",
      replacing("alerts", () => alertsWithout("VaultSealed")),
    ),
  ),
  breaking(
    "backup-scheduled",
    by("no job", without("snapshot")),
    by("a job that does not run", changing("snapshot", { spec: { suspend: true } })),
  ),
  breaking("ca-distributed", by("a namespace without it", without("shop-authority"))),
  breaking(
    "disruption-budget",
    by("none", without("disruption-budget")),
    by("half of the servers", changing("disruption-budget", { spec: { maxUnavailable: "50%" } })),
  ),
  breaking(
    "graceful-upgrade",
    by("a rolling update", changing("servers", { spec: { updateStrategy: undefined } })),
    by("no time to leave", serving({}, { terminationGracePeriodSeconds: 1 })),
  ),
  breaking(
    "ha-replicas",
    by("four servers", changing("servers", { spec: { replicas: 4 } })),
    by("one server", changing("servers", { spec: { replicas: 1 } })),
  ),
  breaking("ha-spread", by("anywhere", serving({}, { affinity: undefined }))),
  breaking("image-pinned", by("a tag alone", serving({ image: "hashicorp/vault:2.1.2" }))),
  breaking(
    "network-isolated",
    by("no policy", without("network-policy")),
    by(
      "outgoing traffic as it likes",
      changing("network-policy", { spec: { policyTypes: ["Ingress"], egress: undefined } }),
    ),
  ),
  breaking(
    "no-ssh",
    by("a port for it", serving({ ports: [...serverContainer.ports, { containerPort: 22 }] })),
    by(
      "a Service for it",
      changing("vault", {
        spec: {
          ports: [
            { name: "https", port: 8200, targetPort: 8200 },
            { name: "ssh", port: 2222, targetPort: 22 },
          ],
        },
      }),
    ),
  ),
  breaking(
    "pod-hardened",
    by("files that can be written", serving({ securityContext: { readOnlyRootFilesystem: false } })),
    by("no resources", serving({ resources: undefined })),
  ),
  breaking(
    "probes-right",
    by(
      "a readiness that sealed servers have",
      serving({ readinessProbe: { httpGet: { path: "/v1/sys/health?standbyok=true&sealedcode=200" } } }),
    ),
    by(
      "a liveness that sealed servers fail",
      serving({ livenessProbe: { httpGet: { path: "/v1/sys/health?standbyok=true" } } }),
    ),
  ),
  breaking(
    "rbac-minimal",
    by(
      "cluster-admin",
      adding({
        type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding",
        name: "binding",
        props: {
          metadata: { name: "vault" },
          roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
          subjects: [{ kind: "ServiceAccount", name: "vault", namespace: "vault" }],
        },
      }),
    ),
  ),
  breaking(
    "route-to-active",
    by("servers that are not ready", changing("vault", { spec: { publishNotReadyAddresses: true } })),
  ),
  breaking(
    "single-tenancy",
    by("the node's own network", serving({}, { hostNetwork: true })),
    by(
      "an application beside it",
      replacing("api", (api) => ({ ...api, props: { ...api.props, metadata: { name: "api", namespace: "vault" } } })),
    ),
  ),
];
