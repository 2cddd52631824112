import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { scan, type ScanOptions } from "../../cli/commands/scan";
import type { Io } from "../../cli/io";
import { Refusal } from "../../problem/problem";
import { freshFolder } from "../toolchain/fake-programs";

let printed = "";
const io: Io = {
  out: (text) => void (printed += text),
  err: () => undefined,
  env: {},
  signal: new AbortController().signal,
  isTerminal: { in: false, out: false, err: false },
};

const good = 'path "secret/data/a" {\n  capabilities = ["read"]\n}\n';
const bad = 'listener "tcp" {\n  tls_disable = 1\n}\n';

/** A folder with these files, and what a scan of paths in it says. */
function folderOf(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = freshFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  return folder;
}

const result = z.object({
  outcome: z.string(),
  tier: z.string(),
  read: z.array(z.object({ file: z.string(), kind: z.string() })),
  skipped: z.array(z.object({ file: z.string(), because: z.string() })),
  unread: z.array(
    z.object({
      subject: z.string(),
      place: z.string().optional(),
      must: z.string(),
      found: z.string().optional(),
      blocks: z.boolean(),
    }),
  ),
  findings: z.array(
    z.object({
      ruleId: z.string(),
      blocks: z.boolean(),
      location: z.object({ file: z.string(), line: z.number() }).optional(),
    }),
  ),
});

async function scanned(folder: string, paths: readonly string[] = ["."], options: Partial<ScanOptions> = {}) {
  printed = "";
  const all = paths.map((each) => path.join(folder, each));
  const exitCode = await scan(
    { paths: all, tier: "production", maxSize: "20", exclude: [], verbose: false, json: true, ...options },
    io,
  );
  const relative = (file: string) => path.relative(folder, file);
  const { read, skipped, unread, findings, ...rest } = result.parse(JSON.parse(printed));
  return {
    exitCode,
    ...rest,
    read: read.map(({ file, kind }) => `${relative(file)}: ${kind}`),
    skipped: skipped.map(({ file, because }) => `${relative(file)} ${because}`),
    unread: unread.map(({ subject, must, found = "" }) => `${relative(subject)} must ${must}, found ${found}`),
    findings: findings.map(
      ({ ruleId, location }) => `${ruleId} ${relative(location?.file ?? "")}:${location?.line ?? ""}`,
    ),
    blocks: [...findings, ...unread].filter((each) => each.blocks).length,
  };
}

async function refusal(...given: Parameters<typeof scanned>): Promise<Refusal> {
  const error = await scanned(...given).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Refusal)) throw new Error("not refused");
  return error;
}

test("a folder is read with all that is below it, but for what others wrote", async () => {
  const folder = folderOf({
    "a/b/vault.hcl": bad,
    "policies/p.hcl": good,
    "node_modules/x/vault.hcl": bad,
    ".git/vault.hcl": bad,
    ".strongroom/vault.hcl": bad,
    "picture.png": Buffer.from([0, 1, 2]),
    "empty.yaml": "",
    "package.json": "{}",
  });
  expect(await scanned(folder)).toMatchObject({
    exitCode: 3,
    outcome: "blocked",
    tier: "production",
    read: ["a/b/vault.hcl: server configuration", "policies/p.hcl: policy"],
    skipped: [
      "empty.yaml is empty",
      "package.json is of no kind that is read",
      "picture.png has a name of no kind that is read",
    ],
    findings: expect.arrayContaining(["tls-listener-required a/b/vault.hcl:2"]) as unknown,
  });
});

test("a file that is named is read whatever it is called, and each once", async () => {
  const folder = folderOf({ vault: bad, "vault.hcl": good });
  expect(await scanned(folder, ["vault", "vault.hcl", "./vault", "."])).toMatchObject({
    read: ["vault: server configuration", "vault.hcl: policy"],
    skipped: [],
  });
});

