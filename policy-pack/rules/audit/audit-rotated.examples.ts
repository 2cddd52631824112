import { notKnownYet, type BadExample, type Example, type ExampleResource, type UnknownExample } from "../../example";
import { hardenedVault } from "../../hardened";
import { alertExpressions, prometheusRule } from "../../hardened-alerts";
import { logShipper, reloader, withCompanions } from "../../hardened-companions";

const rotated = "have its audit file rotated before the disk is full";
const whole = "lose no line when its audit file is rotated";
const reopened = "open its audit file again after it is rotated (SIGHUP)";
const watched = "raise an alert before the disk of the audit log is full (kubelet_volume_stats_available_bytes)";
const subject = "StatefulSet vault/vault";
const volume = "spec.volumeClaimTemplates[1].metadata.name";
const provider = { address: "https://vault.example.com:8200" };
const { VaultDiskFillsUp, ...withoutDisk } = alertExpressions;
const servers = withCompanions([logShipper, reloader]);

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "a sidecar that renames the file and sends a signal", resources: hardenedVault({ servers }) },
    {
      name: "logrotate on a machine, with its configuration among what the machine starts with",
      resources: [
        file("/var/log/vault/audit.log"),
        machine(logrotate("postrotate\n    systemctl kill --signal=HUP vault\n  endscript")),
        prometheusRule({ VaultDiskFillsUp: "node_filesystem_avail_bytes < 1e9" }),
      ],
      isPartial: true,
    },
    { name: "stdout", resources: [file("stdout")], isPartial: true },
    {
      name: "servers that are another stack's",
      resources: [file("/vault/audit/audit.log")],
      responsible: { server: "vault-servers" },
      isPartial: true,
    },
  ],
  bad: [
    {
      name: "no rotation, and no alert",
      resources: hardenedVault({ servers: withCompanions([logShipper]), alerts: prometheusRule(withoutDisk) }),
      finds: [
        { subject, path: volume, must: rotated, found: "no rotation" },
        { subject: "stack production", must: watched, found: "no such alert" },
      ],
    },
    {
      name: "copytruncate",
      resources: [
        file("/var/log/vault/audit.log"),
        machine(logrotate("copytruncate")),
        prometheusRule({ VaultDiskFillsUp }),
      ],
      finds: [
        {
          subject: 'audit device "file"',
          path: "userData",
          must: whole,
          found: "a rotation that empties the file in place",
        },
      ],
    },
    {
      name: "a rotation of which Vault hears nothing",
      resources: [
        file("/var/log/vault/audit.log"),
        machine(logrotate("missingok")),
        prometheusRule({ VaultDiskFillsUp }),
      ],
      finds: [
        {
          subject: 'audit device "file"',
          path: "options.file_path",
          must: reopened,
          found: "a rotation without a signal",
        },
      ],
    },
  ],
  unknown: [
    {
      name: "a sidecar's script that another resource decides",
      resources: hardenedVault({ servers: withCompanions([logShipper, { ...reloader, args: [notKnownYet] }]) }),
      finds: [{ subject, path: "spec.template.spec.containers[2].args[0]", must: rotated }],
    },
    {
      name: "a machine's script that another resource decides",
      resources: [file("/var/log/vault/audit.log"), machine(notKnownYet), prometheusRule({ VaultDiskFillsUp })],
      finds: [{ subject: 'audit device "file"', path: "userData", must: rotated }],
    },
    {
      name: "an alert that another resource decides",
      resources: hardenedVault({
        servers,
        alerts: prometheusRule({ ...withoutDisk, VaultDiskFillsUp: notKnownYet }),
      }),
      finds: [{ subject: "PrometheusRule vault/vault", path: "spec.groups[0].rules[7].expr", must: watched }],
    },
  ],
};

function file(filePath: string): ExampleResource {
  return {
    type: "vault:index/audit:Audit",
    name: "file",
    props: { type: "file", path: "file", options: { file_path: filePath } },
    provider,
  };
}

function machine(userData: string): ExampleResource {
  return { type: "aws:ec2/instance:Instance", name: "vault", props: { userData } };
}

function logrotate(options: string): string {
  return `#cloud-config\nwrite_files:\n- path: /etc/logrotate.d/vault\n  content: |\n    /var/log/vault/audit.log {\n  daily\n  rotate 14\n  ${options}\n}\n`;
}
