import { isOpen, type Certainty } from "../../../model/certainty";
import { snapshotsIn } from "../../../model/platform/snapshots";
import { readResource, type Resource } from "../../../model/resource";
import { unknownMark } from "../../../model/unknown-mark";

type Data = Readonly<Record<string, unknown>>;

function resource(type: string, props: object, name = "it"): Resource {
  return readResource({ urn: `urn:${type}:${name}`, type, name, props });
}

/** A CronJob that runs a script. */
function cronJob(
  script: unknown,
  change: { name?: string; spec?: Data; container?: Data; pods?: Data } = {},
): Resource {
  const { name = "it", spec = {}, container = {}, pods = {} } = change;
  const template = {
    spec: {
      containers: [{ name, image: "example.com/tools:1", command: ["/bin/sh", "-ec"], args: [script], ...container }],
      ...pods,
    },
  };
  return resource(
    "kubernetes:batch/v1:CronJob",
    {
      metadata: { name, namespace: "vault" },
      spec: { schedule: "0 * * * *", jobTemplate: { spec: { template } }, ...spec },
    },
    name,
  );
}

const word = (certainty: Certainty, yes: string) => (isOpen(certainty) ? `${yes}?` : certainty ? yes : "");

/** What shows of the jobs in a stack. */
function judged(...resources: readonly Resource[]): string {
  const { jobs, open, isRestored } = snapshotsIn(resources);
  const words = jobs.flatMap(({ isEncrypted, isPruned, leavesVault, comes }) => [
    "taken",
    ...[word(comes, "comes"), word(isEncrypted, "encrypted"), word(isPruned, "pruned"), word(leavesVault, "elsewhere")],
  ]);
  return [...words, ...(jobs.length === 0 && open.length > 0 ? ["taken?"] : []), word(isRestored, "restored")]
    .filter((each) => each !== "")
    .join(" ");
}

const save = "vault operator raft snapshot save /tmp/vault.snap";
const all = "taken comes encrypted pruned elsewhere";

