import { z } from "zod";
import { name } from "../words";

export const database = z
  .strictObject({
    host: z.string().min(1).describe("Host and port of PostgreSQL, as Vault's servers reach it."),
    name: z.string().min(1).describe("The database."),
    caFile: z
      .string()
      .min(1)
      .optional()
      .describe(
        "PEM certificates of the CA of its certificate, below stacks/. By default those that Vault's servers trust.",
      ),
    administrator: name.describe("The login with which Vault makes the others. Its password never stands here."),
    rootCredentialGiven: z
      .boolean()
      .describe(
        "Whether `strongroom database rotate-root postgres` has given Vault that password: only then can it be tried, and static roles be made.",
      ),
  })
  .describe("The services' PostgreSQL, whose logins Vault makes and rotates.");

export type DatabaseValues = z.output<typeof database>;
