import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
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
    { paths: all, tier: "production", maxSize: "20", verbose: false, json: true, ...options },
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

test("what cannot be read blocks like what is wrong in it would", async () => {
  const folder = folderOf({
    "a.yaml": Buffer.from("caf\xe9", "latin1"),
    "b.yaml": "a: 1 ".repeat(1000),
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

const isRoot = process.getuid?.() === 0;
(isRoot ? test.skip : test)("a file without permission is named", async () => {
  const folder = folderOf({ "a.hcl": bad });
  chmodSync(path.join(folder, "a.hcl"), 0);
  expect(await scanned(folder)).toMatchObject({ unread: ["a.hcl must be readable, found no permission to read it"] });
});

test("templates of one folder are one thing to do", async () => {
  const template = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: vault-{{ .Release.Name }}\n";
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

test("in dev only what is wrong everywhere blocks", async () => {
  const folder = folderOf({ "a.hcl": 'api_addr = "http://a"\n' });
  expect(await scanned(folder, ["."], { tier: "dev" })).toMatchObject({ exitCode: 0, outcome: "clean" });
  expect(await scanned(folder)).toMatchObject({ exitCode: 3 });
});

test("nothing to judge is not clean", async () => {
  const error = await refusal(folderOf({ "README.md": "", "package.json": "{}" }));
  expect(error).toMatchObject({ exitCode: 2, summary: "Nothing was judged." });
  expect(error.message).toContain("found 2 files of other kinds");
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

test("where nothing could be read, that nothing was found is not said", async () => {
  const folder = folderOf({ "a.yaml": 'apiVersion: v1\nkind: ConfigMap\ndata: "\n' });
  expect(await scanned(folder, ["."], { tier: "staging" })).toMatchObject({ exitCode: 3, read: [] });
  const { exitCode, message } = await refusal(folder, ["."], { tier: "dev" });
  expect([exitCode, message]).toEqual([
    2,
    expect.stringMatching(/a\.yaml:\d+:\d+ must be YAML.*\nNothing was judged/u),
  ]);
});
