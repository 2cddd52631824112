import { readFile } from "../../model/files/read-file";
import { judgeFiles, type FileRead } from "../../plan/scan";

function read(file: string, text: string): FileRead {
  return { file, reading: readFile({ file, text }) };
}

function state(stack: string, resources: readonly object[]): string {
  const all = [
    { urn: `urn:pulumi:${stack}::shop::pulumi:pulumi:Stack::shop-${stack}`, type: "pulumi:pulumi:Stack" },
    ...resources,
  ];
  return JSON.stringify({ version: 3, deployment: { resources: all } });
}

const audit = (stack: string, name: string) => ({
  urn: `urn:pulumi:${stack}::shop::vault:index/audit:Audit::${name}`,
  type: "vault:index/audit:Audit",
  inputs: { type: "file", path: name, options: { file_path: `/vault/audit/${name}.log` } },
});

const found = (files: readonly FileRead[], ruleId: string) =>
  judgeFiles(files, { tier: "production" }).findings.filter((finding) => finding.ruleId === ruleId);

test("files are judged together: what one of them lacks another can have", () => {
  const policy = read("p.hcl", 'path "secret/data/a" {\n  capabilities = ["read"]\n}\n');
  expect(found([policy], "audit-redundancy")).toEqual([]);
});

test("each state is a stack of its own, and has everything that a stack must have", () => {
  const files = [read("a.json", state("a", [audit("a", "one")])), read("b.json", state("b", [audit("b", "two")]))];
  expect(found(files, "audit-redundancy")).toMatchObject([
    { found: '1: "one"', location: { file: "a.json" } },
    { found: '1: "two"', location: { file: "b.json" } },
  ]);
  expect(found([read("a.json", state("a", [audit("a", "one"), audit("a", "two")]))], "audit-redundancy")).toEqual([]);
});

test("a token in a provider's arguments is found, and nobody is asked about it", () => {
  const provider = {
    urn: "urn:pulumi:a::shop::pulumi:providers:vault::vault",
    type: "pulumi:providers:vault",
    inputs: { address: "https://vault.example.com:8200", token: "hvs.CAESIexampleexampleexample" },
  };
  const files = [read("a.json", state("a", [provider]))];
  expect(found(files, "no-static-token")).toEqual(
    expect.arrayContaining([expect.objectContaining({ verdict: "violation", urn: provider.urn })]),
  );
  expect(found(files, "no-root-token")).toMatchObject([{ verdict: "not-evaluated" }]);
});

describe("the servers of a Compose project", () => {
  const service = (path: string, more: object = {}) => ({
    image: "hashicorp/vault:2.1.2",
    command: "server",
    environment: { VAULT_LOCAL_CONFIG: `cluster_addr = "https://a:8201"\nstorage "raft" {\n  path = "${path}"\n}\n` },
    ...more,
  });
  const storage = (services: object) =>
    found([read("compose.yaml", JSON.stringify({ services, volumes: { data: {} } }))], "storage-durable").map(
      ({ path, found: what }) => `${path}: ${what}`,
    );
  const lost = (name: string) =>
    `services.${name}.environment.VAULT_LOCAL_CONFIG.storage.raft.path (line 3): the container's own files`;

  it("are judged each by its own volumes", () => {
    const kept = service("/vault/data", { volumes: ["data:/vault/data"] });
    expect(storage({ a: kept, b: kept })).toEqual([]);
    expect(storage({ a: kept, b: service("/vault/data") })).toEqual([lost("b")]);
    expect(storage({ a: kept, b: service("/vault/raft", { volumes: ["data:/vault/data"] }) })).toEqual([lost("b")]);
    expect(storage({ a: service("/vault/a"), b: service("/vault/b") })).toEqual([lost("a"), lost("b")]);
  });

  it("store nothing in memory", () => {
    const inMemory = service("/vault/data", { tmpfs: ["/vault/data"] });
    expect(storage({ a: inMemory })).toEqual(["services.a.tmpfs[0]: a volume of type tmpfs"]);
  });
});

test("levels and limits of a project count", () => {
  const files = [read("vault.hcl", 'listener "tcp" {\n  tls_disable = 1\n}\n')];
  const levels = (level: string) =>
    judgeFiles(files, { tier: "production", settings: { "tls-listener-required": { level } } })
      .findings.filter(({ ruleId }) => ruleId === "tls-listener-required")
      .map(({ blocks }) => blocks);
  expect([levels("block"), levels("warn"), levels("off")]).toEqual([[true], [false], []]);
});

