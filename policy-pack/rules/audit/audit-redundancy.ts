import { z } from "zod";
import { isText } from "../../../model/scalars";
import { auditDeviceOf, nowhere, type AuditDevice } from "../../../model/vault/audit-device";
import { vaultsOf } from "../../../model/vault/vault";
import type { Value } from "../../../model/value";
import { isResponsible } from "../../environment";
import { notKnownYet } from "../../example";
import { notEvaluated, show, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";

const must = "have 2 audit devices on different sinks, at least one of them no socket";
const provider = { address: "https://vault.example.com:8200" };
const subject = "vault https://vault.example.com:8200";

export default defineRule({
  id: "audit-redundancy",
  family: "audit",
  title: "Every Vault writes its audit log to two places that do not fail together",
  severity: "critical",
  blocks: "everywhere",
  sources: [
    { title: "Vault production checklist", section: "Auditing" },
    { title: "Production Hardening", section: "Enable Auditing" },
    { title: "Vault Security", section: "Enable Audit Logging" },
  ],
  rationale:
    "Vault answers no request that it cannot log. With one audit device, a full disk or a collector that hangs stops " +
    "everything that needs a secret; two devices on one file, or on sockets alone, stop together.",
  remediation: "add an audit device on another sink, such as a file beside the socket",
  config: z.object({}),
  kind: "stack",
  check: ({ resources }, _config, environment) => {
    if (!isResponsible(environment, "audit")) return [];
    return vaultsOf(resources, environment.vaultAddress).flatMap(({ name, within, open }) => {
      const outcomes = judgeDevices(within.flatMap((resource) => auditDeviceOf(resource) ?? []));
      return (outcomes.length > 0 && open !== undefined ? [notEvaluated(open, { must })] : outcomes).map((outcome) => ({
        ...outcome,
        subject: name,
      }));
    });
  },
  examples: {
    good: [
      { name: "two files", resources: [file("a", "/vault/audit/a.log"), file("b", "/vault/audit/b.log")] },
      {
        name: "a file and a socket",
        resources: [file("a", "/vault/audit/a.log"), socket("b", "logs.example.com:9090")],
      },
      { name: "another stack's duty", resources: [policy()], responsible: { audit: "vault-audit" } },
      {
        name: "nothing of Vault's",
        resources: [{ type: "kubernetes:core/v1:Namespace", props: { metadata: { name: "shop" } } }],
      },
    ],
    bad: [
      {
        name: "none",
        resources: [policy()],
        finds: [{ subject, must, found: "none" }],
      },
      {
        name: "one",
        resources: [file("a", "/vault/audit/a.log")],
        finds: [{ subject, must, found: '1: "a"' }],
      },
      {
        name: "two on one file, spelled in two ways",
        resources: [file("a", "/vault/audit/a.log"), file("b", "/vault/audit/../audit/a.log")],
        finds: [{ subject, must, found: '2 on one sink: "a", "b"' }],
      },
      {
        name: "only sockets",
        resources: [socket("a", "logs-1.example.com:9090"), socket("b", "logs-2.example.com:9090")],
        finds: [{ subject, must, found: 'only sockets: "a", "b"' }],
      },
      {
        name: "one that keeps nothing",
        resources: [file("a", "/vault/audit/a.log"), file("b", "discard")],
        finds: [{ subject, must, found: '2 on one sink: "a", "b"' }],
      },
    ],
    unknown: [
      {
        name: "a file that another resource decides",
        resources: [file("a", "/vault/audit/a.log"), file("b", notKnownYet)],
        finds: [{ subject, path: "options.file_path", must }],
      },
    ],
  },
});

function judgeDevices(devices: readonly AuditDevice[]): Outcome[] {
  // Resources come in the order in which they were registered, which differs from run to run.
  const names = devices.map(nameOf).sort().join(", ");
  if (devices.length < 2) return [violation(devices.length === 0 ? "none" : `1: ${names}`)];
  const unknownSink = devices.map(({ sink }) => sink).find(({ kind }) => kind === "unknown");
  if (countSinks(devices) < 2) {
    return unknownSink === undefined
      ? [violation(`${devices.length} on one sink: ${names}`)]
      : [notEvaluated(unknownSink, { must })];
  }
  const others = devices.filter(({ type }) => type.kind !== "known" || type.value !== "socket");
  if (others.length === 0) return [violation(`only sockets: ${names}`)];
  const unknownType = others.every(({ type }) => type.kind !== "known") ? others[0]?.type : undefined;
  return unknownType === undefined ? [] : [notEvaluated(unknownType, { must })];
}

function nameOf({ path, type }: AuditDevice): string {
  return show(path.kind === "known" && path.value === undefined ? type : path);
}

function violation(found: string): Outcome {
  return { verdict: "violation", path: "", must, found };
}

/** Sinks that are known to differ. */
function countSinks(devices: readonly AuditDevice[]): number {
  const kept = devices.map(({ sink }) => sink).filter((sink) => sink.kind !== "unknown" && !isText(sink, nowhere));
  return kept.filter((sink, index) => kept.findIndex((other) => areSame(sink, other)) === index).length;
}

function areSame(sink: Value<string>, other: Value<string>): boolean {
  if (sink.kind === "secret")
    return other.kind === "secret" ? sink.sameAs(other) : other.kind === "known" && isText(sink, other.value);
  return sink.kind === "known" && isText(other, sink.value);
}

function file(path: string, filePath: string) {
  return {
    type: "vault:index/audit:Audit",
    name: path,
    props: { type: "file", path, options: { file_path: filePath } },
    provider,
  };
}

function socket(path: string, address: string) {
  return {
    type: "vault:index/audit:Audit",
    name: path,
    props: { type: "socket", path, options: { address } },
    provider,
  };
}

function policy() {
  return { type: "vault:index/policy:Policy", name: "api", props: { name: "api", policy: "" }, provider };
}
