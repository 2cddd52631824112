import { z } from "zod";
import { keyValueOf } from "../../../model/vault/key-value";
import type { Value } from "../../../model/value";
import { notKnownYet } from "../../example";
import { demand, type Outcome, type Requirement } from "../../outcome";
import { defineRule } from "../../rule";

const versioned = {
  must: "be of version 2, which keeps earlier versions",
  fix: 'set the option version to "2"; an engine of version 1 is upgraded in place by `vault kv enable-versioning`',
};
const bounded = (limit: number) => ({
  must: `keep 2 to ${limit} versions of a secret (max_versions)`,
  fix: `set max_versions to 2 to ${limit}, or leave it to Vault, which keeps 10`,
});
const undestroyed = {
  must: "leave its earlier versions in Vault when it is removed (delete_all_versions)",
  fix: "set deleteAllVersions to false: the last version is then deleted, and can be had back",
};

export default defineRule({
  id: "kv-versioned",
  family: "secrets",
  title: "A secret that is overwritten or deleted can be had back",
  severity: "medium",
  blocks: "outside dev",
  sources: [
    { title: "Vault Security", section: "Step 5: Update Application to Use AppRole" },
    { title: "Vault Security", section: "Backup and Recovery" },
  ],
  rationale:
    "In a key-value engine of version 1, which is the default, one wrong write or delete destroys a secret for ever. " +
    "Version 2 keeps earlier ones, unless it is told to keep a single one, or to destroy them all with a resource. With no " +
    "bound at all it keeps what leaked years ago, until the entry of a secret grows too large to be written.",
  remediation: "use version 2, and keep some versions",
  config: z.object({
    maxVersions: z
      .number()
      .int()
      .min(2)
      .default(100)
      .meta({ stricter: "lower" })
      .describe("the most versions that are kept of a secret"),
  }),
  kind: "resource",
  needsMounts: true,
  check: (resource, { maxVersions: limit }) => {
    const { version, maxVersions, deleteAllVersions } = keyValueOf(resource) ?? {};
    return [
      ...judge(version, versioned, (is) => is === 2).map(inWords),
      ...judge(maxVersions, bounded(limit), (count = 0) => count === 0 || (count >= 2 && count <= limit)),
      ...judge(deleteAllVersions, undestroyed, (isOn) => isOn !== true),
    ];
  },
  examples: {
    good: [
      {
        name: "version 2",
        resources: [mount({ type: "kv", options: { version: "2" } }), settings({ maxVersions: 20 })],
      },
      { name: "version 2 by its alias", resources: [mount({ type: "kv-v2" })] },
      { name: "as many versions as Vault keeps by itself", resources: [settings({ maxVersions: 0 }), settings({})] },
      { name: "another engine", resources: [mount({ type: "transit" })] },
      {
        name: "version 2 by a write, its options as texts",
        resources: [write("sys/mounts/secret", { type: "kv", options: ["version=2"] })],
      },
    ],
    bad: [
      {
        name: "version 1, which nobody asked for",
        resources: [mount({ type: "kv" })],
        finds: [{ subject: 'mount "secret"', path: "options.version", must: versioned.must, found: "version 1" }],
      },
      {
        name: "version 1 by older names",
        resources: [mount({ type: "generic" }), write("sys/mounts/team/secret", { type: "kv-v1" })],
        finds: [
          { subject: 'mount "secret"', path: "type", must: versioned.must, found: "version 1" },
          {
            subject: 'write to "sys/mounts/team/secret"',
            path: "dataJson.type",
            must: versioned.must,
            found: "version 1",
          },
        ],
      },
      {
        name: "the resource for secrets of version 1",
        resources: [{ type: "vault:kv/secret:Secret", props: { path: "secret/api", dataJson: "{}" } }],
        finds: [{ subject: 'write to "secret/api"', path: "path", must: versioned.must, found: "version 1" }],
      },
      {
        name: "a single version, and too many",
        resources: [settings({ maxVersions: 1 }), write("secret/metadata/api", { max_versions: "100000" })],
        finds: [
          {
            subject: 'settings of mount "secret"',
            path: "maxVersions",
            must: bounded(100).must,
            found: "1",
          },
          {
            subject: 'write to "secret/metadata/api"',
            path: "dataJson.max_versions",
            must: bounded(100).must,
            found: "100000",
          },
        ],
      },
      {
        name: "a secret that is destroyed with its history",
        resources: [
          {
            type: "vault:kv/secretV2:SecretV2",
            props: { mount: "secret", name: "api", dataJson: "{}", deleteAllVersions: true },
          },
        ],
        finds: [{ subject: 'secret "api"', path: "deleteAllVersions", must: undestroyed.must, found: "true" }],
      },
    ],
    unknown: [
      {
        name: "a version and a number that other resources decide",
        resources: [mount({ type: "kv", options: { version: notKnownYet } }), settings({ maxVersions: notKnownYet })],
        finds: [
          { subject: 'mount "secret"', path: "options.version", must: versioned.must },
          { subject: 'settings of mount "secret"', path: "maxVersions", must: bounded(100).must },
        ],
      },
    ],
  },
});

function judge<T>(value: Value<T> | undefined, requirement: Requirement, holds: (value: T) => boolean): Outcome[] {
  return value === undefined ? [] : demand(value, requirement, { known: holds, secret: () => false });
}

function inWords(outcome: Outcome): Outcome {
  return outcome.verdict === "violation" ? { ...outcome, found: `version ${outcome.found}` } : outcome;
}

function mount(props: Record<string, unknown>) {
  return { type: "vault:index/mount:Mount", props: { path: "secret", ...props } };
}

function settings(props: Record<string, unknown>) {
  return { type: "vault:kv/secretBackendV2:SecretBackendV2", props: { mount: "secret", ...props } };
}

function write(path: string, data: Record<string, unknown>) {
  return { type: "vault:generic/endpoint:Endpoint", props: { path, dataJson: JSON.stringify(data) } };
}
