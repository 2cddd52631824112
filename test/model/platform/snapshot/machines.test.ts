import { readFile } from "../../../../model/files/read-file";
import { isOpen } from "../../../../model/certainty";
import { snapshotsIn } from "../../../../model/platform/snapshots";
import { readResource, type Resource } from "../../../../model/resource";
import { unknownMark } from "../../../../model/unknown-mark";

function inFile(file: string, text: string): readonly Resource[] {
  const reading = readFile({ file, text });
  return reading.kind === "skipped" ? [] : reading.resources;
}

function machine(userData: string): Resource {
  return readResource({ urn: "urn:vault", type: "aws:ec2/instance:Instance", name: "vault", props: { userData } });
}

function found(...resources: readonly Resource[]): string {
  const { jobs, open, isRestored } = snapshotsIn(resources);
  const restored = isOpen(isRestored) ? "restored?" : isRestored ? "restored" : "";
  const words = jobs.map(({ comes, isEncrypted, isPruned, leavesVault }) =>
    [comes === true ? "taken" : "never", isEncrypted === true, isPruned === true, leavesVault === true].join(" "),
  );
  return [...words, jobs.length === 0 && open.length > 0 ? "taken?" : "", restored]
    .filter((word) => word !== "")
    .join(", ");
}

const script = `#!/bin/bash
vault operator raft snapshot save /var/backups/vault.snap
age -r age1example -o /var/backups/vault.age /var/backups/vault.snap
aws s3 cp /var/backups/vault.age s3://acme/$(hostname)/
find /var/backups -name '*.snap' -mtime +7 -delete
`;
const all = "taken true true true";

const service = (start: string) => `[Unit]\nDescription=Snapshots\n\n[Service]\nType=oneshot\nExecStart=${start}\n`;
const timer = (lines: string) =>
  `[Unit]\nDescription=Snapshots, OnCalendar\n\n[Timer]\n${lines}\n\n[Install]\nWantedBy=timers.target\n`;
const save = "/usr/bin/vault operator raft snapshot save /var/backups/vault.snap";

test.each([
  ["vault-snapshot.timer", "OnCalendar=hourly", "taken false false false"],
  ["vault-snapshot.timer", "OnBootSec=5min\nOnUnitActiveSec=1h", "taken false false false"],
  ["other.timer", "OnCalendar=hourly\nUnit=vault-snapshot.service", "taken false false false"],
  ["vault-snapshot.timer", "OnBootSec=5min", ""],
  ["vault-snapshot.timer", "OnCalendar=hourly\nUnit=other.service", ""],
  ["vault-snapshot.timer", "OnCalendar=*-02-30", "never false false false"],
  ["logrotate.timer", "OnCalendar=daily", ""],
])("a service and %s with %j", (name, lines, expected) => {
  expect(
    found(...inFile("units/vault-snapshot.service", service(save)), ...inFile(`units/${name}`, timer(lines))),
  ).toBe(expected);
});

test("a service that runs a script nobody can read is not known", () => {
  const units = [
    ...inFile("vault-snapshot.service", service("/usr/local/bin/vault-snapshot.sh")),
    ...inFile("vault-snapshot.timer", timer("OnCalendar=hourly")),
  ];
  expect(found(...units)).toBe("taken?");
});

const written = (path: string, content: string) =>
  `  - path: ${path}\n    content: |\n${content
    .trimEnd()
    .split("\n")
    .map((line) => `      ${line}`)
    .join("\n")}\n`;
const cloudInit = (...files: readonly string[]) =>
  `#cloud-config\nwrite_files:\n${files.join("")}runcmd:\n  - systemctl restart cron\n`;
const saved = written("/usr/local/bin/vault-snapshot.sh", script);

describe.each([
  ["in a file", (text: string) => inFile("user-data.yaml", text)],
  ["as an instance's user data", (text: string) => [machine(text)]],
  ["in base64", (text: string) => [machine(Buffer.from(text).toString("base64"))]],
])("cloud-init %s", (_, read) => {
  test.each([
    ["cron's own line", [saved, written("/etc/cron.d/vault", "0 * * * * root /usr/local/bin/vault-snapshot.sh")], all],
    ["a folder of cron's", [written("/etc/cron.hourly/vault-snapshot", script)], all],
    [
      "a timer",
      [
        saved,
        written("/etc/systemd/system/v.service", service("/usr/local/bin/vault-snapshot.sh")),
        written("/etc/systemd/system/v.timer", timer("OnCalendar=hourly")),
      ],
      all,
    ],
    ["nothing", [saved], ""],
    ["a line for something else", [saved, written("/etc/cron.d/clean", "0 * * * * root /usr/local/bin/clean-up")], ""],
    ["a comment", [saved, written("/etc/cron.d/vault", "# 0 * * * * root /usr/local/bin/vault-snapshot.sh")], ""],
    [
      "a line that comes once",
      [saved, written("/etc/cron.d/vault", "@reboot root /usr/local/bin/vault-snapshot.sh")],
      "never true true true",
    ],
    [
      "a line that never comes",
      [saved, written("/etc/cron.d/vault", "0 0 31 2 * root /usr/local/bin/vault-snapshot.sh")],
      "never true true true",
    ],
  ])("%s runs the script", (__, files, expected) => expect(found(...read(cloudInit(...files)))).toBe(expected));
});

test.each([
  [
    "cron's own file",
    `cat > /usr/local/bin/snap <<'EOF'\n${script}EOF\ncat > /etc/cron.d/snap <<EOF\n0 * * * * root /usr/local/bin/snap\nEOF\n`,
    all,
  ],
  [
    "a table of cron's",
    `cat > /opt/snap.sh <<'EOF'\n${script}EOF\n(crontab -l; echo "0 * * * * /opt/snap.sh") | crontab -\n`,
    all,
  ],
  [
    "a line that is printed",
    `cat > /opt/snap.sh <<'EOF'\n${script}EOF\necho "0 * * * * root /opt/snap.sh" | sudo tee /etc/cron.d/snap`,
    all,
  ],
  ["once", script, ""],
  [
    "once, beside another timer",
    `${script}\ncat > /etc/systemd/system/x.timer <<EOF\n${timer("OnCalendar=daily")}EOF\n`,
    "",
  ],
])("a machine's first script runs it by %s", (_, text, expected) =>
  expect(found(machine(`#!/bin/bash\n${text}`))).toBe(expected),
);

test("user data that is not known may do anything", () => {
  expect(found(machine(unknownMark))).toBe("taken?, restored?");
});

test("a service of Compose's that goes round in circles", () => {
  const compose = (command: string) =>
    `services:\n  snapshot:\n    image: hashicorp/vault:1.21\n    command: ["sh", "-c", "${command}"]\n`;
  expect(found(...inFile("compose.yaml", compose(`while sleep 3600; do ${save}; done`)))).toBe(
    "taken false false false",
  );
  expect(found(...inFile("compose.yaml", compose(save)))).toBe("");
});
