import { createHash } from "node:crypto";

/** One audit device: where a line goes for every request that Vault answers. */
export interface AuditDevice {
  /** Name within the set; stable while the options change. */
  readonly name: string;
  /** Vault's type: `file`, `syslog` or `socket`. */
  readonly type: string;
  /** Vault's options for that type, such as `file_path`. */
  readonly options: Readonly<Record<string, string>>;
}

/**
 * The device's path in Vault: its name and a short hash of what it does. A device with other options is therefore another path, so
 * that Pulumi can create it beside the old one before that goes. At one path, it would have to disable the old one first.
 */
export function auditDevicePath(device: AuditDevice): string {
  const settings = JSON.stringify([device.type, Object.entries(device.options).sort(byKey)]);
  return `${device.name}-${createHash("sha256").update(settings).digest("hex").slice(0, 8)}`;
}

function byKey([left]: [string, string], [right]: [string, string]): number {
  return left < right ? -1 : 1;
}
