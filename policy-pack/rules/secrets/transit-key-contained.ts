import { z } from "zod";
import { isText } from "../../../model/scalars";
import { transitKeyOf, type TransitKey } from "../../../model/vault/transit-key";
import type { Value } from "../../../model/value";
import { notKnownYet } from "../../example";
import { demand, notEvaluated, type Outcome, type Requirement } from "../../outcome";
import { defineRule } from "../../rule";

const inside = { must: "never leave Vault (exportable)", fix: "leave exportable off, and encrypt and sign in Vault" };
const noBackup = {
  must: "never be written out in the clear (allow_plaintext_backup)",
  fix: "leave allow_plaintext_backup off; a snapshot of the storage holds the key, encrypted",
};
const kept = {
  must: "be protected from deletion (deletion_allowed)",
  fix: "leave deletion_allowed off until the day on which nothing is encrypted with the key any more",
};
const different = {
  must: "encrypt equal texts differently (convergent_encryption)",
  fix: "leave convergent_encryption off",
  accept: "name the key in this rule's convergentKeys",
};
const subject = 'transit key "payments"';

export default defineRule({
  id: "transit-key-contained",
  family: "secrets",
  title: "A transit key stays inside Vault and cannot be deleted",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Production Hardening", section: "Restrict Storage Access" },
    { title: "Vault in Kubernetes", section: "Handling Secrets Storage" },
  ],
  rationale:
    "A key that was exported or backed up in the clear is no longer Vault's: nobody knows who decrypts with it, and rotating " +
    "it changes nothing for what was read. Both settings can never be taken back. A deleted key takes everything that it " +
    "encrypted with it, and convergent encryption shows which texts are equal.",
  remediation: "leave the setting off",
  config: z.object({
    convergentKeys: z
      .array(z.string())
      .default([])
      .meta({ stricter: "fewer" })
      .describe("names of the keys whose ciphertexts have to be searched for, which convergent encryption is for"),
  }),
  kind: "resource",
  needsMounts: true,
  check: (resource, { convergentKeys }) => {
    const key = transitKeyOf(resource);
    if (key === undefined) return [];
    return "kind" in key ? [notEvaluated(key, inside)] : judgeKey(key, convergentKeys);
  },
  examples: {
    good: [
      { name: "a key that leaves everything off", resources: [key({ autoRotatePeriod: 30 * 24 * 3600 })] },
      {
        name: "a key that has to be searched for",
        resources: [key({ derived: true, convergentEncryption: true })],
        config: { convergentKeys: ["payments"] },
      },
      { name: "a write", resources: [write("transit/keys/payments", { type: "aes256-gcm96", exportable: false })] },
    ],
    bad: [
      {
        name: "a key that can be exported and backed up",
        resources: [key({ exportable: true, allowPlaintextBackup: true })],
        finds: [
          { subject, path: "exportable", must: inside.must, found: "true" },
          { subject, path: "allowPlaintextBackup", must: noBackup.must, found: "true" },
        ],
      },
      {
        name: "a key that can be deleted",
        resources: [key({ deletionAllowed: true })],
        finds: [{ subject, path: "deletionAllowed", must: kept.must, found: "true" }],
      },
      {
        name: "convergent encryption without need",
        resources: [key({ derived: true, convergentEncryption: true })],
        config: { convergentKeys: ["customers"] },
        finds: [{ subject, path: "convergentEncryption", must: different.must, found: "true" }],
      },
      {
        name: "a write of a key's settings, in the API's own spelling of true",
        resources: [write("transit/keys/payments/config", { exportable: "1", deletion_allowed: "true" })],
        finds: [
          {
            subject: 'write to "transit/keys/payments/config"',
            path: "dataJson.exportable",
            must: inside.must,
            found: "true",
          },
          {
            subject: 'write to "transit/keys/payments/config"',
            path: "dataJson.deletion_allowed",
            must: kept.must,
            found: "true",
          },
        ],
      },
    ],
    unknown: [
      {
        name: "an exportable key, or not, as another resource decides",
        resources: [key({ exportable: notKnownYet })],
        finds: [{ subject, path: "exportable", must: inside.must }],
      },
    ],
  },
});

function judgeKey(key: TransitKey, convergentKeys: readonly string[]): Outcome[] {
  return [
    ...demandOff(key.exportable, inside),
    ...demandOff(key.allowPlaintextBackup, noBackup),
    ...demandOff(key.deletionAllowed, kept),
    ...judgeConvergence(key, convergentKeys),
  ];
}

function judgeConvergence({ name, convergentEncryption }: TransitKey, accepted: readonly string[]): Outcome[] {
  const outcomes = demandOff(convergentEncryption, different);
  if (outcomes.length === 0 || accepted.length === 0) return outcomes;
  if (name.kind === "unknown") return [notEvaluated(name, different)];
  return accepted.some((each) => isText(name, each)) ? [] : outcomes;
}

function demandOff(setting: Value<boolean | undefined>, requirement: Requirement): Outcome[] {
  return demand(setting, requirement, { known: (isOn) => isOn !== true, secret: () => false });
}

function key(props: Record<string, unknown>) {
  return {
    type: "vault:transit/secretBackendKey:SecretBackendKey",
    props: { backend: "transit", name: "payments", ...props },
  };
}

function write(path: string, data: Record<string, unknown>) {
  return { type: "vault:generic/endpoint:Endpoint", props: { path, dataJson: JSON.stringify(data) } };
}