describe("scripts as people have them", () => {
  test.each([
    [
      "restic",
      all,
      `#!/bin/bash
set -euo pipefail
export VAULT_TOKEN=$(vault write -field=token auth/kubernetes/login role=backup jwt=@/var/run/secrets/kubernetes.io/serviceaccount/token)
export RESTIC_REPOSITORY="s3:s3.eu-central-1.amazonaws.com/acme-vault"
restic snapshots || restic init
${save}
restic backup --host vault --tag hourly /tmp/vault.snap
restic forget --keep-hourly 24 --keep-daily 30 --prune
rm -f /tmp/vault.snap`,
    ],
    [
      "age and aws, which deletes what is older than a month",
      all,
      `set -e
STAMP=$(date +%Y%m%d-%H%M)
FILE="/tmp/vault-\${STAMP}.snap"
vault operator raft snapshot save "$FILE"
age -r age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kudvmmk -o "$FILE.age" "$FILE"
aws s3 cp "$FILE.age" "s3://acme-vault-backup/hourly/" --sse aws:kms --only-show-errors
aws s3 ls s3://acme-vault-backup/hourly/ | while read -r line; do
  created=$(echo "$line" | awk '{print $1" "$2}')
  if [ "$(date -d "$created" +%s)" -lt "$(date -d '30 days ago' +%s)" ]; then
    name=$(echo "$line" | awk '{print $4}')
    aws s3 rm "s3://acme-vault-backup/hourly/$name"
  fi
done`,
    ],
    [
      "gpg and rclone",
      all,
      `${save}
gpg --batch --yes --trust-model always --recipient backup@example.com --encrypt /tmp/vault.snap
rclone --config /etc/rclone/rclone.conf copyto /tmp/vault.snap.gpg "offsite:vault/$(date +%F-%H).snap.gpg"
rclone delete --min-age 30d offsite:vault`,
    ],
    [
      "gsutil, with a lifecycle that the script sets",
      all,
      `${save}
gsutil -q lifecycle set /config/lifecycle.json gs://acme-vault
gsutil -m cp /tmp/vault.snap gs://acme-vault/$(date +%s).snap`,
    ],
    [
      "azcopy, with files of a share that are kept a week",
      all,
      `${save} && azcopy copy /tmp/vault.snap "https://acmevault.blob.core.windows.net/snapshots/$(date +%s).snap"
find /backup -type f -name '*.snap' -mtime +7 -delete`,
    ],
    [
      "Azure's command, which deletes those of last month",
      all,
      `${save}
az storage blob upload --account-name acmevault --container-name snapshots --file /tmp/vault.snap --name $(date +%s)
az storage blob delete-batch --account-name acmevault --source snapshots --if-unmodified-since $(date -d "-30 days" +%FT%TZ)`,
    ],
    [
      "openssl and MinIO",
      all,
      `mc alias set store https://minio.example.com "$KEY" "$SECRET" >/dev/null
vault operator raft snapshot save - | openssl enc -aes-256-cbc -pbkdf2 -pass file:/key -out /tmp/s.enc
mc cp /tmp/s.enc store/vault/$(date +%F).enc
mc rm --recursive --force --older-than 14d store/vault`,
    ],
    [
      "curl, scp, and the newest seven",
      all,
      `curl -fsS -H "X-Vault-Token: $VAULT_TOKEN" "$VAULT_ADDR/v1/sys/storage/raft/snapshot" -o /backup/vault-$(date +%s).snap
gpg -c --passphrase-file /key /backup/vault.snap
ls -1t /backup/*.gpg | tail -n +8 | xargs -r rm --
scp /backup/*.gpg backup@nas.example.com:/vault/`,
    ],
    [
      "borg",
      all,
      `${save}
export BORG_REPO=ssh://borg@backup.example.com/./vault
borg create --compression zstd ::vault-{now} /tmp/vault.snap
borg prune --keep-daily 7 --keep-weekly 4`,
    ],
    [
      "kopia",
      all,
      `kopia repository connect s3 --bucket=acme-vault --endpoint=s3.amazonaws.com
${save}
kopia snapshot create /tmp/vault.snap`,
    ],
    [
      "the transit engine of another Vault",
      all,
      `consul snapshot save /tmp/consul.snap
vault write -field=ciphertext transit/encrypt/backup plaintext=$(base64 -w0 /tmp/consul.snap) > /tmp/consul.enc
rsync -a /tmp/consul.enc backup@nas:/consul/
ssh backup@nas "find /consul -name '*.enc' -mtime +30 -delete"`,
    ],
    [
      "a loop over what is left of a list",
      all,
      `${save}
sops --encrypt /tmp/vault.snap > /tmp/vault.enc
s3cmd put /tmp/vault.enc s3://acme-vault/$(date +%s)
for old in $(s3cmd ls s3://acme-vault/ | awk '{print $4}' | sort | head -n -30); do
  s3cmd del "$old"
done`,
    ],
    [
      "a pod of the servers",
      all,
      `kubectl exec -n vault vault-0 -- sh -c 'vault operator raft snapshot save /tmp/s' && kubectl cp vault/vault-0:/tmp/s /tmp/s
aws s3 cp /tmp/s s3://acme/$(date +%s)
aws s3api list-objects-v2 --bucket acme --query "Contents[?LastModified<='2020']" | xargs -n1 aws s3api delete-object --bucket acme --key`,
    ],
  ])("%s", (_, expected, script) => expect(judged(cronJob(script))).toBe(expected));
});

