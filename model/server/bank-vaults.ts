import { input, type Resource } from "../resource";
import { isAbsent, unknown, type Value } from "../value";
import { readConfigurationText } from "./text";
import { lowerKeys } from "./tree";

/** The configuration that Bank-Vaults' operator starts servers with: a tree, or a text (bank-vaults.dev, the Vault resource). */
export function readBankVaults(resource: Resource): Value[] {
  if (!/^kubernetes:vault\.banzaicloud\.com\/\w+:Vault(?:Patch)?$/u.test(resource.type)) return [];
  const config = input(resource, "spec", "config");
  if (isAbsent(config)) return [];
  const isText = config.kind === "secret" || (config.kind === "known" && typeof config.value === "string");
  if (!isText) return [lowerKeys(config)];
  return [readConfigurationText(config) ?? unknown("is no configuration of Vault's", config.place)];
}
