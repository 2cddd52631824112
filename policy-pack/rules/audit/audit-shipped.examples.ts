import { notKnownYet, type BadExample, type Example, type ExampleResource, type UnknownExample } from "../../example";
import { hardenedVault } from "../../hardened";
import { logShipper, reloader, withCompanions } from "../../hardened-companions";

const must = "have its audit log taken off the machine";
const subject = "StatefulSet vault/vault";
const provider = { address: "https://vault.example.com:8200" };
const files = [file("a", "/vault/audit/a.log"), file("b", "/vault/audit/b.log")] as const;
const shipped = hardenedVault({ servers: withCompanions([logShipper, reloader]) });
const alone = hardenedVault({ servers: withCompanions([reloader]) });
const none = "no agent that reads this volume";

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "a hardened Vault, whose log agent reads the audit volume", resources: shipped },
    { name: "the same with its audit devices", resources: [...shipped, ...files], isPartial: true },
    { name: "a file and syslog", resources: [...files, device("c", { type: "syslog" })], isPartial: true },
    {
      name: "an agent on the machine",
      resources: [
        ...files,
        {
          type: "aws:ec2/instance:Instance",
          props: { userData: "#!/bin/sh\napt-get install -y vector\nsystemctl enable --now vector vault\n" },
        },
      ],
      isPartial: true,
    },
    {
      name: "an agent on the node, which reads the volume of the node",
      resources: [
        ...hardenedVault({
          servers: withCompanions([reloader], [{ name: "audit", hostPath: { path: "/var/log/vault" } }]),
        }),
        {
          type: "kubernetes:apps/v1:DaemonSet",
          name: "agents",
          props: {
            metadata: { name: "agents", namespace: "logging" },
            spec: { template: { spec: { containers: [{ name: "agent", image: "timberio/vector:0.50.0" }] } } },
          },
        },
      ],
      isPartial: true,
    },
    {
      name: "devices of servers that are another stack's",
      resources: files,
      responsible: { server: "vault-servers" },
      isPartial: true,
    },
  ],
  bad: [
    {
      name: "an audit volume that only the servers and the reloader have",
      resources: alone,
      finds: [{ subject, path: "spec.volumeClaimTemplates[1].metadata.name", must, found: none }],
    },
    {
      name: "two files in that volume",
      resources: [...alone, ...files],
      finds: [{ subject, path: "spec.volumeClaimTemplates[1].metadata.name", must, found: none }],
    },
    {
      name: "an agent that does not read it",
      resources: hardenedVault({ servers: withCompanions([{ ...logShipper, volumeMounts: [] }]) }),
      finds: [{ subject, path: "spec.volumeClaimTemplates[1].metadata.name", must, found: none }],
    },
    {
      name: "files of servers of which the stack shows nothing",
      resources: files,
      finds: [
        {
          subject: 'audit device "a"',
          path: "options.file_path",
          must,
          found: "files, and no agent that reads them",
        },
      ],
    },
  ],
  unknown: [
    {
      name: "an agent's image that another resource decides",
      resources: hardenedVault({ servers: withCompanions([{ ...logShipper, image: notKnownYet, args: [] }]) }),
      finds: [{ subject, path: "spec.template.spec.containers[1].image", must }],
    },
    {
      name: "a device whose type another resource decides",
      resources: [...files, device("c", { type: notKnownYet })],
      finds: [{ subject: "stack production", path: "type", must }],
    },
  ],
};

function file(path: string, filePath: string): ExampleResource {
  return device(path, { type: "file", options: { file_path: filePath } });
}

function device(path: string, props: Record<string, unknown>): ExampleResource {
  return { type: "vault:index/audit:Audit", name: path, props: { path, ...props }, provider };
}
