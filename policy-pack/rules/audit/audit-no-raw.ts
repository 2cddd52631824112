import { z } from "zod";
import { headerHmacOf, secretKeysInClear } from "../../../model/vault/logged-in-clear";
import { auditDeviceOf, nowhere, openAuditDeviceOf, type AuditDevice } from "../../../model/vault/audit-device";
import { demand, notEvaluated, violation, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./audit-no-raw.examples";

export default defineRule({
  id: "audit-no-raw",
  family: "audit",
  title: "The audit log is kept, shows no secret, and only Vault can write it",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Production Hardening", section: "Enable Auditing" },
    { title: "Vault production checklist", section: "Auditing" },
  ],
  rationale:
    "Vault hashes what is secret before it writes a line. A device with log_raw writes every token and every secret as it is, " +
    "to a file that is copied to collectors and backups, and whoever reads one of them has all of it. A log that everybody on " +
    "the machine can read or change, or that goes nowhere, is no trail.",
  remediation: "remove the option: by default everything secret is hashed, and the file is Vault's alone (0600)",
  config: z.object({}),
  kind: "resource",
  check: (resource) => {
    const device = auditDeviceOf(resource);
    const open = openAuditDeviceOf(resource);
    const headerHmac = headerHmacOf(resource);
    return [
      ...(open === undefined ? [] : [notEvaluated(open, hashed)]),
      ...(device === undefined ? [] : judgeDevice(device)),
      ...secretKeysInClear(resource).flatMap((key) => demand(key, keyHashed, { known: never, secret: never })),
      ...(headerHmac === undefined
        ? []
        : demand(headerHmac, headerHashed, { known: (isOn) => isOn === true, secret: never })),
    ];
  },
  examples,
});

const hashed = { must: "hash what is secret (log_raw)" };
const accessorHashed = { must: "hash the accessors of tokens (hmac_accessor)" };
const ownFile = { must: "let Vault alone write its file, and at most its group read it (mode 0640)" };
const kept = { must: "keep its log", fix: "name a file that stays, or stdout where it is collected" };
const whole = {
  must: "keep in every entry who asked for what (exclude)",
  fix: "exclude nothing but what is below /request/data, /response/data and the headers",
};
const keyHashed = {
  must: "write no secret to the audit log in clear",
  fix: "take the field out of the audit_non_hmac keys",
};
const headerHashed = { must: "be hashed in the audit log (hmac)", fix: "set hmac to true, or do not log the header" };

function judgeDevice({ logRaw, hmacAccessor, mode, sink, type, leavesOut }: AuditDevice): Outcome[] {
  const isOther = type.kind === "known" && type.value !== "file";
  return [
    ...demand(logRaw, hashed, { known: (isOn) => isOn !== true, secret: never }),
    ...demand(hmacAccessor, accessorHashed, { known: (isOn) => isOn !== false, secret: never }),
    ...demand(leavesOut, whole, { known: (isOn) => !isOn, secret: never }).map(shownAsFields),
    ...(isOther ? [] : judgeMode(mode)),
    ...(isOther ? [] : judgeSink(sink)),
  ];
}

function shownAsFields(outcome: Outcome): Outcome {
  return outcome.verdict === "violation" ? { ...outcome, found: "fields beyond those" } : outcome;
}

function judgeMode(mode: AuditDevice["mode"]): Outcome[] {
  const outcomes = demand(mode, ownFile, { known: (bits = 0) => (bits & ~0o640) === 0, secret: never });
  const octal = mode.kind === "known" ? mode.value?.toString(8) : undefined;
  return outcomes.map((outcome) => ({ ...outcome, found: octal === undefined ? outcome.found : `0${octal}` }));
}

function judgeSink(sink: AuditDevice["sink"]): Outcome[] {
  if (sink.kind === "unknown") return [notEvaluated(sink, kept)];
  const isNowhere = sink.kind === "secret" ? sink.is(nowhere) : sink.value === nowhere;
  return isNowhere ? [violation(sink, kept, "a file that keeps nothing")] : [];
}

function never(): boolean {
  return false;
}
