import type { Resource } from "../../resource";
import { manifestsIn } from "../manifests";
import { serversIn } from "../servers";
import type { VaultClient } from "./client";
import { operatedClientsOf } from "./operators";
import { doesAnyInjectorTell, injectedClientsOf, ownClientsOf } from "./pods";

/** Everything in a stack's cluster that talks to Vault and is no server of it. */
export function clientsIn(resources: readonly Resource[]): VaultClient[] {
  const servers = new Set(serversIn(resources).map(({ manifest }) => manifest));
  const manifests = manifestsIn(resources).filter((manifest) => !servers.has(manifest));
  const doesInjectorTell = doesAnyInjectorTell(manifests);
  return manifests.flatMap((manifest) => [
    ...ownClientsOf(manifest),
    ...injectedClientsOf(manifest, doesInjectorTell),
    ...operatedClientsOf(manifest),
  ]);
}
