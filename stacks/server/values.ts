import { z } from "zod";
import { httpsAddress, serverPath } from "../words";
import { sealSchema } from "./seal";

const listener = z
  .strictObject({
    address: z.string().min(1).describe("Host and port to listen on."),
    clusterAddress: z.string().min(1).optional().describe("Host and port for server-to-server traffic."),
    tlsCertFile: serverPath.describe("Path of the certificate, as the server sees it."),
    tlsKeyFile: serverPath.describe("Path of the private key, as the server sees it."),
    tlsMinVersion: z.enum(["tls12", "tls13"]).default("tls12").describe("Oldest TLS version accepted."),
  })
  .describe("One TCP listener. There is no way to declare one without TLS.");

export const server = z
  .strictObject({
    listeners: z.array(listener).min(1).describe("Where the servers listen."),
    apiAddress: httpsAddress.describe("Address that clients and other servers use for this one."),
    clusterAddress: httpsAddress.describe("Address for server-to-server traffic."),
    storage: z
      .strictObject({
        path: z.string().min(1).describe("Folder of the raft data, as the server sees it."),
        nodeId: z.string().min(1).optional().describe("This server's id; by default Vault makes one."),
        retryJoin: z.array(httpsAddress).default([]).describe("Addresses of the servers to form a cluster with."),
      })
      .describe("Integrated storage (raft)."),
    seal: sealSchema.optional().describe("Auto-unseal. Absent means Shamir's key shares."),
    telemetry: z
      .strictObject({
        prometheusRetentionTime: z
          .string()
          .regex(/^\d+[smh]$/)
          .default("24h")
          .describe("How long metrics are kept."),
        disableHostname: z.boolean().default(true).describe("Keep the host name out of the metrics' names."),
      })
      .prefault({})
      .describe("Metrics."),
    ui: z.boolean().default(false).describe("Serve Vault's user interface."),
  })
  .describe("Settings of the servers themselves.");

export type ServerValues = z.output<typeof server>;
