/** The kinds of values that several parts of an environment's file have. */
import { z } from "zod";
import { networkRequirement } from "../modules/networks";

/** What a thing is called in Vault and in this repository. */
export const name = z.string().regex(/^[a-z][a-z0-9-]*$/, "must be a lower-case name such as reference-api");

export const httpsAddress = z
  .string()
  .startsWith("https://", { error: "must start with https://", abort: true })
  .refine((address) => URL.canParse(address), "must be an address such as https://vault.example.com:8200");

/** A network that binds, as the modules want it. */
export const network = z
  .union([z.cidrv4(), z.cidrv6()], "must be a network such as 10.20.0.0/16, or 192.0.2.7/32 for one address")
  .superRefine((cidr, context) => {
    const must = networkRequirement(cidr);
    if (must !== undefined) context.addIssue({ code: "custom", message: `must ${must}` });
  });

/** A path as the server sees it. */
export const serverPath = z.string().min(1);
