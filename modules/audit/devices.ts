import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import { Refusal } from "../../problem/problem";
import { auditDevicePath, type AuditDevice } from "./path";

export interface AuditDevicesArgs {
  /** At least two, on different sinks: Vault stops answering when it can write to none of its devices. */
  readonly devices: readonly AuditDevice[];
}

/**
 * The audit devices of one Vault, as one set.
 *
 * A change of a device's options replaces it under a new path, create first: Vault never has fewer devices than before the
 * change ("Production Hardening", Enable Auditing; "Vault production checklist", Auditing). They are not protected, because
 * that would refuse this change as well; the guard over planned operations refuses to lose one.
 */
export class AuditDevices extends pulumi.ComponentResource {
  /** The devices' paths in Vault, by name. */
  readonly paths: Readonly<Record<string, string>>;

  constructor(name: string, args: AuditDevicesArgs, options?: pulumi.ComponentResourceOptions) {
    super("strongroom:audit:AuditDevices", name, {}, options);
    refuseFewerThanTwo(name, args.devices);
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

function refuseFewerThanTwo(name: string, devices: readonly AuditDevice[]): void {
  if (devices.length >= 2) return;
  throw new Refusal([
    {
      subject: `AuditDevices "${name}"`,
      path: "devices",
      must: "have at least 2 audit devices",
      found: String(devices.length),
      fix: "declare another device on another sink",
    },
  ]);
}
