import { z } from "zod";
import { httpsAddress } from "../words";

const claims = z
  .record(z.string().min(1), z.string().min(1))
  .refine((claims) => Object.keys(claims).length > 0, "must bind at least one claim");

export const pipelines = z
  .strictObject({
    issuer: httpsAddress.describe("Who signs the tokens: the `iss` claim."),
    publicKeyFile: z
      .string()
      .min(1)
      .optional()
      .describe(
        "PEM public key of an issuer that has no discovery document, below stacks/. Otherwise Vault reads the document.",
      ),
    audiences: z.array(z.string().min(1)).min(1).describe("The `aud` claims that the roles accept."),
    claims: z
      .strictObject({
        "reference-api": claims.describe(
          "Claims of the job that deploys the reference API to this environment, and no other.",
        ),
      })
      .describe("Claims that must equal these values, for each pipeline."),
  })
  .describe("Deployment pipelines, which log in with a token that the CI system signs for one job.");

export type PipelineValues = z.output<typeof pipelines>;
