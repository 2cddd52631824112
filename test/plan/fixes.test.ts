import { readFile } from "../../model/files/read-file";
import { judgeFiles } from "../../plan/scan";

type Files = Readonly<Record<string, string>>;

/** What a scan of files tells to do about what a rule finds, at each place. */
function fixesOf(rule: string, files: Files): string[] {
  const read = Object.entries(files).map(([file, text]) => ({ file, reading: readFile({ file, text }) }));
  const { findings } = judgeFiles(read, { tier: "production" });
  return findings
    .filter(({ ruleId }) => ruleId === rule)
    .map(({ path, fix }) => `${path ?? ""}: ${fix ?? ""}`.replace(/^values\./u, ""));
}

const beside = {
  "vault-values.yaml": "server:\n  extraContainers: [{name: a, image: example/a:1, securityContext: {runAsUser: 0}}]\n",
};
const inFile = 'storage "file" { path = "/vault/data" }';

test.each<readonly [string, Files, readonly string[]]>([
  [
    "pod-hardened",
    beside,
    [
      "server.extraContainers[0].securityContext.capabilities.drop: set capabilities.drop: [ALL] in server.extraContainers[0].securityContext",
      "server.extraContainers[0].resources.limits.memory: set resources.limits.memory in server.extraContainers[0]",
      "server.statefulSet.securityContext.container.capabilities.drop: set capabilities.drop: [ALL] in server.statefulSet.securityContext.container",
    ],
  ],
  [
    "image-pinned",
    beside,
    [
      "server.extraContainers[0].image: add the digest to the image in server.extraContainers[0], as in name:tag@sha256:<digest>",
    ],
  ],
  [
    "storage-durable",
    { "vault.hcl": inFile },
    ['storage.file (line 1): use storage "raft", its path on a disk or volume that outlives the server'],
  ],
  [
    "storage-durable",
    { "compose.yaml": `services: {vault: {image: "vault:1", environment: {VAULT_LOCAL_CONFIG: '${inFile}'}}}\n` },
    [
      'services.vault.environment.VAULT_LOCAL_CONFIG.storage.file (line 1): use storage "raft", its path on a named volume',
    ],
  ],
  [
    "storage-durable",
    { "vault-values.yaml": "server: {standalone: {enabled: true}}\n" },
    [
      'server.standalone.config["the chart\'s default"].storage.file: use storage "raft", its path on a PersistentVolumeClaim (server.dataStorage.enabled in the official chart)',
    ],
  ],
  [
    "core-dumps-off",
    {
      "user-data.yaml":
        "#cloud-config\nwrite_files:\n  - path: /etc/systemd/system/vault.service\n    content: |\n      [Service]\n      ExecStart=/usr/bin/vault server -config=/etc/vault.d\n",
    },
    ["write_files[0].content (line 2): add LimitCORE=0 to [Service]"],
  ],
])("%s tells what to do where it is to be done", (rule, files, expected) => {
  expect(fixesOf(rule, files)).toEqual(expect.arrayContaining([...expected]));
});

test("what files do not have only warns, once, and names no stack", () => {
  const { findings } = judgeFiles(
    Object.entries(beside).map(([file, text]) => ({ file, reading: readFile({ file, text }) })),
    { tier: "production" },
  );
  const somewhere = findings.filter(({ ruleId }) => ["alerts-present", "backup-scheduled"].includes(ruleId));
  expect(somewhere.map(({ ruleId, must, found, fix, blocks }) => ({ ruleId, must, found, fix, blocks }))).toEqual([
    {
      ruleId: "alerts-present",
      must:
        "raise an alert when a server is sealed, no node is active, an audit device fails, tokens surge, the quorum is at risk, " +
        "a certificate runs out, the last snapshot is old",
      found: "no such alerts; it may stand elsewhere",
      fix: "add a PrometheusRule with an alert for it",
      blocks: false,
    },
    {
      ruleId: "backup-scheduled",
      must: "have snapshots of its storage taken on a schedule",
      found: "no job that takes one; it may stand elsewhere",
      fix: "add a CronJob that runs `vault operator raft snapshot save`, encrypts the file and uploads it",
      blocks: false,
    },
  ]);
});

test("a snapshot job that is there is judged as anywhere", () => {
  const job =
    "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: snapshot, namespace: vault}\nspec:\n  schedule: '@daily'\n  jobTemplate: {spec: {template: {spec: {containers: [" +
    "{name: a, image: 'hashicorp/vault:1.21.2', command: [sh, -c, 'vault operator raft snapshot save /backup/a.snap']}]}}}}\n";
  const read = Object.entries({ ...beside, "job.yaml": job }).map(([file, text]) => ({
    file,
    reading: readFile({ file, text }),
  }));
  const found = judgeFiles(read, { tier: "production" }).findings.filter(({ ruleId }) => ruleId === "backup-scheduled");
  expect(found.map(({ must, blocks }) => `${must}: ${blocks}`)).toContain("encrypt what it keeps: true");
  expect(found.map(({ must, blocks }) => `${must}: ${blocks}`)).toContain("have a snapshot restored in a drill: false");
});
