import { secret, type Registration } from "../registrations";

/** The registration of settings that are written to a path and go with their mount. The provider's resource marks its body secret. */
export function writtenTo(path: string, mountId: string, parent: string, settings: object): Registration {
  return {
    id: `vault:generic/endpoint:Endpoint::${path}`,
    inputs: { path, dataJson: secret(JSON.stringify(settings)), ignoreAbsentFields: true, disableDelete: true },
    parent,
    dependsOn: [mountId],
    deletedWith: mountId,
  };
}
