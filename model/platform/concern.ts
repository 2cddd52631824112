import type { Resource } from "../resource";
import { configurationsOf, isServer } from "../server/settings";
import { serversIn } from "./servers";

/** Whether a stack has anything of Vault's: what Vault is told to have, its servers, or their configuration. */
export function concernsVault(resources: readonly Resource[]): boolean {
  return (
    resources.some(({ type }) => type.startsWith("vault:")) ||
    serversIn(resources).length > 0 ||
    resources.some((resource) =>
      configurationsOf(resource).some((settings) => settings.kind !== "unknown" && isServer(settings)),
    )
  );
}