describe("words are no deeds", () => {
  test.each([
    [
      "a comment",
      `${save} # gpg -e, then restic backup\n# age -r key | aws s3 cp - s3://bucket\n# find /b -mtime +3 -delete`,
      "",
    ],
    [
      "what is printed",
      `${save}\necho "restic backup; restic forget --keep-daily 3"\nprintf 'gpg -e %s' x\necho aws s3 cp x s3://y`,
      "",
    ],
    ["a digest", `${save}\nopenssl dgst -sha256 /tmp/vault.snap`, ""],
    ["a version", `${save}\ngpg --version\nage --version\nrestic version`, ""],
    [
      "decryption",
      `${save}\ngpg -d /k.gpg > /k\nopenssl enc -d -aes-256-cbc -in /k2\nage --decrypt -i /id /k3\nsops -d /x`,
      "",
    ],
    ["an installation", `apk add --no-cache restic gnupg age aws-cli rclone\n${save}`, ""],
    ["whether a program is there", `command -v gpg && which rclone\n${save}`, ""],
    ["tidying up", `${save}\nrm -f /tmp/vault.snap\nfind /tmp -name '*.tmp' -delete`, ""],
    ["what is kept apart of a list", `${save}\nls -t /b | tail -n +3\nrm /tmp/x`, ""],
    [
      "a repository without encryption",
      `borg init --encryption none ssh://h/./r\n${save}\nborg create ssh://h/./r::x /tmp/vault.snap`,
      "elsewhere",
    ],
    ["a repository on a volume", `${save}\nrestic -r /backup/repo backup /tmp/vault.snap`, "encrypted"],
    ["a download", `aws s3 cp s3://acme/tools.tar /tmp/tools.tar\n${save}`, ""],
    ["a copy of its own", `${save}\ncp /tmp/vault.snap /backup/\nrsync -a /tmp/vault.snap /backup/`, ""],
    ["a key of KMS that exists", `aws kms describe-key --key-id alias/vault\n${save}`, ""],
  ])("%s", (_, script, expected) => expect(judged(cronJob(script))).toBe(["taken comes", expected].join(" ").trim()));

  test.each([
    ["a comment", "# vault operator raft snapshot save /tmp/x\nvault status"],
    ["what is printed", 'echo "vault operator raft snapshot save"'],
    [
      "a policy that allows it",
      'vault policy write snapshot - <<EOF\npath "sys/storage/raft/snapshot" { capabilities = ["read"] }\nEOF',
    ],
    ["a snapshot that is given back", 'curl -X POST --data-binary @/tmp/s "$VAULT_ADDR/v1/sys/storage/raft/snapshot"'],
    ["a look at what one may do", "vault token capabilities sys/storage/raft/snapshot"],
    ["settings of Vault's own", "vault write sys/storage/raft/snapshot-auto/config/hourly interval=1h"],
  ])("%s takes none", (_, script) => expect(judged(cronJob(script))).not.toContain("taken"));
});

describe("what is not known", () => {
  test.each([
    ["a script", unknownMark, "taken? restored?"],
    [
      "a script elsewhere that does the rest",
      `${save}\n/opt/scripts/upload.sh /tmp/vault.snap`,
      "taken comes encrypted? pruned? elsewhere?",
    ],
    ["a remote of rclone's", `${save}\nrclone copy /tmp/vault.snap offsite:vault`, "taken comes encrypted? elsewhere"],
    ["a repository", `${save}\nrestic backup /tmp/vault.snap`, "taken comes encrypted elsewhere?"],
    [
      "the address of a store",
      `${save}\naws --endpoint-url "$S3" s3 cp /tmp/vault.snap s3://acme/`,
      "taken comes encrypted? elsewhere",
    ],
  ])("%s", (_, script, expected) => expect(judged(cronJob(script))).toBe(expected));

  test("an image that is called a backup", () => {
    const image = cronJob("", {
      container: { image: "example.com/vault-backup:1", command: undefined, args: undefined },
    });
    expect(judged(image)).toBe("taken?");
  });

  test("Velero's copies of volumes, of which a hook can make snapshots", () => {
    expect(judged(resource("kubernetes:velero.io/v1:Schedule", { spec: { schedule: "0 * * * *" } }))).toBe("taken?");
  });
});

