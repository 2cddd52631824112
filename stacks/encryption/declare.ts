import type { TransitArgs } from "../../modules/secrets/transit/args";

/** Services that keep what their customers told them encrypted: each with a key of its own name. */
const services = ["checkout", "payments"];

/** Keys that services encrypt with and never see; Vault rotates them by itself. */
export function declareEncryption(): TransitArgs {
  return {
    path: "transit",
    description: "Encryption for services",
    keys: services.map((name) => ({ name })),
  };
}
