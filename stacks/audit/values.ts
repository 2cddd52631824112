import { z } from "zod";
import { name } from "../words";

const auditDevice = z
  .discriminatedUnion("type", [
    z.strictObject({
      type: z.literal("file").describe("Lines appended to a file."),
      name: name.describe("Name of the device; its path in Vault is the name and a short hash of its options."),
      filePath: z.string().min(1).describe("The file, as the server sees it."),
    }),
    z.strictObject({
      type: z.literal("syslog").describe("The local syslog agent."),
      name: name.describe("Name of the device."),
      facility: z.string().min(1).default("AUTH").describe("Syslog facility."),
      tag: z.string().min(1).default("vault").describe("Syslog tag."),
    }),
    z.strictObject({
      type: z.literal("socket").describe("A TCP, UDP or Unix socket. Blocks Vault when its peer hangs."),
      name: name.describe("Name of the device."),
      address: z.string().min(1).describe("Host and port, or path of the socket."),
      socketType: z.enum(["tcp", "udp", "unix"]).default("tcp").describe("Kind of socket."),
    }),
  ])
  .describe("One audit device.");

export const audit = z
  .array(auditDevice)
  .min(2, "must have at least 2 devices")
  .refine(
    (devices) => new Set(devices.map((device) => device.name)).size === devices.length,
    "must have devices with different names",
  )
  .describe(
    "Where every request is recorded. Vault stops answering when it can write to none of them, hence at least two.",
  );

export type AuditDeviceValues = z.output<typeof audit>[number];
