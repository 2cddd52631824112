import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { Refusal } from "../../problem/problem";

export interface KubernetesProviderArgs {
  /** Context of the kubeconfig. Always named: whichever is the current one on somebody's machine has no say. */
  readonly context: string;
  /** Path of a kubeconfig. Without it, what `kubectl` would take: `KUBECONFIG`, then `~/.kube/config`. */
  readonly kubeconfig?: string;
  /** The cluster's name in this environment. Another name is another cluster, whose objects are all made anew. */
  readonly cluster: string;
}

/**
 * The Kubernetes provider, with the credential of a kubeconfig that stays where it is.
 *
 * It takes a path and never the contents: the SDK keeps every provider argument in state in clear. What is the same cluster is said by
 * `cluster`, or the provider would guess from the kubeconfig and make everything anew when a file moves.
 *
 * @throws Refusal for contents in place of a path
 */
export function kubernetesProvider(
  name: string,
  args: KubernetesProviderArgs,
  options?: pulumi.ResourceOptions,
): kubernetes.Provider {
  if (args.kubeconfig !== undefined && /[\n{]|^apiVersion:/.test(args.kubeconfig)) {
    throw new Refusal([
      {
        subject: `Kubernetes provider "${name}"`,
        path: "kubeconfig",
        must: "be the path of a file: what it says would stand in state in clear",
        found: "the contents of one",
        fix: "write them to a file of mode 0600 and give its path, or set KUBECONFIG",
      },
    ]);
  }
  return new kubernetes.Provider(
    name,
    {
      context: args.context,
      ...(args.kubeconfig === undefined ? {} : { kubeconfig: args.kubeconfig }),
      clusterIdentifier: args.cluster,
      // Changed in place. The provider would otherwise delete a ConfigMap first, and Pods that start meanwhile find none.
      enableConfigMapMutable: true,
    },
    options,
  );
}
