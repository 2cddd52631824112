import { z } from "zod";
import { httpsAddress, name } from "../words";

const namespace = name.describe("Namespace that it runs in; its service account is called as the service is.");

const cluster = z
  .strictObject({
    name: name.describe(
      "What this cluster is called. Another name is another cluster, whose objects are all made anew.",
    ),
    context: z.string().min(1).describe("Context of the kubeconfig that leads to it."),
    kubeconfig: z.string().min(1).optional().describe("Path of that kubeconfig; by default what `kubectl` would take."),
    vaultCaFile: z
      .string()
      .min(1)
      .optional()
      .describe(
        "PEM certificates of the CA of Vault's own certificate, below stacks/. Absent where every machine trusts it already.",
      ),
    clusterTrustBundle: z
      .boolean()
      .default(true)
      .describe("Whether the cluster serves ClusterTrustBundles, which reach namespaces that are made later as well."),
  })
  .describe(
    "What the services need in the cluster itself: accounts, and Vault's CA. Absent where somebody else declares that.",
  );

export const kubernetes = z
  .strictObject({
    host: httpsAddress.describe("Address of the API server, as Vault's servers reach it."),
    caFile: z
      .string()
      .min(1)
      .optional()
      .describe("PEM certificates of the CA of the API server, below stacks/. By default that of Vault's own Pod."),
    audience: z.string().min(1).describe("The `aud` claim of the tokens that services log in with."),
    reviewer: z
      .enum(["vault", "client"])
      .default("vault")
      .describe("Who asks the API server about a token: Vault's own Pod, or, for a Vault elsewhere, whoever logs in."),
    services: z
      .strictObject({
        checkout: z.strictObject({ namespace }).describe("Takes orders, and keeps them in the database."),
        payments: z.strictObject({ namespace }).describe("Talks to the payment providers."),
      })
      .describe("Where each service runs."),
    cluster: cluster.optional(),
  })
  .describe("Services in Kubernetes, which log in with their service accounts.");

export type KubernetesValues = z.output<typeof kubernetes>;
