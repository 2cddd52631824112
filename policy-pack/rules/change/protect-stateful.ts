import { z } from "zod";
import { heldBy, isHeld } from "../../../model/stateful";
import { notKnownYet, type ExampleResource } from "../../example";
import { notEvaluated, violation } from "../../outcome";
import { defineRule } from "../../rule";

const must = "be protected from deletion";
const found = "that Pulumi may delete it";

export default defineRule({
  id: "protect-stateful",
  family: "change",
  title: "Whatever holds secrets, keys or data is protected from deletion",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Vault production checklist", section: "Setting up & maintaining Storage Backend" },
    { title: "Vault Security", section: "Backup and Recovery" },
  ],
  rationale:
    "A line that is moved, a name that changes, a merge that goes wrong: Pulumi deletes what is no longer declared, and with " +
    "a mount every secret in it. A resource that is protected is refused, also by plain `pulumi up` and `pulumi destroy`.",
  remediation: "give the resource protect: true, or declare it with the module that does",
  config: z.object({}),
  kind: "resource",
  needsMounts: true,
  check: (resource) => {
    if (resource.options === undefined || resource.options.protect) return [];
    const held = heldBy(resource);
    if (held === undefined) return [];
    if (!isHeld(held)) return [notEvaluated(held, { must })];
    return held.isVital ? [violation(resource.inputs, { must }, `${found}, and ${held.holds} with it`)] : [];
  },
  examples: {
    good: [
      { name: "a mount that is protected", resources: [{ ...kv(), protect: true }], isPartial: true },
      {
        name: "what a program can make again",
        resources: [
          { type: "vault:index/policy:Policy", name: "team", props: { name: "team", policy: "" }, protect: false },
        ],
        isPartial: true,
      },
      {
        name: "a write that is never taken back",
        resources: [{ ...write("sys/mounts/team"), props: { ...write("sys/mounts/team").props, disableDelete: true } }],
        isPartial: true,
      },
    ],
    bad: [
      {
        name: "a mount",
        resources: [kv()],
        finds: [{ subject: 'mount "team"', must, found: `${found}, and all versions of all its secrets with it` }],
      },
      {
        name: "an auth method, and one that is written",
        resources: [
          {
            type: "vault:index/authBackend:AuthBackend",
            name: "ci",
            props: { type: "jwt", path: "ci" },
            protect: false,
          },
          write("sys/auth/ci"),
        ],
        finds: [
          { subject: 'auth method "ci"', must, found: `${found}, and every role, and every token it gave with it` },
          {
            subject: 'write to "sys/auth/ci"',
            must,
            found: `${found}, and every role, and every token it gave with it`,
          },
        ],
      },
      {
        name: "a volume",
        resources: [
          {
            type: "kubernetes:core/v1:PersistentVolumeClaim",
            props: { metadata: { name: "audit", namespace: "vault" } },
            protect: false,
          },
        ],
        finds: [
          {
            subject: "PersistentVolumeClaim vault/audit",
            must,
            found: `${found}, and the data on its volume with it`,
          },
        ],
      },
    ],
    unknown: [
      {
        name: "a write of which nobody knows yet where it goes",
        resources: [write(notKnownYet)],
        finds: [{ subject: 'write to "example"', path: "path", must }],
      },
    ],
  },
});

function kv(): ExampleResource {
  return {
    type: "vault:index/mount:Mount",
    name: "team",
    props: { path: "team", type: "kv", options: { version: "2" } },
    protect: false,
  };
}

function write(path: string): ExampleResource {
  return { type: "vault:generic/endpoint:Endpoint", props: { path, dataJson: "{}" }, protect: false };
}
