import { notKnownYet, type BadExample, type Example, type ExampleResource, type UnknownExample } from "../../example";
import { hardenedVault } from "../../hardened";
import { drillScript, job, snapshotScript } from "../../hardened-backup";

const taken = "have snapshots of its storage taken on a schedule";
const encrypted = "encrypt what it keeps";
const pruned = "delete snapshots after a time";
const elsewhere = "keep snapshots somewhere else than beside Vault";
const restored = "have a snapshot restored in a drill";
const subject = "CronJob vault/snapshot";
const script = "spec.jobTemplate.spec.template.spec.containers[0].command[0]";
const drill = job("drill", drillScript);
const plain = "vault operator raft snapshot save /backup/vault.snap";
const uploading = `${plain}\naws s3 cp /backup/vault.snap s3://example-vault-snapshots/`;

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    {
      name: "a job that takes snapshots and one that restores the last",
      resources: [...policy(), job("snapshot", snapshotScript), drill],
      isPartial: true,
    },
    {
      name: "a script in a ConfigMap",
      resources: [...policy(), withScriptIn("snapshot-script"), scriptMap(snapshotScript), drill],
      isPartial: true,
    },
    {
      name: "a bucket of Amazon's, which encrypts what it gets, and forgets",
      resources: [...policy(), job("snapshot", uploading), lifecycle("example-vault-snapshots"), drill],
      isPartial: true,
    },
    {
      name: "Vault Enterprise's own snapshots",
      resources: [automated({ retain: 48, storageType: "aws-s3", awsS3EnableKms: true }), drill],
      isPartial: true,
    },
    {
      name: "snapshots that are another stack's",
      resources: hardenedVault(),
      responsible: { backup: "vault-backup" },
      isPartial: true,
    },
  ],
  bad: [
    {
      name: "none",
      resources: policy(),
      finds: [{ subject: "stack production", must: taken, found: "no job that takes one" }],
    },
    {
      name: "a job that never takes one",
      resources: [...policy(), job("nightly", "vault status"), drill],
      finds: [{ subject: "stack production", must: taken, found: "no job that takes one" }],
    },
    {
      name: "one that leaves a file on a volume",
      resources: [...policy(), job("snapshot", plain)],
      finds: [
        { subject, path: script, must: encrypted, found: "nothing that encrypts" },
        { subject, path: script, must: pruned, found: "nothing that deletes" },
        { subject, path: script, must: elsewhere, found: "nothing that takes them away" },
        { subject, must: restored, found: "no job that restores one" },
      ],
    },
    {
      name: "one that does not run",
      resources: [...policy(), job("snapshot", snapshotScript, { suspend: true }), drill],
      finds: [{ subject, path: "spec.suspend", must: "run: it is the one that takes snapshots", found: "true" }],
    },
    {
      name: "one whose time never comes",
      resources: [...policy(), job("snapshot", snapshotScript, { schedule: "0 0 31 2 *" }), drill],
      finds: [
        {
          subject,
          path: "spec.schedule",
          must: "run: it is the one that takes snapshots",
          found: '"0 0 31 2 *"',
        },
      ],
    },
    {
      name: "one that only talks of it, and a drill that does not run",
      resources: [
        ...policy(),
        job("snapshot", `${plain}\n# gpg --encrypt\necho "restic forget --keep-daily 30; aws s3 cp x s3://y"`),
        job("drill", drillScript, { suspend: true }),
      ],
      finds: [
        { subject, path: script, must: encrypted, found: "nothing that encrypts" },
        { subject, path: script, must: pruned, found: "nothing that deletes" },
        { subject, path: script, must: elsewhere, found: "nothing that takes them away" },
        { subject, must: restored, found: "no job that restores one" },
      ],
    },
    {
      name: "another bucket that forgets",
      resources: [...policy(), job("snapshot", uploading), lifecycle("example-logs"), drill],
      finds: [{ subject, path: script, must: pruned, found: "nothing that deletes" }],
    },
    {
      name: "Vault Enterprise's own, one of them, on a disk of its own",
      resources: [automated({ storageType: "local" }), drill],
      finds: [
        {
          subject: 'RaftSnapshotAgentConfig "hourly"',
          path: "storageType",
          must: encrypted,
          found: "nothing that encrypts",
        },
        {
          subject: 'RaftSnapshotAgentConfig "hourly"',
          path: "storageType",
          must: pruned,
          found: "nothing that deletes",
        },
        {
          subject: 'RaftSnapshotAgentConfig "hourly"',
          path: "storageType",
          must: elsewhere,
          found: "nothing that takes them away",
        },
      ],
    },
  ],
  unknown: [
    {
      name: "a script that another resource decides",
      resources: [...policy(), job("snapshot", notKnownYet), drill],
      finds: [{ subject, path: "spec.jobTemplate.spec.template.spec.containers[0].args[0]", must: taken }],
    },
    {
      name: "a script in an image",
      resources: [...policy(), job("backup", "/backup.sh"), drill],
      finds: [{ subject: "CronJob vault/backup", path: "spec", must: taken }],
    },
    {
      name: "a schedule that another resource decides",
      resources: [...policy(), job("snapshot", snapshotScript, { schedule: notKnownYet }), drill],
      finds: [{ subject, path: "spec.schedule", must: "run: it is the one that takes snapshots" }],
    },
    {
      name: "a bucket whose name another resource decides, and a remote of rclone's",
      resources: [
        ...policy(),
        job("snapshot", `${plain}\nrclone copy /backup/vault.snap offsite:example-vault-snapshots`),
        lifecycle(notKnownYet),
        drill,
      ],
      finds: [
        { subject, path: script, must: encrypted },
        { subject, path: "bucket", must: pruned },
      ],
    },
    {
      name: "a storage that another resource decides",
      resources: [automated({ retain: 48, storageType: notKnownYet }), drill],
      finds: [
        { subject: 'RaftSnapshotAgentConfig "hourly"', path: "storageType", must: encrypted },
        { subject: 'RaftSnapshotAgentConfig "hourly"', path: "storageType", must: elsewhere },
      ],
    },
  ],
};

