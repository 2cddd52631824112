import type { Resource } from "../resource";
import { field, isAbsent, unknown, type Unknown, type Value } from "../value";
import { readBankVaults } from "./bank-vaults";
import { readComponent } from "./component";
import { foreignTexts, readEmbedded } from "./embedded";
import { readHelm } from "./helm";
import { readKubernetesData } from "./kubernetes-data";
import { serversOwnSettings } from "./known-settings";
import { configurationFileType } from "../file-types";
import { liveServerType } from "./live-type";
import { readConfigurationText } from "./text";
import { readWorkload } from "./workload";

/**
 * Every configuration of a Vault server or agent that a resource carries, whatever it is written in, as trees in the words of
 * Vault's configuration. One that cannot be read, or is not known yet, is `unknown`.
 */
export function configurationsOf(resource: Resource): readonly Value[] {
  const configurations = read.get(resource) ?? readConfigurations(resource);
  read.set(resource, configurations);
  return configurations;
}

/**
 * Configurations of which not a word is known yet, or that stand where rules cannot look. One that is there and cannot be parsed is
 * none of them: its text can be searched.
 */
export function openConfigurationsOf(resource: Resource): Unknown[] {
  return configurationsOf(resource)
    .filter(isUnknown)
    .filter(({ why }) => !why.startsWith("cannot be read"));
}

function isUnknown(value: Value): value is Unknown {
  return value.kind === "unknown";
}

/** Several rules ask for the same resource's. */
const read = new WeakMap<Resource, readonly Value[]>();

function readConfigurations(resource: Resource): readonly Value[] {
  switch (resource.type) {
    case "strongroom:server:Server":
      return [readComponent(resource.inputs)];
    case liveServerType:
      return [field(resource.inputs, "settings")];
    case configurationFileType:
      return [readFile(field(resource.inputs, "text"))];
    case "kubernetes:core/v1:ConfigMap":
    case "kubernetes:core/v1:ConfigMapPatch":
    case "kubernetes:core/v1:Secret":
    case "kubernetes:core/v1:SecretPatch":
      return readKubernetesData(resource);
    default:
      return [
        ...readHelm(resource),
        ...readBankVaults(resource),
        ...readWorkload(resource),
        ...foreignTexts(resource).flatMap(readEmbedded),
      ];
  }
}

/** A file that is no configuration of Vault's at all was still given as one. */
function readFile(text: Value): Value {
  return readConfigurationText(text) ?? unknown("is no configuration of Vault's", text.place);
}

/**
 * Whether the configuration is a server's: an agent and a proxy name the server they talk to, and have listeners as well. A server warns
 * of what is theirs and starts all the same (configutil/lint.go), so that what only a server has decides.
 */
export function isServer(settings: Value): boolean {
  if (settings.kind === "unknown") return true;
  const sets = (key: string): boolean => !isAbsent(field(settings, key));
  return serversOwnSettings.some(sets) || !["auto_auth", "vault", "api_proxy"].some(sets);
}
