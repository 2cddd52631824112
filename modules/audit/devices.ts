import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import { auditDevicePath, type AuditDevice } from "./path";

export interface AuditDevicesArgs {
  /** Two or more, on different sinks; the rule `audit-redundancy` refuses fewer. */
  readonly devices: readonly AuditDevice[];
}

/**
 * The audit devices of one Vault, as one set.
 *
 * A change of a device's options replaces it under a new path, create first: Vault never has fewer devices than before the
 * change ("Production Hardening", Enable Auditing; "Vault production checklist", Auditing). They are not protected, because
 * that would refuse this change as well.
 */
export class AuditDevices extends pulumi.ComponentResource {
  /** The devices' paths in Vault, by name. */
  readonly paths: Readonly<Record<string, string>>;

  constructor(name: string, args: AuditDevicesArgs, options?: pulumi.ComponentResourceOptions) {
    super("strongroom:audit:AuditDevices", name, {}, options);
    for (const device of args.devices) {
      new vault.Audit(
        device.name,
        { type: device.type, path: auditDevicePath(device), options: { ...device.options } },
        { parent: this, deleteBeforeReplace: false },
      );
    }
    this.paths = Object.fromEntries(args.devices.map((device) => [device.name, auditDevicePath(device)]));
    this.registerOutputs({});
  }
}
