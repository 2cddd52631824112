import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import { checkAuditDevices } from "./check";
import { auditDevicePath, type AuditDevice } from "./path";

export interface AuditDevicesArgs {
  /**
   * Each with a name and a sink of its own. There should be two or more, and here one is accepted: the rule `audit-redundancy`
   * is the judge of that, in every program, and the demo shows it refusing one.
   */
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

  /** @throws Refusal with every device that repeats another's name or sink */
  constructor(name: string, args: AuditDevicesArgs, options?: pulumi.ComponentResourceOptions) {
    checkAuditDevices(args.devices);
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
