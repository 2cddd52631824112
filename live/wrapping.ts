import { z } from "zod";

/** Vault's answer where it was asked to wrap what it has to say. */
export const wrappedAnswer = z.object({
  wrap_info: z.object({
    token: z.string().min(1),
    accessor: z.string(),
    /** Seconds. */
    ttl: z.number().positive(),
    creation_path: z.string(),
  }),
});

/** A token that is good for one unwrap of what Vault has said. */
export type Wrapped = z.infer<typeof wrappedAnswer>["wrap_info"];
