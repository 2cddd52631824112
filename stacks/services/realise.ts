import { KubernetesAuth } from "../../modules/auth/kubernetes";
import { kubernetesProvider } from "../../modules/kubernetes/provider";
import { ServiceAccount } from "../../modules/kubernetes/service-account";
import { VaultCa } from "../../modules/kubernetes/vault-ca";
import type { Given } from "../given";
import { withReferences } from "../with-policy-names";
import type { ClusterDeclaration, ServicesDeclaration } from "./declare";

export function realiseServices(declaration: ServicesDeclaration, { policies, options }: Given): void {
  const { auth, roles, cluster } = declaration;
  new KubernetesAuth(auth.path, { ...auth, roles: roles.map((role) => withReferences(role, policies)) }, options);
  if (cluster !== undefined) realiseCluster(cluster);
}

function realiseCluster({ provider, accounts, ca }: ClusterDeclaration): void {
  const options = { providers: { kubernetes: kubernetesProvider(provider.cluster, provider) } };
  for (const account of accounts) new ServiceAccount(`${account.namespace}/${account.name}`, account, options);
  if (ca !== undefined) new VaultCa("vault-ca", ca, options);
}
