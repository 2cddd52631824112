import { z } from "zod";

export const limits = z
  .strictObject({
    requestsPerSecond: z
      .number()
      .positive()
      .describe("Requests that one client address may make in a second, of any kind."),
  })
  .describe("What one client may ask of Vault, so that no one takes it from all others.");

export type LimitValues = z.output<typeof limits>;
