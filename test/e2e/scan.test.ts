import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { stringify } from "yaml";
import { z } from "zod";
import type { ExampleResource } from "../../policy-pack/example";
import { hardenedVault } from "../../policy-pack/hardened";
import { drillScript, job, snapshotScript } from "../../policy-pack/hardened-backup";

const strongroom = path.join(__dirname, "../../cli/strongroom.js");
const fixtures = path.join(__dirname, "scan");

/** A folder in no project, for somebody who has never heard of Pulumi. */
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "strongroom-scan-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Nothing of Pulumi's or Vault's is on PATH or in the environment. */
const surroundings = { PATH: path.dirname(process.execPath), HOME: tmpdir() };

function run(commandArguments: readonly string[], input = "") {
  return spawnSync(process.execPath, [strongroom, "scan", ...commandArguments], {
    cwd: folder,
    env: surroundings,
    encoding: "utf8",
    input,
    maxBuffer: 1 << 28,
  });
}

const result = z.object({
  outcome: z.string(),
  read: z.array(z.object({ kind: z.string() })),
  unread: z.array(z.unknown()),
  findings: z.array(
    z.object({
      ruleId: z.string(),
      blocks: z.boolean(),
      subject: z.string(),
      location: z.object({ file: z.string(), line: z.number(), column: z.number() }).optional(),
    }),
  ),
});

function findings(paths: readonly string[], input = "") {
  const { status, stdout, stderr } = run([...paths, "--json"], input);
  const { findings: found, ...rest } = result.parse(JSON.parse(stdout));
  return {
    status,
    stderr,
    ...rest,
    found,
    places: found.map(({ ruleId, location }) => `${ruleId} ${location?.line ?? ""}`),
  };
}

const shapes: readonly (readonly [file: string, kind: string, places: readonly string[]])[] = [
  [
    "chart-defaults.yaml",
    "Kubernetes",
    [
      "tls-listener-required 40",
      "storage-durable 48",
      "tls-client-address 191",
      "ha-replicas 127",
      "single-tenancy 120",
      "image-pinned 167",
      "graceful-upgrade 151",
      "route-to-active 102",
    ],
  ],
  [
    "values-ha.yaml",
    "chart values",
    ["tls-listener-required 2", "tls-listener-required 6", "server-auto-unseal 6", "telemetry-on 6"],
  ],
  ["compose.yaml", "Compose", ["no-dev-server 11", "no-root-token-stored 7", "tls-client-address 15"]],
  ["user-data.yaml", "cloud-init", ["tls-listener-required 16", "tls-client-address 19", "server-auto-unseal 8"]],
  ["vault.service", "systemd unit", ["no-dev-server 11", "tls-client-address 10"]],
  ["ci.hcl", "policy", ["policy-no-broad-write 2", "policy-no-sudo 2"]],
];

test.each(shapes)("what is wrong with the usual %s is found, where it stands", (file, kind, places) => {
  const scanned = findings([path.join(fixtures, file)]);
  expect(scanned).toMatchObject({ status: 3, outcome: "blocked", read: [{ kind }], unread: [] });
  expect(scanned.places).toEqual(expect.arrayContaining([...places]));
});

/** As `kubectl get` answers, or as they would be written. */
function manifests(resources: readonly ExampleResource[]): object[] {
  return resources.map(({ type, props }) => {
    const [, version = "", kind = ""] = type.split(":");
    return { apiVersion: version.replace(/^core\//u, ""), kind, ...props };
  });
}

const hardened = manifests([...hardenedVault(), job("snapshot", snapshotScript), job("drill", drillScript)]);

test.each([
  ["in one file", () => hardened.map((each) => stringify(each)).join("---\n")],
  ["as kubectl lists it", () => stringify({ apiVersion: "v1", kind: "List", items: hardened })],
  ["in JSON", () => JSON.stringify({ apiVersion: "v1", kind: "List", items: hardened }, undefined, 2)],
])("a hardened Vault passes, %s on standard input", (_, text) => {
  const scanned = findings(["-"], text());
  expect(scanned.found.filter(({ blocks }) => blocks)).toEqual([]);
  expect(scanned).toMatchObject({ status: 0, outcome: "clean", unread: [] });
});

test("a hardened Vault passes in a folder of files", () => {
  mkdirSync(path.join(folder, "k8s"));
  hardened.forEach((each, index) => writeFileSync(path.join(folder, "k8s", `${index}.yaml`), stringify(each)));
  const scanned = findings(["."]);
  expect(scanned.found.filter(({ blocks }) => blocks)).toEqual([]);
  expect(scanned.status).toBe(0);
});

test("a person reads the file, the line, what must be and what to do, and the next step last", () => {
  const { status, stdout, stderr } = run([path.join(fixtures, "ci.hcl"), path.join(fixtures, "vault.service")]);
  expect(status).toBe(3);
  expect(stderr).toMatch(/^ {2}scanning /u);
  expect(stdout).toContain(`${path.join(fixtures, "vault.service")}:11:1\n`);
  expect(stdout).toContain("2 files read (1 policy, 1 systemd unit), 0 skipped; ");
  expect(stdout.trimEnd().split("\n").at(-1)).toMatch(/^Next: mend what blocks, then strongroom scan /u);
});

test("no secret of a file is said", () => {
  const token = "hvs.CAESIexampleexampleexample";
  const secret = {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "a" },
    stringData: { token, password: "hunter2" },
  };
  const { status, stdout } = run(["-"], stringify(secret));
  expect(status).toBe(3);
  expect(stdout).toContain("no-root-token-stored");
  expect(stdout).not.toContain("CAESI");
  expect(stdout).not.toContain("hunter2");
});

test("a misspelled option, and a path that is not there, are the user's mistakes", () => {
  expect(run([]).status).toBe(2);
  expect(run(["nowhere.yaml"])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("nothing there") as string,
  });
});

test("says at once what it does, and has a thousand manifests in seconds", async () => {
  const many = path.join(folder, "many");
  mkdirSync(many);
  for (let index = 0; index < 1000; index += 1) {
    const containers = [
      { name: "app", image: "example/app:1", env: [{ name: "VAULT_ADDR", value: "https://vault:8200" }] },
    ];
    const labels = { app: `app-${index}` };
    const spec = { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } };
    const app = {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: `app-${index}`, namespace: "shop" },
      spec,
    };
    writeFileSync(path.join(many, `${index}.yaml`), stringify(app));
  }
  const started = performance.now();
  const child = spawn(process.execPath, [strongroom, "scan", many], { env: surroundings });
  const firstSign = new Promise<number>((resolve) => {
    child.stderr.once("data", () => resolve(performance.now() - started));
  });
  const output: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  const status = await new Promise((resolve) => child.once("close", resolve));
  const seconds = (performance.now() - started) / 1000;
  expect(Buffer.concat(output).toString()).toContain("1000 files read (1000 Kubernetes), 0 skipped");
  expect(status).toBe(0);
  // Three and ten times what it takes on a machine that does nothing else.
  expect(await firstSign).toBeLessThan(3_000);
  expect(seconds).toBeLessThan(30);
}, 60_000);
