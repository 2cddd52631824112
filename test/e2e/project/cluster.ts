/** What tests do in a Kubernetes cluster by hand: make what our modules are given, and do what its users do. */
import { z } from "zod";
import type { KubernetesServer } from "./kubernetes";
import { until } from "./processes";
import type { TestProject } from "./project";
import { setValues } from "./values";

/** Says in the project's values that there is a cluster, so that `up` has the provider for it. */
export function declareCluster(project: TestProject, { kubeconfigFile }: KubernetesServer): void {
  setValues(project, [["kubernetes.cluster", { name: "test", context: "test", kubeconfig: kubeconfigFile }]]);
}

export async function makeNamespaces(server: KubernetesServer, ...names: string[]): Promise<void> {
  for (const name of names) await server.request("POST", "/api/v1/namespaces", object("Namespace", name));
}

const accounts = (namespace: string): string => `/api/v1/namespaces/${namespace}/serviceaccounts`;

/** Makes a service account that may ask the API server about tokens. */
export async function makeReviewer(server: KubernetesServer, namespace: string, name: string): Promise<void> {
  await server.request("POST", accounts(namespace), object("ServiceAccount", name));
  await server.request("POST", "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings", {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: { generateName: "reviewer-" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "system:auth-delegator" },
    subjects: [{ kind: "ServiceAccount", name, namespace }],
  });
}

/** Deletes a service account and makes another of the same name. */
export async function remakeAccount(server: KubernetesServer, namespace: string, name: string): Promise<void> {
  await server.request("DELETE", `${accounts(namespace)}/${name}`);
  await server.request("POST", accounts(namespace), object("ServiceAccount", name));
}

const object = (kind: string, name: string) => ({ apiVersion: "v1", kind, metadata: { name } });

const identified = z.object({ metadata: z.object({ uid: z.string() }) });

/** What tells a service account from another of its name. */
export async function accountUid(server: KubernetesServer, namespace: string, name: string): Promise<string> {
  return identified.parse(await server.request("GET", `${accounts(namespace)}/${name}`)).metadata.uid;
}

export interface Pod {
  readonly namespace: string;
  readonly name: string;
  readonly serviceAccountName: string;
  readonly annotations?: object;
  readonly volumes?: readonly object[];
  readonly volumeMounts?: readonly object[];
}

/** Makes a Pod, which no node will ever run. @returns the Pod as the API server keeps it */
export function makePod(server: KubernetesServer, pod: Pod): Promise<unknown> {
  const { namespace, name, serviceAccountName, annotations = {}, volumes = [], volumeMounts = [] } = pod;
  return server.request("POST", `/api/v1/namespaces/${namespace}/pods`, {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, annotations },
    spec: {
      serviceAccountName,
      automountServiceAccountToken: false,
      volumes,
      containers: [{ name: "app", image: "registry.example.com/app", volumeMounts }],
    },
  });
}

const issued = z.object({ status: z.object({ token: z.string() }) });

/** A token of a Pod's service account, which ends with the Pod: as the kubelet gets it for a volume. */
export async function podToken(
  server: KubernetesServer,
  { namespace, name, serviceAccountName }: Pod,
  audience: string,
): Promise<string> {
  const pod = identified.parse(await server.request("GET", `/api/v1/namespaces/${namespace}/pods/${name}`));
  const answer = await server.request("POST", `${accounts(namespace)}/${serviceAccountName}/token`, {
    apiVersion: "authentication.k8s.io/v1",
    kind: "TokenRequest",
    spec: { audiences: [audience], boundObjectRef: { apiVersion: "v1", kind: "Pod", name, uid: pod.metadata.uid } },
  });
  return issued.parse(answer).status.token;
}

export async function deletePod(server: KubernetesServer, { namespace, name }: Pod): Promise<void> {
  await server.request("DELETE", `/api/v1/namespaces/${namespace}/pods/${name}?gracePeriodSeconds=0`);
}

const deleted = z.object({ metadata: z.looseObject({ finalizers: z.array(z.literal("foregroundDeletion")) }) });

/**
 * Does the garbage collector's part in a deletion, which no controller here does: lets an object go that waits for what belongs to
 * it, when nothing does. The provider deletes so.
 */
export async function collectGarbage(server: KubernetesServer, path: string): Promise<void> {
  await until(`the deletion of ${path}`, async () => {
    const object = z.looseObject({}).parse(await server.request("GET", path));
    const parsed = deleted.safeParse(object);
    if (!parsed.success) return false;
    await server.request("PUT", path, { ...object, metadata: { ...parsed.data.metadata, finalizers: [] } });
    return true;
  });
}
