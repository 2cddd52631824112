import { types } from "node:util";

/** What Node or a library calls the error: `ENOENT`, `ELOCKED`, an exit code. Also for errors of another realm, as under jest. */
export function codeOf(error: unknown): string | number | undefined {
  if (!types.isNativeError(error) || !("code" in error)) return undefined;
  return typeof error.code === "string" || typeof error.code === "number" ? error.code : undefined;
}

export function reasonOf(error: unknown): string {
  return types.isNativeError(error) ? error.message : String(error);
}