test("findings about files name the file, and speak of no preview", () => {
  const [finding] = found(
    [
      read(
        "a.yaml",
        "apiVersion: v1\nkind: Pod\nspec: {containers: [{name: a, image: b, env: [{name: VAULT_SKIP_VERIFY, valueFrom: {}}]}]}\n",
      ),
    ],
    "tls-no-skip-verify",
  );
  expect(finding).toMatchObject({ verdict: "not-evaluated", location: { file: "a.yaml", line: 3 } });
  expect(finding?.fix).not.toContain("preview");
});

test("what could not be read says no secret", () => {
  const broken = "apiVersion: v1\nkind: Pod\nhvs.CAESIexampleexampleexample: *hvs.CAESIexampleexampleexample\n";
  const { unread } = judgeFiles([read("a.yaml", broken)], { tier: "production" });
  expect(unread).toHaveLength(1);
  expect(JSON.stringify(unread)).not.toContain("CAESI");
});

test("a file of variables that Compose takes is read as well, or said not to be", () => {
  const compose = read("a/compose.yaml", "services:\n  app:\n    image: b\n    env_file: [.env, {path: other.env}]\n");
  const { unread } = judgeFiles([compose, read("a/.env", "A=1\n")], { tier: "production" });
  expect(unread).toMatchObject([{ place: "4:23", found: '"other.env"', blocks: false }]);
});

test.each([
  ["production", true],
  ["staging", true],
  ["dev", false],
] as const)("what could not be read is not counted as read, and in %s it blocks: %s", (tier, blocks) => {
  const broken = read("a.yaml", 'apiVersion: v1\nkind: ConfigMap\ndata: "\n');
  const { read: counted, unread, skipped } = judgeFiles([broken], { tier });
  expect({ counted, skipped, unread }).toMatchObject({ counted: [], skipped: [], unread: [{ blocks }] });
});

test("a list with nothing in it is skipped: nothing was judged", () => {
  const empty = read("a.yaml", "apiVersion: v1\nkind: List\nitems: []\n");
  expect(judgeFiles([empty], { tier: "dev" })).toMatchObject({
    read: [],
    skipped: [{ file: "a.yaml", because: "declares nothing" }],
  });
});

test.each([
  ["with nothing but its mode", ""],
  ["that is routed to", ", ingress: {enabled: true, hosts: [{host: vault.example.com}]}"],
])("a file of values %s leaves open only what depends on the chart's version", (_name, more) => {
  const values = read("values.yaml", `server: {ha: {enabled: true, raft: {enabled: true}}${more}}\n`);
  const { findings } = judgeFiles([values], { tier: "production" });
  const open = findings.filter(({ verdict }) => verdict === "not-evaluated").map(({ ruleId }) => ruleId);
  expect(open).toEqual(["image-pinned", "server-version-supported"]);
});

describe("a file of values over another", () => {
  const base = read(
    "a/values.yaml",
    "global: {tlsDisable: true}\nserver:\n  ha: {enabled: true, raft: {enabled: true}}\n",
  );

  test("has no finding for what stands in the other", () => {
    const alone = judgeFiles([base], { tier: "production" }).findings;
    const overlay = read("a/values-prod.yaml", "server:\n  ha: {replicas: 5}\n");
    expect(judgeFiles([overlay, base], { tier: "production" }).findings).toEqual(alone);
  });

  test("has what it makes wrong, and both are judged", () => {
    const overlay = read("a/values-prod.yaml", "global: {tlsDisable: false}\nserver:\n  ha: {replicas: 2}\n");
    const files = [overlay, base];
    expect(found(files, "ha-replicas")).toMatchObject([{ location: { file: "a/values-prod.yaml", line: 3 } }]);
    expect(found(files, "tls-listener-required").map(({ location }) => location?.file)).toContain("a/values.yaml");
  });
});

test("a token among a kustomization's literals is found once, also where it becomes a Secret", () => {
  const text = `
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
secretGenerator:
- name: shop
  literals:
  - VAULT_TOKEN=hvs.CAESI${"z".repeat(60)}
`;
  const { findings } = judgeFiles([read("kustomization.yaml", text)], { tier: "production" });
  expect(findings.map(({ ruleId, path, location }) => [ruleId, path, location?.line])).toEqual([
    ["no-root-token-stored", "secretGenerator[0].literals[0]", 7],
  ]);
  expect(JSON.stringify(findings)).not.toContain("hvs.");
});
