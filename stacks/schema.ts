/**
 * What an environment's file may say: the only description of `stacks/Pulumi.<environment>.yaml`, each part in the folder of its
 * subject. The TypeScript types, the check at run time, the JSON Schema for editors and docs/configuration.md all come from here.
 */
import { z } from "zod";
import { applications } from "./applications/values";
import { audit } from "./audit/values";
import { certificates } from "./certificates/values";
import { database } from "./databases/values";
import { login } from "./deployer/values";
import { hosts } from "./hosts/values";
import { limits } from "./limits/values";
import { machines } from "./machines/values";
import { people } from "./people/values";
import { pipelines } from "./pipelines/values";
import { server } from "./server/values";
import { kubernetes } from "./services/values";
import { httpsAddress } from "./words";

export const tiers = ["dev", "staging", "production"] as const;

export const environmentSchema = z.strictObject({
  address: httpsAddress.describe("Address of this environment's Vault."),
  caCertificate: z.string().min(1).optional().describe("PEM file of the CA that signed the servers' certificates."),
  login,
  server,
  audit,
  applications,
  kubernetes,
  pipelines,
  people,
  machines,
  certificates,
  database,
  hosts,
  limits,
});

const dutyOf = (what: string) =>
  z
    .string()
    .min(1)
    .optional()
    .describe(`Name of the stack that has the environment's ${what}, where that is another one.`);

/** The keys below `config:` in an environment's file that are ours. */
export const stackFileSchema = z.strictObject({
  "strongroom:tier": z.enum(tiers).describe("How strict the rules are. The only place that says so."),
  "strongroom:responsible": z
    .strictObject({
      server: dutyOf("servers, with their alerts and log shipping"),
      audit: dutyOf("audit devices"),
      auth: dutyOf("login methods and policies"),
      backup: dutyOf("backups"),
    })
    .optional()
    .describe("Which stacks have what a whole environment must have. A duty that is not named is every stack's."),
  "strongroom:environment": environmentSchema.describe("What this environment is."),
});

export type Tier = (typeof tiers)[number];
/** An environment's values, defaults filled in. */
export type EnvironmentValues = z.output<typeof environmentSchema>;
