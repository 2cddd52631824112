import { kustomized } from "../../../model/kustomize/kustomized";
import { configurationsOf } from "../../../model/server/settings";
import { field } from "../../../model/value";
import { placed, reading, typesAndNames } from "../files/placed";
import { plain } from "../platform/chart/plain";

const server = (name = "vault", image = "hashicorp/vault:1.20.0") =>
  `apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: ${name}}\nspec:\n  replicas: 1\n  template: {spec: {containers: [{name: vault, image: "${image}", args: [server]}]}}\n`;
const after = (files: Readonly<Record<string, string>>) =>
  kustomized(Object.entries(files).flatMap(([file, text]) => reading(file, text).resources));
const manifests = (files: Readonly<Record<string, string>>) =>
  after(files).resources.filter(({ type }) => !type.endsWith(":Kustomization"));

describe("what a kustomization sets", () => {
  test.each<[string, string, string, unknown]>([
    ["the namespace", "namespace: vault", "metadata.namespace", "vault"],
    ["a digest", "images: [{name: hashicorp/vault, digest: 'sha256:a'}]", "image", "hashicorp/vault@sha256:a"],
    [
      "a tag and a digest",
      "images: [{name: hashicorp/vault, newTag: '2', digest: 'sha256:a'}]",
      "image",
      "hashicorp/vault:2@sha256:a",
    ],
    ["another name", "images: [{name: hashicorp/vault, newName: a/vault}]", "image", "a/vault:1.20.0"],
    ["another image", "images: [{name: vault, newTag: '2'}]", "image", "hashicorp/vault:1.20.0"],
    ["the number", "replicas: [{name: vault, count: 3}]", "spec.replicas", 3],
    ["the number of another", "replicas: [{name: web, count: 3}]", "spec.replicas", 1],
  ])("is applied: %s", (_name, set, where, expected) => {
    const [found] = manifests({ "a/kustomization.yaml": `resources: [b.yaml]\n${set}\n`, "a/b.yaml": server() });
    const inputs = plain(found?.inputs ?? { kind: "known", value: undefined, place: { path: [] } });
    expect(inputs).toHaveProperty(where === "image" ? "spec.template.spec.containers[0].image" : where, expected);
  });

  test("is applied from the nearest to the last, to what is in a namespace", () => {
    const [first, second] = manifests({
      "base/a.yaml": `${server()}---\napiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n`,
      "base/kustomization.yaml": "resources: [a.yaml]\nnamespace: one\nreplicas: [{name: vault, count: 3}]\n",
      "overlays/prod/kustomization.yaml": "resources: [../../base]\nnamespace: two\n",
    });
    expect(plain(field(first?.inputs ?? server0, "metadata", "namespace"))).toBe("two");
    expect(plain(field(first?.inputs ?? server0, "spec", "replicas"))).toBe(3);
    expect(plain(field(second?.inputs ?? server0, "metadata", "namespace"))).toBeUndefined();
  });

  test("is not applied where several set it, which is said", () => {
    const { resources, unapplied } = after({
      "base/a.yaml": server(),
      "base/kustomization.yaml": "resources: [a.yaml]\n",
      "dev/kustomization.yaml": "resources: [../base/]\nnamespace: dev\n",
      "prod/kustomization.yaml": "resources: [../base]\nnamespace: prod\n",
    });
    expect(plain(field(resources[0]?.inputs ?? server0, "metadata", "namespace"))).toBeUndefined();
    expect(unapplied.map(({ fields, concernsVault }) => [fields, concernsVault])).toEqual([
      [["namespace"], true],
      [["namespace"], true],
    ]);
  });
});

test.each([
  ["another name", "namePrefix: prod-", ["namePrefix"]],
  ["parts that others add", "components: [../tls]", ["components"]],
  ["no other name", "nameSuffix: ''", undefined],
  ["labels", "labels: [{pairs: {team: a}}]", undefined],
])("%s is said where it is not applied", (_, line, fields) => {
  const { unapplied } = after({ "kustomization.yaml": `resources: [a.yaml]\n${line}\n`, "a.yaml": server() });
  expect(unapplied.map((each) => [each.fields, each.concernsVault])).toEqual(
    fields === undefined ? [] : [[fields, true]],
  );
});

