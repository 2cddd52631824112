import { z } from "zod";

export const machines = z
  .strictObject({
    caFile: z
      .string()
      .min(1)
      .describe(
        "PEM certificates of the CA that machines have theirs from, below stacks/; old and new while one takes over.",
      ),
    prometheus: z
      .strictObject({
        names: z.array(z.string().min(1)).min(1).describe("DNS names in its client certificate."),
      })
      .describe("Prometheus, which reads Vault's metrics."),
  })
  .describe("Machines outside Kubernetes, which log in with their client certificates.");

export type MachineValues = z.output<typeof machines>;