describe("what runs the script", () => {
  const script = `${save}\nrestic -r s3:s3.amazonaws.com/acme/vault backup /tmp/vault.snap\nrestic forget --keep-last 9`;
  const workload = (type: string, container: Data, more: Data = {}) =>
    resource(type, {
      metadata: { name: "it", namespace: "vault" },
      spec: { template: { spec: { containers: [{ name: "it", ...container }], ...more } } },
    });

  test("a Job runs it once", () => {
    expect(judged(workload("kubernetes:batch/v1:Job", { command: ["sh", "-c", script] }))).toBe("");
  });

  test("a Deployment does if it goes round in circles", () => {
    expect(judged(workload("kubernetes:apps/v1:Deployment", { command: ["sh", "-c", script] }))).toBe("");
    const round = `while true; do\n${script}\nsleep 3600\ndone`;
    expect(judged(workload("kubernetes:apps/v1:Deployment", { command: ["sh", "-c", round] }))).toBe(all);
  });

  test("Consul's agent takes its time itself, and keeps thirty", () => {
    const agent = ["consul", "snapshot", "agent", "-interval=1h", "-aws-s3-bucket=acme", "-aws-s3-region=eu-central-1"];
    expect(judged(workload("kubernetes:apps/v1:Deployment", { command: agent }))).toBe(all);
    expect(
      judged(workload("kubernetes:apps/v1:Deployment", { command: ["consul", "snapshot", "agent", "-interval=0"] })),
    ).toBe("");
  });

  test("a container that prepares the pod takes it, and another uploads it", () => {
    const both = cronJob("age -p /tmp/s | aws s3 cp - s3://acme/x; find /b -mtime +3 -delete", {
      pods: {
        initContainers: [{ name: "take", command: ["vault", "operator", "raft", "snapshot", "save", "/tmp/s"] }],
      },
    });
    expect(judged(both)).toBe(all);
  });

  const scripts = (data: Data) =>
    resource("kubernetes:core/v1:ConfigMap", { metadata: { name: "scripts", namespace: "vault" }, data });
  const volumes = { volumes: [{ name: "scripts", configMap: { name: "scripts" } }] };
  const runs = (command: readonly string[] | undefined) =>
    cronJob("", { container: { command, args: undefined }, pods: volumes });

  test.each([
    ["by its name", ["/scripts/take.sh"], "take.sh"],
    ["by a shell", ["sh", "-c", "cd /scripts && . ./take.sh"], "take.sh"],
    ["with all of its folder", ["sh", "-c", "for f in /scripts/*.sh; do sh $f; done"], "take.sh"],
  ])("a mounted script is run %s", (_, command, key) => {
    expect(judged(runs(command), scripts({ [key]: script }))).toContain(all);
  });

  test("a mounted script hides nothing", () => {
    expect(judged(runs(["/scripts/take.sh"]), scripts({ "take.sh": save }))).toBe("taken comes");
  });

  test("a mounted script that nothing names does nothing", () => {
    expect(
      judged(
        runs(["/scripts/take.sh"]),
        scripts({ "take.sh": script, "restore.sh": "vault operator raft snapshot restore x" }),
      ),
    ).toBe(all);
  });

  test("a script that is not mounted does nothing", () => {
    const other = resource("kubernetes:core/v1:ConfigMap", {
      metadata: { name: "other", namespace: "vault" },
      data: { "take.sh": script },
    });
    expect(judged(runs(["echo", "take.sh"]), other)).toBe("");
  });

  test("an image may run a mounted script", () => {
    expect(judged(runs(undefined), scripts({ "take.sh": script }))).toBe("taken? restored?");
  });

  test("a script in another language is known by what it asks of Vault alone", () => {
    const python = "#!/usr/bin/env python3\n# client.sys.restore_raft_snapshot\nclient.sys.take_raft_snapshot()";
    const expected = "taken comes encrypted? pruned? elsewhere?";
    expect(judged(runs(["/scripts/take.py"]), scripts({ "take.py": python }))).toBe(expected);
  });

  test("a volume can give a script another name", () => {
    const renamed = {
      volumes: [{ name: "scripts", configMap: { name: "scripts", items: [{ key: "a", path: "bin/take" }] } }],
    };
    const job = cronJob("", { container: { command: ["/s/bin/take"], args: undefined }, pods: renamed });
    expect(judged(job, scripts({ a: script }))).toBe(all);
  });

  test("rclone's configuration says what a remote is", () => {
    const rclone = (type: string) => `[offsite]\ntype = ${type}\nprovider = AWS\n`;
    const upload = cronJob(`${save}\nrclone copy /tmp/vault.snap offsite:acme`, { pods: volumes });
    expect(judged(upload, scripts({ "rclone.conf": rclone("s3") }))).toBe("taken comes encrypted elsewhere");
    expect(judged(upload, scripts({ "rclone.conf": rclone("crypt") }))).toBe("taken comes encrypted elsewhere");
    expect(judged(upload, scripts({ "rclone.conf": rclone("sftp") }))).toBe("taken comes elsewhere");
  });
});

