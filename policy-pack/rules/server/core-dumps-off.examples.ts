import { cloudInitType, composeType, unitType } from "../../../model/file-types";
import { notKnownYet, type BadExample, type Example, type UnknownExample } from "../../example";
import { hardenedVault, withContainer } from "../../hardened";

const must = "leave no core dump: its limit is 0";
const found = "no such limit";
const start = "/usr/bin/vault server -config=/etc/vault.d/vault.hcl";

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "a hardened Vault", resources: hardenedVault() },
    {
      name: "Vault's image with its own entrypoint, which does it",
      resources: hardenedVault({
        servers: withContainer({ command: undefined, args: ["server", "-config=/vault/config/vault.hcl"] }),
      }),
    },
    {
      name: "a unit",
      resources: [
        { type: unitType, name: "vault.service", props: { Service: { ExecStart: [start], LimitCORE: ["0"] } } },
      ],
      isPartial: true,
    },
    {
      name: "a unit with a drop-in that limits it",
      resources: [
        { type: unitType, name: "vault.service", props: { Service: { ExecStart: [start] } } },
        { type: unitType, name: "vault.service.d/limits.conf", props: { Service: { LimitCORE: ["0"] } } },
      ],
      isPartial: true,
    },
    {
      name: "a machine's first configuration, with limits for everyone",
      resources: [
        {
          type: cloudInitType,
          name: "user-data.yaml",
          props: {
            write_files: [{ path: "/etc/security/limits.d/core.conf", content: "* hard core 0\n" }],
            runcmd: [`su vault -c "${start}"`],
          },
        },
      ],
      isPartial: true,
    },
  ],
  bad: [
    {
      name: "a command of one's own in a container",
      resources: hardenedVault({
        servers: withContainer({ command: ["vault", "server", "-config=/vault/config/vault.hcl"], args: undefined }),
      }),
      finds: [{ subject: "StatefulSet vault/vault", path: "spec.template.spec.containers[0].command[0]", must, found }],
    },
    {
      name: "a limit of another size",
      resources: hardenedVault({
        servers: withContainer({ args: ["ulimit -c 1024 && exec vault server -config=/vault/config/vault.hcl"] }),
      }),
      finds: [{ subject: "StatefulSet vault/vault", path: "spec.template.spec.containers[0].command[0]", must, found }],
    },
    {
      name: "a unit without a limit",
      resources: [{ type: unitType, name: "vault.service", props: { Service: { ExecStart: [start] } } }],
      finds: [{ subject: "vault.service", path: "Service.ExecStart", must, found }],
    },
    {
      name: "a unit with a limit that is taken back",
      resources: [
        {
          type: unitType,
          name: "vault.service",
          props: { Service: { ExecStart: [start], LimitCORE: ["0", "infinity"] } },
        },
      ],
      finds: [{ subject: "vault.service", path: "Service.LimitCORE[1]", must, found }],
    },
    {
      name: "a unit with a drop-in that takes its limit back",
      resources: [
        { type: unitType, name: "vault.service", props: { Service: { ExecStart: [start], LimitCORE: ["0"] } } },
        { type: unitType, name: "vault.service.d/debug.conf", props: { Service: { LimitCORE: ["infinity"] } } },
      ],
      finds: [{ subject: "vault.service", path: "Service.LimitCORE[0]", must, found }],
    },
    {
      name: "a drop-in to the unit that the package installs",
      resources: [
        { type: unitType, name: "vault.service.d/debug.conf", props: { Service: { LimitCORE: ["infinity"] } } },
      ],
      finds: [{ subject: "vault.service.d/debug.conf", path: "Service.LimitCORE[0]", must, found }],
    },
    {
      name: "a unit that a machine's first configuration writes",
      resources: [
        {
          type: cloudInitType,
          name: "user-data.yaml",
          props: {
            write_files: [
              { path: "/etc/systemd/system/vault.service", content: `[Service]\nExecStart=${start}\n` },
              { path: "/etc/security/limits.d/core.conf", content: "* hard core 0\n" },
            ],
          },
        },
      ],
      finds: [{ subject: "user-data.yaml", path: "write_files[0].content (line 2)", must, found }],
    },
    {
      name: "Compose, with a limit for the system",
      resources: [
        {
          type: composeType,
          name: "compose.yaml",
          props: { services: { vault: { image: "hashicorp/vault:1.21.0", command: "server", ulimits: { core: -1 } } } },
        },
      ],
      finds: [{ subject: "compose.yaml", path: "services.vault.ulimits.core", must, found }],
    },
    {
      name: "a script of a machine",
      resources: [{ type: "aws:ec2/instance:Instance", props: { userData: `#!/bin/sh\nexec ${start}\n` } }],
      finds: [{ subject: 'Instance "example"', path: "userData", must, found }],
    },
  ],
  unknown: [
    {
      name: "a script that another resource decides",
      resources: hardenedVault({ servers: withContainer({ args: [notKnownYet] }) }),
      finds: [{ subject: "StatefulSet vault/vault", path: "spec.template.spec.containers[0].args[0]", must }],
    },
    {
      name: "an image of the company's own, with an entrypoint of its own",
      resources: [
        {
          type: "kubernetes:core/v1:Pod",
          props: {
            metadata: { name: "vault" },
            spec: { containers: [{ name: "vault", image: "registry.example.com/base:1", args: ["vault", "server"] }] },
          },
        },
      ],
      finds: [{ subject: "Pod vault", path: "spec.containers[0].image", must }],
    },
  ],
};
