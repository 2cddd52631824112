import type { ExampleResource } from "./example";
import { restricted } from "./hardened";

/** The script by which a hardened Vault's snapshots are taken: every hour, encrypted, to a bucket of another account. */
export const snapshotScript = `vault login -method=kubernetes -no-print role=snapshot
vault operator raft snapshot save /tmp/vault.snap
vault operator raft snapshot inspect /tmp/vault.snap
export RESTIC_REPOSITORY=s3:s3.eu-central-1.amazonaws.com/example-vault-snapshots
restic backup /tmp/vault.snap
restic forget --keep-hourly 48 --keep-daily 30 --prune`;

export const drillScript = `export RESTIC_REPOSITORY=s3:s3.eu-central-1.amazonaws.com/example-vault-snapshots
restic restore latest --target /tmp
vault operator raft snapshot restore -force /tmp/vault.snap
vault kv get -field=sings drill/canary`;

/** A CronJob that runs a script beside Vault. */
export function job(name: string, script: string, spec: Readonly<Record<string, unknown>> = {}): ExampleResource {
  const container = {
    name,
    image: "example.com/vault-restic:1@sha256:0000000000000000000000000000000000000000000000000000000000000000",
    command: ["/bin/sh", "-ec"],
    args: [script],
    env: [
      { name: "VAULT_ADDR", value: "https://vault.vault.svc:8200" },
      { name: "VAULT_CACERT", value: "/vault/ca/ca.crt" },
    ],
    resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "500m", memory: "512Mi" } },
    securityContext: restricted,
    volumeMounts: [
      { name: "ca", mountPath: "/vault/ca", readOnly: true },
      { name: "tmp", mountPath: "/tmp" },
    ],
  };
  const pods = {
    restartPolicy: "Never",
    securityContext: { runAsNonRoot: true, runAsUser: 100, seccompProfile: { type: "RuntimeDefault" } },
    containers: [container],
    volumes: [
      { name: "ca", configMap: { name: "vault-ca" } },
      { name: "tmp", emptyDir: {} },
    ],
  };
  return {
    type: "kubernetes:batch/v1:CronJob",
    name,
    props: {
      metadata: { name, namespace: "vault" },
      spec: { schedule: "0 * * * *", jobTemplate: { spec: { template: { spec: pods } } }, ...spec },
    },
  };
}
