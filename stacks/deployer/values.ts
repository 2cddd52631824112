import { z } from "zod";
import { httpsAddress, name } from "../words";

export const login = z
  .discriminatedUnion("method", [
    z.strictObject({
      method: z.literal("userpass").describe("A user of this Vault. For development only."),
      mount: name.default("userpass").describe("Mount path of the auth method."),
      username: name.default("strongroom-deploy").describe("The deployer's user name; its password never stands here."),
    }),
    z.strictObject({
      method: z.literal("jwt").describe("A token that the CI system signs for one deployment job."),
      mount: name.default("jwt-deploy").describe("Mount path of the auth method."),
      role: name.default("strongroom-deploy").describe("The deployer's role."),
      issuer: httpsAddress.describe("Who signs the tokens: the `iss` claim, whose discovery document Vault reads."),
      audiences: z.array(z.string().min(1)).min(1).describe("The `aud` claims that the role accepts."),
      claims: z
        .record(z.string().min(1), z.string().min(1))
        .refine((claims) => Object.keys(claims).length > 0, "must bind at least one claim")
        .describe("Claims that must equal these values; they bind the login to one environment's deployment job."),
    }),
  ])
  .describe("How the deployer, the one identity that may change this Vault, logs in.");

export type LoginValues = z.output<typeof login>;