function policy(): [ExampleResource] {
  return [{ type: "vault:index/policy:Policy", name: "snapshot", props: { name: "snapshot", policy: "" } }];
}

function lifecycle(bucket: string): ExampleResource {
  return {
    type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    name: "snapshots",
    props: { bucket, rules: [{ id: "old", status: "Enabled", expiration: { days: 90 } }] },
  };
}

function automated(props: Record<string, unknown>): ExampleResource {
  return {
    type: "vault:index/raftSnapshotAgentConfig:RaftSnapshotAgentConfig",
    name: "hourly",
    props: { name: "hourly", intervalSeconds: 3600, pathPrefix: "vault", ...props },
  };
}

function withScriptIn(configMap: string): ExampleResource {
  const container = {
    name: "snapshot",
    image: "example.com/vault-restic:1",
    command: ["/scripts/snapshot.sh"],
    volumeMounts: [{ name: "scripts", mountPath: "/scripts" }],
  };
  const pods = {
    containers: [container],
    volumes: [{ name: "scripts", configMap: { name: configMap, defaultMode: 0o555 } }],
  };
  return {
    type: "kubernetes:batch/v1:CronJob",
    name: "snapshot",
    props: {
      metadata: { name: "snapshot", namespace: "vault" },
      spec: { schedule: "0 * * * *", jobTemplate: { spec: { template: { spec: pods } } } },
    },
  };
}

function scriptMap(text: string): ExampleResource {
  return {
    type: "kubernetes:core/v1:ConfigMap",
    name: "scripts",
    props: { metadata: { name: "snapshot-script", namespace: "vault" }, data: { "snapshot.sh": text } },
  };
}
