import { provideParts } from "../../../toolchain/provide";

let binary: Promise<string> | undefined;

/** The real Vault: `npm test` has made sure of it before any test runs. */
export function vaultBinary(): Promise<string> {
  binary ??= provideParts(["vault"], { progress: () => undefined, signal: new AbortController().signal }).then(
    ({ vault }) => vault.path,
  );
  return binary;
}