test("links are followed, round in circles as well", async () => {
  const folder = folderOf({ "a/vault.hcl": bad });
  symlinkSync("..", path.join(folder, "a/up"));
  symlinkSync("a/vault.hcl", path.join(folder, "link.hcl"));
  symlinkSync("itself.hcl", path.join(folder, "itself.hcl"));
  symlinkSync("nowhere.hcl", path.join(folder, "lost.hcl"));
  expect(await scanned(folder)).toMatchObject({
    read: ["a/vault.hcl: server configuration"],
    unread: [
      "itself.hcl must be readable, found a link that leads to itself",
      "lost.hcl must be readable, found nothing there",
    ],
  });
});

const manifest = "apiVersion: v1\nkind: ConfigMap\ndata:\n  a: caf\xe9\n";

test("what cannot be read blocks like what is wrong in it would", async () => {
  const folder = folderOf({
    "a.yaml": Buffer.from(manifest, "latin1"),
    "b.yaml": manifest + "# a\n".repeat(1000),
    "c.hcl": good,
  });
  const blocked = await scanned(folder, ["."], { maxSize: "0.001" });
  expect(blocked).toMatchObject({
    exitCode: 3,
    blocks: 2,
    unread: [
      "a.yaml must be text in UTF-8, or in UTF-16 with a byte order mark, found bytes that are not UTF-8",
      "b.yaml must have at most 0.001 MB, found more",
    ],
  });
  expect(await scanned(folder, ["."], { maxSize: "0.001", tier: "staging" })).toMatchObject({ exitCode: 3, blocks: 2 });
});

test("what is of no kind that is read blocks nothing, whatever keeps it from being read", async () => {
  const folder = folderOf({
    "a.yaml": Buffer.from("name: M\xfcller\n", "latin1"),
    "big.json": `{"a": [${'{"b": 1}, '.repeat(200)}{}]}`,
    "binary.json": Buffer.from([0x89, 0x50, 0, 1, 2, 0xff]),
    "crypt.env": Buffer.from("\0GITCRYPT\0\x01\xff", "latin1"),
    "group_vars/vault.hcl": "$ANSIBLE_VAULT;1.1;AES256\n6233\n",
    "utf16.hcl": Buffer.from(bad, "utf16le"),
    "vault.hcl": good,
  });
  expect(await scanned(folder, ["."], { maxSize: "0.001" })).toMatchObject({
    exitCode: 3,
    read: ["vault.hcl: policy"],
    skipped: [
      "a.yaml is no text in UTF-8, and of no kind that is read",
      "big.json is larger than 0.001 MB, and of no kind that is read",
      "binary.json is no text in UTF-8, and of no kind that is read",
      "crypt.env is encrypted by git-crypt",
      "group_vars/vault.hcl is encrypted by Ansible Vault",
    ],
    unread: ["utf16.hcl must be text in UTF-8, or in UTF-16 with a byte order mark, found bytes that are no text"],
  });
});

const isRoot = process.getuid?.() === 0;
(isRoot ? test.skip : test)("a file without permission is named", async () => {
  const folder = folderOf({ "a.hcl": bad });
  chmodSync(path.join(folder, "a.hcl"), 0);
  expect(await scanned(folder)).toMatchObject({ unread: ["a.hcl must be readable, found no permission to read it"] });
});

test("templates of one folder are one thing to do", async () => {
  const template = "apiVersion: v1\nkind: Pod\nmetadata:\n  vault: {{ .Release.Name }}\n";
  const role = 'listener "tcp" {\n{% if a %}\n}\n';
  const folder = folderOf({
    "chart/a.yaml": template,
    "chart/b.yaml": template,
    "chart/c.hcl": role,
    "role/a.hcl": role,
    "role/b.hcl": role,
  });
  expect(await scanned(folder)).toMatchObject({
    exitCode: 3,
    unread: [
      "chart must be YAML, found 2 templates",
      "chart/c.hcl must be HCL 1, found a template of Jinja's",
      "role must be HCL 1, found 2 templates",
    ],
  });
});

