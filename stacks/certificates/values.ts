import { z } from "zod";

const generation = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "must be a lower-case name such as 2026a");

export const certificates = z
  .strictObject({
    organization: z.string().min(1).describe("Organisation that the authorities' certificates name."),
    domain: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]*\.[a-z]+$/, "must be a domain such as production.example.com")
      .describe("Domain that the services' names are below."),
    generations: z
      .array(
        z.strictObject({
          name: generation.describe("Of its key and issuer in Vault."),
          retired: z
            .boolean()
            .default(false)
            .describe("Takes its protection off, so that a later change may leave it out."),
        }),
      )
      .min(1)
      .describe("Intermediate authorities whose certificates somebody may still hold, the oldest first."),
    current: generation.describe("The one of them that issues."),
  })
  .refine(({ generations, current }) => generations.some(({ name }) => name === current), {
    path: ["current"],
    error: "must be one of the generations",
  })
  .describe(
    "The company's certificate authorities: a root at `pki-root`, and at `pki` the intermediates that issue to services.",
  );

export type CertificateValues = z.output<typeof certificates>;
