import { composeType } from "../../../model/file-types";
import { notKnownYet, type BadExample, type Example, type UnknownExample } from "../../example";
import { hardenedVault, withContainer } from "../../hardened";

const digest = "@sha256:0000000000000000000000000000000000000000000000000000000000000000";
const container = (change: Readonly<Record<string, unknown>>, pod: Readonly<Record<string, unknown>> = {}) =>
  hardenedVault({ servers: withContainer(change, pod) });
const lockingMemory = {
  image: `hashicorp/vault:1.21.6${digest}`,
  securityContext: { capabilities: { drop: ["ALL"], add: ["IPC_LOCK"] } },
};

const subject = "StatefulSet vault/vault";
const path = "spec.template.spec.containers[0].image";
const must = "run an image that is named by its digest";

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "a tag to read and a digest that counts", resources: hardenedVault() },
    {
      name: "an image that wants to lock memory, and may",
      resources: container(lockingMemory),
      // Its version is an old one.
      isPartial: true,
    },
  ],
  bad: [
    {
      name: "a tag alone",
      resources: container({ image: "hashicorp/vault:1.21.0" }),
      finds: [{ subject, path, must, found: '"hashicorp/vault:1.21.0"' }],
    },
    {
      name: "an image that wants to lock memory, and may not",
      resources: container({ image: lockingMemory.image }),
      finds: [
        {
          subject,
          path,
          must: "start without the capability IPC_LOCK",
          found: '"hashicorp/vault:1.21.6@sha256:00000000000000000000000000000000000000000000000000…"',
        },
      ],
    },
    {
      name: "an image that wants to change its program's rights, and may not",
      resources: container({ image: `hashicorp/vault-enterprise:1.20.10-ent${digest}` }),
      finds: [
        {
          subject,
          path,
          must: "start without the capability SETFCAP",
          found: '"hashicorp/vault-enterprise:1.20.10-ent@sha256:0000000000000000000000000000000000…"',
        },
      ],
    },
    {
      name: "the official chart as it is",
      resources: [{ type: "kubernetes:helm.sh/v3:Release", props: { chart: "vault", name: "vault", values: {} } }],
      finds: [{ subject: "Release vault", path: "values.server.image.tag", must, found: '"hashicorp/vault:2.0.4"' }],
    },
    {
      name: "a service of Docker Compose",
      resources: [
        {
          type: composeType,
          name: "compose.yaml",
          props: { services: { vault: { image: "hashicorp/vault:latest", command: "server" } } },
        },
      ],
      finds: [{ subject: "compose.yaml", path: "services.vault.image", must, found: '"hashicorp/vault:latest"' }],
    },
  ],
  unknown: [
    {
      name: "an image that another resource decides",
      resources: container({ image: notKnownYet }),
      finds: [{ subject, path, must }],
    },
  ],
};
