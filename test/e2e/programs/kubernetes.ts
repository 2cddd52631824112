import { readFileSync } from "node:fs";
import path from "node:path";
import { KubernetesAuth } from "../../../modules/auth/kubernetes";
import type { KubernetesAuthArgs, KubernetesRoleArgs } from "../../../modules/auth/kubernetes-args";
import { kubernetesProvider, type KubernetesProviderArgs } from "../../../modules/kubernetes/provider";
import { ServiceAccount, type ServiceAccountArgs } from "../../../modules/kubernetes/service-account";
import { VaultCa } from "../../../modules/kubernetes/vault-ca";
import { KvVersion2 } from "../../../modules/secrets/kv";
import type { ModuleProgram } from "../project/module-project";

export interface KubernetesParameters {
  readonly auth: Omit<KubernetesAuthArgs, "roles">;
  readonly role: Omit<KubernetesRoleArgs, "tokenPolicies">;
  readonly cluster: KubernetesProviderArgs;
  readonly accounts: readonly ServiceAccountArgs[];
  /** Namespaces with the CA of Vault's certificate as a ConfigMap. */
  readonly caNamespaces: readonly string[];
  /** A second CA, which is about to take over. */
  readonly nextCa?: string;
}

/** The CA of the embedded Vault. */
const caFile = path.join(__dirname, "..", "..", "..", ".strongroom", "vault", "tls", "ca.pem");

const program: ModuleProgram<KubernetesParameters> = {
  rights: ({ auth }) => [
    { path: `auth/${auth.path}/*`, capabilities: ["create", "read", "update", "delete", "list"] },
    { path: "team/config", capabilities: ["create", "read", "update"] },
  ],
  policies: [
    { name: "orders", text: 'path "team/data/orders" {\n  capabilities = ["read"]\n}\n' },
    { name: "entities", text: 'path "identity/entity/id/*" {\n  capabilities = ["read"]\n}\n' },
    { name: "writer", text: 'path "team/data/*" {\n  capabilities = ["create", "update"]\n}\n' },
  ],
  declare: ({ options, policies }, { auth, role, cluster, accounts, caNamespaces, nextCa = "" }) => {
    new KvVersion2("team", { path: "team" }, options);
    new KubernetesAuth(auth.path, { ...auth, roles: [{ ...role, tokenPolicies: [policies.name("orders")] }] }, options);
    const inCluster = { providers: { kubernetes: kubernetesProvider("cluster", cluster) } };
    for (const account of accounts) new ServiceAccount(`${account.namespace}/${account.name}`, account, inCluster);
    new VaultCa(
      "vault-ca",
      { certificates: `${readFileSync(caFile, "utf8")}\n${nextCa}`, namespaces: caNamespaces },
      inCluster,
    );
  },
};

export default program;
