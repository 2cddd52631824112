import { types } from "node:util";
import type { KubeConfig } from "@kubernetes/client-node";
import { z } from "zod";
import { type Problem, Refusal } from "../../problem/problem";
import { didYouMean } from "../../problem/suggestion";

export interface KubeconfigChoice {
  /** Path of a kubeconfig. Without it, as for `kubectl`: `KUBECONFIG`, `~/.kube/config`, or the Pod that this runs in. */
  readonly file?: string;
  /** Context in it. Without it, the current one. */
  readonly context?: string;
}

/**
 * Reads a kubeconfig, its context chosen.
 * @throws Refusal where it cannot be read, has no such context, or names a cluster that nobody vouches for: what is sent there is secret
 */
export async function readKubeconfig({ file, context }: KubeconfigChoice): Promise<KubeConfig> {
  // Loaded late: it takes a quarter of a second, and few commands need it.
  const { KubeConfig } = await import("@kubernetes/client-node");
  const config = new KubeConfig();
  const subject = file === undefined ? "kubeconfig" : `kubeconfig ${file}`;
  try {
    if (file === undefined) config.loadFromDefault();
    else config.loadFromFile(file);
  } catch (error) {
    throw new Refusal([{ subject, must: "be a kubeconfig that can be read", found: readingFault(error) }]);
  }
  if (context !== undefined) config.setCurrentContext(context);
  const [first, ...rest] = contextProblems(subject, config);
  if (first !== undefined) throw new Refusal([first, ...rest]);
  return config;
}

const yamlFault = z.object({ mark: z.object({ line: z.number() }) });

/** Never a message of YAML's, which repeats the text: there may be a token or a key in it. */
function readingFault(error: unknown): string {
  if (types.isNativeError(error) && "syscall" in error) return error.message;
  const parsed = yamlFault.safeParse(error);
  return parsed.success ? `no YAML from line ${parsed.data.mark.line + 1} on` : "something else";
}

function contextProblems(subject: string, config: KubeConfig): Problem[] {
  const name = config.getCurrentContext();
  const known = config.getContexts().map((each) => each.name);
  if (!known.includes(name)) {
    const must = `have the context that is asked for${didYouMean(name, known)}`;
    const found = known.length === 0 ? "none" : known.join(", ");
    return [{ subject, path: "contexts", must, found, fix: "name one with --context" }];
  }
  const cluster = config.getCurrentCluster();
  if (cluster === null) return [{ subject, path: `contexts.${name}`, must: "name a cluster that is there" }];
  const path = `clusters.${cluster.name}`;
  return [
    ...(cluster.server.startsWith("https://")
      ? []
      : [
          {
            subject,
            path: `${path}.server`,
            must: "start with https://",
            found: cluster.server.replace(/\/\/.*@/, "//"),
            fix: "choose another cluster with --context, or another file with --kubeconfig or KUBECONFIG",
          },
        ]),
    ...(cluster.skipTLSVerify
      ? [
          {
            subject,
            path: `${path}.insecure-skip-tls-verify`,
            must: "be off: a secret would go to whoever answers",
            found: "on",
            fix: "give the cluster's CA as certificate-authority",
          },
        ]
      : []),
    ...(config.getCurrentUser() === null
      ? [{ subject, path: `contexts.${name}`, must: "name a user that is there" }]
      : []),
  ];
}
