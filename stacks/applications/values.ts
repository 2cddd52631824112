import { z } from "zod";
import { network } from "../words";

export const applications = z
  .strictObject({
    "reference-api": z
      .strictObject({
        networks: z.array(network).min(1).describe("Networks that its secret-ids and tokens may be used from."),
      })
      .describe("The reference API, which logs in with AppRole."),
  })
  .describe("What differs between environments for each application.");

export type ApplicationValues = z.output<typeof applications>;
