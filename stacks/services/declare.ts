import type { KubernetesAuthArgs, KubernetesRoleArgs } from "../../modules/auth/kubernetes-args";
import type { KubernetesProviderArgs } from "../../modules/kubernetes/provider";
import type { ServiceAccountArgs } from "../../modules/kubernetes/service-account";
import type { VaultCaArgs } from "../../modules/kubernetes/vault-ca";
import { referencedFile } from "../referenced-file";
import type { WithPolicyNames } from "../with-policy-names";
import type { KubernetesValues } from "./values";

/** Services in Kubernetes, each with a policy of its own name. */
export interface ServicesDeclaration {
  readonly auth: Omit<KubernetesAuthArgs, "roles">;
  readonly roles: readonly WithPolicyNames<KubernetesRoleArgs>[];
  readonly cluster?: ClusterDeclaration;
}

/** What the services need in the cluster itself. */
export interface ClusterDeclaration {
  readonly provider: KubernetesProviderArgs;
  readonly accounts: readonly ServiceAccountArgs[];
  /** Vault's CA, where clients find it; none where the machines trust it already. */
  readonly ca?: VaultCaArgs;
}

export function declareServices(values: KubernetesValues): ServicesDeclaration {
  const services = Object.entries(values.services);
  const cluster = declareCluster(values);
  return {
    auth: {
      path: "kubernetes",
      description: "Services in Kubernetes",
      kubernetesHost: values.host,
      ...(values.caFile === undefined ? {} : { kubernetesCaCert: referencedFile(values.caFile) }),
      disableLocalCaJwt: values.reviewer === "client",
    },
    roles: services.map(([name, { namespace }]) => ({
      name,
      boundServiceAccountNames: [name],
      boundServiceAccountNamespaces: [namespace],
      audience: values.audience,
      policies: [name],
    })),
    ...(cluster === undefined ? {} : { cluster }),
  };
}

function declareCluster(values: KubernetesValues): ClusterDeclaration | undefined {
  const { cluster, reviewer, services } = values;
  if (cluster === undefined) return undefined;
  const accounts = Object.entries(services).map(([name, { namespace }]) => ({ name, namespace }));
  const namespaces = [...new Set(accounts.map(({ namespace }) => namespace))].sort();
  return {
    provider: {
      cluster: cluster.name,
      context: cluster.context,
      ...(cluster.kubeconfig === undefined ? {} : { kubeconfig: cluster.kubeconfig }),
    },
    accounts: accounts.map((account) => ({ ...account, authDelegator: reviewer === "client" })),
    ...(cluster.vaultCaFile === undefined
      ? {}
      : {
          ca: {
            certificates: referencedFile(cluster.vaultCaFile),
            clusterTrustBundle: cluster.clusterTrustBundle,
            // Where Pods mount a ConfigMap, and for clients older than the cluster's bundles.
            namespaces,
          },
        }),
  };
}