describe("a drill", () => {
  const restore = "vault operator raft snapshot restore -force /tmp/vault.snap";
  test.each([
    ["is a CronJob", cronJob(restore), "restored"],
    ["is none while it rests", cronJob(restore, { spec: { suspend: true } }), ""],
    ["is none whose time never comes", cronJob(restore, { spec: { schedule: "0 0 30 2 *" } }), ""],
    ["may rest", cronJob(restore, { spec: { suspend: unknownMark } }), "restored?"],
    ["may come", cronJob(restore, { spec: { schedule: unknownMark } }), "restored?"],
    ["may stand in an image", cronJob("/drill.sh", { name: "restore-drill" }), "restored?"],
    ["is none that is only talked about", cronJob(`# ${restore}\necho ${restore}`), ""],
    [
      "is no Job that runs once",
      resource("kubernetes:batch/v1:Job", {
        spec: { template: { spec: { containers: [{ command: ["sh", "-c", restore] }] } } },
      }),
      "",
    ],
  ])("%s", (_, job, expected) => expect(judged(job)).toBe(expected));
});

describe("Vault Enterprise's own snapshots", () => {
  const agent = (props: Data) => resource("vault:index/raftSnapshotAgentConfig:RaftSnapshotAgentConfig", props);
  test.each<[Data, string]>([
    [{ retain: 9, storageType: "aws-s3" }, all],
    [{ retain: 9, storageType: "google-gcs" }, all],
    [{ retain: 9, storageType: "aws-s3", awsS3Endpoint: "https://minio.example.com" }, "taken comes pruned elsewhere"],
    [{ retain: 9, storageType: "aws-s3", awsS3Endpoint: unknownMark }, "taken comes encrypted? pruned elsewhere"],
    [{ retain: 9, storageType: "aws-s3", awsS3Endpoint: "https://minio.example.com", awsS3EnableKms: true }, all],
    [{ storageType: "local" }, "taken comes"],
  ])("%j: %s", (props, expected) => expect(judged(agent(props))).toBe(expected));
});

test("a bucket of Amazon's encrypts nothing that goes to another store", () => {
  const bucket = resource("aws:s3/bucket:Bucket", { bucket: "acme" });
  const upload = "mc alias set store https://minio.example.com k s\nmc cp /tmp/vault.snap store/$BUCKET/";
  expect(judged(cronJob(`${save}\n${upload}`), bucket)).toBe("taken comes elsewhere");
});

test("nothing of a secret script shows", () => {
  const script = "0 0 31 2 * root vault operator raft snapshot save /tmp/hunter2";
  const secret = readResource({
    urn: "urn:vault",
    type: "aws:ec2/instance:Instance",
    name: "vault",
    props: { userData: script },
    additionalSecretOutputs: ["userData"],
  });
  const { jobs } = snapshotsIn([secret]);
  expect(jobs.map(({ value, schedule }) => [value.kind, schedule.kind])).toEqual([["secret", "secret"]]);
});