test("a chart's templates are passed over, unless they are named", async () => {
  const folder = folderOf({
    "chart/Chart.yaml": "apiVersion: v2\nname: a\n",
    "chart/templates/a.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {{ .Values.vault }}\n",
    "templates/vault.hcl": good,
  });
  expect(await scanned(folder)).toMatchObject({
    exitCode: 0,
    read: ["templates/vault.hcl: policy"],
    skipped: [
      "chart/Chart.yaml is of no kind that is read",
      "chart/templates has templates of a chart: scan what helm template writes",
    ],
  });
  expect(await scanned(folder, ["chart/templates"])).toMatchObject({
    exitCode: 3,
    unread: ["chart/templates/a.yaml must be YAML, found a template"],
  });
});

test("what is excluded is counted among the skipped, by the patterns of .gitignore", async () => {
  const folder = folderOf({
    "a/vault.hcl": bad,
    "b/deep/vault.hcl": bad,
    "b/kept.hcl": good,
    "c.hcl": bad,
  });
  const excluded = { exclude: ["a/", "**/deep/*", "*.hcl", "!kept.hcl"] };
  expect(await scanned(folder, [".", "c.hcl"], excluded)).toMatchObject({
    exitCode: 0,
    read: ["b/kept.hcl: policy"],
    skipped: [
      "a is left out by --exclude",
      "b/deep/vault.hcl is left out by --exclude",
      "c.hcl is left out by --exclude",
    ],
  });
});

test("in dev only what is wrong everywhere blocks", async () => {
  const folder = folderOf({ "a.hcl": 'api_addr = "http://a"\n' });
  expect(await scanned(folder, ["."], { tier: "dev" })).toMatchObject({ exitCode: 0, outcome: "clean" });
  expect(await scanned(folder)).toMatchObject({ exitCode: 3 });
});

test("where there is nothing of Vault's, every report is there and says so", async () => {
  const folder = folderOf({ "README.md": "", "package.json": "{}" });
  const [sarif, junit] = [path.join(folder, "out/a.sarif"), path.join(folder, "out/a.xml")];
  mkdirSync(path.join(folder, "out"));
  expect(await scanned(folder, ["package.json"], { sarif, junit })).toMatchObject({
    exitCode: 0,
    outcome: "clean",
    read: [],
    findings: [],
  });
  expect(JSON.parse(readFileSync(sarif, "utf8"))).toMatchObject({ version: "2.1.0", runs: [{ results: [] }] });
  const xml = readFileSync(junit, "utf8");
  const count = (word: string) => xml.split(word).length - 1;
  expect(count("<skipped ")).toBe(count("<testcase "));
  printed = "";
  const given = { paths: [folder], tier: "production", maxSize: "20", exclude: ["out"], verbose: false, json: false };
  expect(await scan(given, io)).toBe(0);
  expect(printed).toMatch(/^nothing of Vault's was found, and so no rule judged anything: 3 files skipped/u);
});

test.each([
  ["a path that is not there", ["nowhere", "neither"], {}, "nowhere must be a file or a folder, found nothing there"],
  [
    "a tier that is none",
    ["."],
    { tier: "prodution" },
    '--tier must be dev, staging or production; did you mean "production"?, found "prodution"',
  ],
  [
    "a size that is none",
    ["."],
    { maxSize: "20MB" },
    '--max-size must be a number of megabytes up to 500, found "20MB"',
  ],
])("%s is refused before anything is read", async (_, paths, options, message) => {
  const error = await refusal(folderOf({}), paths, options);
  expect(error).toMatchObject({ exitCode: 2, summary: "Nothing was read." });
  expect(error.message).toContain(message);
});

test("what could not be read blocks nothing in dev, and is said", async () => {
  const folder = folderOf({ "a.yaml": 'apiVersion: v1\nkind: ConfigMap\ndata: "\n' });
  expect(await scanned(folder, ["."], { tier: "staging" })).toMatchObject({ exitCode: 3, read: [] });
  expect(await scanned(folder, ["."], { tier: "dev" })).toMatchObject({
    exitCode: 0,
    read: [],
    unread: ["a.yaml must be YAML, found a quote, a bracket, a comma or a blank missing"],
  });
});