const server0 = { kind: "known", value: undefined, place: { path: [] } } as const;

describe("patches", () => {
  const web = server("web", "nginx:1").replace(", args: [server]", "");
  const patch = (name: string) =>
    `apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: ${name}}\nspec: {replicas: 2}\n`;

  test.each<[string, string, Readonly<Record<string, string>>, boolean]>([
    ["in a file, of a server", "patches: [{path: p.yaml}]", { "p.yaml": patch("secrets") }, true],
    ["in a file, of something else", "patches: [{path: p.yaml}]", { "p.yaml": patch("web") }, false],
    ["in a list of files", "patchesStrategicMerge: [p.yaml]", { "p.yaml": patch("secrets") }, true],
    ["that starts a server", "patches: [{path: p.yaml}]", { "p.yaml": server("a") }, true],
    ["of all of a kind", "patches: [{target: {kind: StatefulSet}, patch: '[]'}]", {}, true],
    ["of names like a pattern", "patches: [{target: {kind: StatefulSet, name: 'sec.*'}, patch: '[]'}]", {}, true],
    ["of another kind", "patches: [{target: {kind: Deployment, name: web}, patch: '[]'}]", {}, false],
    ["that name Vault", "patchesJson6902: [{target: {kind: Ingress, name: vault}, path: p.json}]", {}, true],
  ])("%s are left out, and said once", (_name, patches, more, concernsVault) => {
    const base = {
      "kustomization.yaml": `resources: [a.yaml, b.yaml]\n${patches}\n`,
      "a.yaml": server("secrets"),
      "b.yaml": web,
    };
    const { resources, unapplied } = after({ ...base, ...more });
    expect(typesAndNames(resources)).toEqual([
      "kubernetes:kustomize.config.k8s.io/v1beta1:Kustomization kustomization.yaml",
      "kubernetes:apps/v1:StatefulSet secrets",
      "kubernetes:apps/v1:StatefulSet web",
    ]);
    expect(unapplied.map((each) => each.concernsVault)).toEqual([concernsVault]);
  });
});

describe("what a kustomization generates", () => {
  const listener = 'listener "tcp" {\n  tls_disable = 1\n}\n';

  test("of literals is a configuration, on the line of the literal", () => {
    const [map] = manifests({
      "kustomization.yaml": `namespace: vault\nconfigMapGenerator:\n  - name: config\n    literals:\n      - vault.hcl=listener "tcp" { tls_disable = 1 }\n`,
    });
    expect(map === undefined ? [] : typesAndNames([map])).toEqual(["kubernetes:core/v1:ConfigMap config"]);
    expect(map === undefined ? [] : configurationsOf(map).flatMap((inputs) => placed({ ...map, inputs }))).toEqual([
      expect.stringMatching(/^configMapGenerator\[0\]\.literals\[0\]\.listener\.tcp\.tls_disable \(line 1\) 5:/u),
    ]);
    expect(plain(field(map?.inputs ?? server0, "metadata", "namespace"))).toBe("vault");
  });

  test("of a file is that file's text, which is judged once", () => {
    const found = manifests({
      "kustomization.yaml": "configMapGenerator: [{name: config, files: [server.hcl=conf/vault.hcl]}]\n",
      "conf/vault.hcl": listener,
    });
    expect(typesAndNames(found)).toEqual(["kubernetes:core/v1:ConfigMap config"]);
    expect(found.flatMap((map) => configurationsOf(map).flatMap((inputs) => placed({ ...map, inputs })))).toEqual([
      expect.stringMatching(/^configMapGenerator\[0\]\.files\[0\]\.listener\.tcp\.tls_disable \(line 2\) 2:/u),
    ]);
  });

  test("for a Secret is secret", () => {
    const [secret] = manifests({
      "kustomization.yaml": "secretGenerator: [{name: a, literals: ['b=plain text', \"c='d'\"], files: [vault.hcl]}]\n",
      "vault.hcl": listener,
    });
    expect(plain(field(secret?.inputs ?? server0, "stringData"))).toEqual({
      b: "(secret)",
      c: "(secret)",
      "vault.hcl": "(secret)",
    });
  });
});
