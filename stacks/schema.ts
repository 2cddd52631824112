/**
 * What an environment's file may say: the only description of `stacks/Pulumi.<environment>.yaml`. The TypeScript types, the check at
 * run time, the JSON Schema for editors and docs/configuration.md all come from here.
 */
import { z } from "zod";
import { sealSchema } from "./seal";

export const tiers = ["dev", "staging", "production"] as const;

const name = z.string().regex(/^[a-z][a-z0-9-]*$/, "must be a lower-case name such as reference-api");

const httpsAddress = z
  .string()
  .startsWith("https://", { error: "must start with https://", abort: true })
  .refine((address) => URL.canParse(address), "must be an address such as https://vault.example.com:8200");

const network = z
  .union([z.cidrv4(), z.cidrv6()], "must be a network such as 10.20.0.0/16, or 192.0.2.7/32 for one address")
  .refine((cidr) => !/\/0+$/.test(cidr), "must leave addresses out: this network is every address there is");

const serverPath = z.string().min(1);

const login = z
  .discriminatedUnion("method", [
    z.strictObject({
      method: z.literal("userpass").describe("A user of this Vault. For development only."),
      mount: name.default("userpass").describe("Mount path of the auth method."),
      username: name.default("strongroom-deploy").describe("The deployer's user name; its password never stands here."),
    }),
    z.strictObject({
      method: z.literal("jwt").describe("A token that the CI system signs for one deployment job."),
      mount: name.default("jwt-deploy").describe("Mount path of the auth method."),
      role: name.default("strongroom-deploy").describe("The deployer's role."),
      issuer: httpsAddress.describe("Who signs the tokens: the `iss` claim, whose discovery document Vault reads."),
      audiences: z.array(z.string().min(1)).min(1).describe("The `aud` claims that the role accepts."),
      claims: z
        .record(z.string().min(1), z.string().min(1))
        .refine((claims) => Object.keys(claims).length > 0, "must bind at least one claim")
        .describe("Claims that must equal these values; they bind the login to one environment's deployment job."),
    }),
  ])
  .describe("How the deployer, the one identity that may change this Vault, logs in.");

const listener = z
  .strictObject({
    address: z.string().min(1).describe("Host and port to listen on."),
    clusterAddress: z.string().min(1).optional().describe("Host and port for server-to-server traffic."),
    tlsCertFile: serverPath.describe("Path of the certificate, as the server sees it."),
    tlsKeyFile: serverPath.describe("Path of the private key, as the server sees it."),
    tlsMinVersion: z.enum(["tls12", "tls13"]).default("tls12").describe("Oldest TLS version accepted."),
  })
  .describe("One TCP listener. There is no way to declare one without TLS.");

const server = z
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

export const environmentSchema = z.strictObject({
  address: httpsAddress.describe("Address of this environment's Vault."),
  caCertificate: z.string().min(1).optional().describe("PEM file of the CA that signed the servers' certificates."),
  login,
  server,
  audit: z
    .array(auditDevice)
    .min(2, "must have at least 2 devices")
    .refine(
      (devices) => new Set(devices.map((device) => device.name)).size === devices.length,
      "must have devices with different names",
    )
    .describe(
      "Where every request is recorded. Vault stops answering when it can write to none of them, hence at least two.",
    ),
  applications: z
    .strictObject({
      "reference-api": z
        .strictObject({
          networks: z.array(network).min(1).describe("Networks that its secret-ids and tokens may be used from."),
        })
        .describe("The reference API, which logs in with AppRole."),
    })
    .describe("What differs between environments for each application."),
});

/** The keys below `config:` in an environment's file that are ours. */
export const stackFileSchema = z.strictObject({
  "strongroom:tier": z.enum(tiers).describe("How strict the rules are. The only place that says so."),
  "strongroom:environment": environmentSchema.describe("What this environment is."),
});

export type Tier = (typeof tiers)[number];
/** An environment's values, defaults filled in. */
export type EnvironmentValues = z.output<typeof environmentSchema>;
export type LoginValues = EnvironmentValues["login"];
export type ServerValues = EnvironmentValues["server"];
export type AuditDeviceValues = EnvironmentValues["audit"][number];
