import { z } from "zod";
import { readAnswer } from "./answer";
import type { VaultClient } from "./client";

export interface AuditDevice {
  /** Where it is enabled, without a slash at the end: `a`. */
  readonly path: string;
  readonly type: string;
  /** As Vault keeps them: all are strings. */
  readonly options: Readonly<Record<string, string>>;
  readonly description?: string;
}

const auditAnswer = z.object({
  data: z.record(
    z.string(),
    z.object({ type: z.string(), description: z.string(), options: z.record(z.string(), z.string()).nullable() }),
  ),
});

export async function auditDevices(client: VaultClient): Promise<readonly AuditDevice[]> {
  const { data } = readAnswer(auditAnswer, await client.request("GET", "sys/audit"), "sys/audit");
  return Object.entries(data).map(([path, { type, description, options }]) => ({
    path: path.replace(/\/$/, ""),
    type,
    description,
    options: options ?? {},
  }));
}

export async function enableAuditDevice(client: VaultClient, device: AuditDevice): Promise<void> {
  const { path, type, options, description } = device;
  await client.request("PUT", `sys/audit/${path}`, { type, options, description: description ?? "" });
}
