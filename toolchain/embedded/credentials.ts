import { z } from "zod";
import type { EmbeddedFolder } from "./folder";
import { requireWhole, writeJsonFile } from "./json-file";

/** `unseal.json`: how far the bootstrap is, with exactly the secrets that exist then (live/bootstrap-store.ts). */
export const unsealFileShape = z.discriminatedUnion("phase", [
  z.strictObject({ phase: z.literal("initialising") }),
  z.strictObject({
    phase: z.literal("unfinished"),
    unsealKey: z.string().min(1),
    rootToken: z.string().min(1),
  }),
  z.strictObject({ phase: z.literal("finished"), unsealKey: z.string().min(1) }),
]);
export type UnsealFile = z.infer<typeof unsealFileShape>;

/** `login.json`: how the deployer logs in. */
export const loginFileShape = z.strictObject({
  mount: z.string().min(1),
  username: z.string().min(1),
  password: z.string().min(1),
});
export type LoginFile = z.infer<typeof loginFileShape>;

/** The two secret files of an embedded Vault, in the form a bootstrap keeps its progress in. Damaged ones throw a Refusal. */
export function embeddedCredentials(folder: EmbeddedFolder) {
  return {
    readProgress: (): Promise<UnsealFile | undefined> => requireWhole(folder.unsealFile, unsealFileShape),
    writeProgress: (progress: UnsealFile): Promise<void> => writeJsonFile(folder.unsealFile, progress),
    readLogin: (): Promise<LoginFile | undefined> => requireWhole(folder.loginFile, loginFileShape),
    writeLogin: (login: LoginFile): Promise<void> => writeJsonFile(folder.loginFile, login),
  };
}
