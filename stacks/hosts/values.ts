import { z } from "zod";

export const hosts = z
  .strictObject({
    domain: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]*\.[a-z]+$/, "must be a domain such as hosts.example.com")
      .describe("Domain that the hosts' names are below."),
    users: z.array(z.string().min(1)).min(1).describe("Users of the hosts that the platform team may log in as."),
  })
  .describe(
    "Hosts that the platform team logs in to by SSH, with certificates instead of keys. None of Vault's own is among them.",
  );

export type HostValues = z.output<typeof hosts>;
