import { readJson } from "../../../model/files/json";
import { decodeText } from "../../../model/files/text";
import { readYaml } from "../../../model/files/yaml";
import { chartValuesType } from "../../../model/file-types";
import { configurationsOf } from "../../../model/server/settings";
import { placed, reading, typesAndNames } from "./placed";

function only(file: string, text: string) {
  const [resource, ...others] = reading(file, text).resources;
  if (resource === undefined || others.length > 0) throw new Error("not exactly one resource");
  return resource;
}

describe("YAML", () => {
  const data = (text: string) => readYaml({ file: "a", text }).documents.map((document) => document.data);

  test.each<[string, string, unknown[]]>([
    ["what YAML 1.1 takes for booleans", "[yes, on, Off, n]", [[true, true, false, false]]],
    ["octal numbers", "a: 0644", [{ a: 420 }]],
    ["times and ports as texts", "[2026-01-01, 22:22]", [["2026-01-01", "22:22"]]],
    ["several documents", "a: 1\n---\n---\nb: 2\n", [{ a: 1 }, { b: 2 }]],
    ["an anchor and its alias", "a: &x {b: 1}\nc: *x\n", [{ a: { b: 1 }, c: { b: 1 } }]],
    [
      "a merged object, which wins over nothing",
      "a: &x {b: 1, c: 2}\nd: {<<: *x, b: 3}\n",
      [{ a: { b: 1, c: 2 }, d: { b: 3, c: 2 } }],
    ],
    ["several merged objects, of which the first wins", "<<: [{a: 1}, {a: 2, b: 3}]", [{ a: 1, b: 3 }]],
    ["an anchor that is given anew", "[&x 1, *x, &x 2, *x]", [[1, 1, 2, 2]]],
    ["tags of others", "a: !vault |\n  b\n", [{ a: "b\n" }]],
    ["numbers for keys", "1: a", [{ "1": "a" }]],
  ])("%s", (_, text, expected) => expect(data(text)).toEqual(expected));

  test("says where each value stands: at its key, at its dash, and a block text where it begins", () => {
    const text =
      'apiVersion: v1\nkind: ConfigMap\ndata:\n  a: "x"\n  b: |\n    api_addr = "http://a"\n\n  c: >-\n    y\n  d: [1,\n    2]\n';
    expect(placed(only("a.yaml", text))).toEqual([
      'apiVersion 1:1: "v1"',
      'kind 2:1: "ConfigMap"',
      'data.a 4:3: "x"',
      'data.b 5:3: "api_addr = \\"http://a\\"\\n"',
      'data.c 8:3: "y"',
      "data.d[0] 10:7: 1",
      "data.d[1] 11:5: 2",
    ]);
  });

  test("says the line of what stands inside a block text", () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\ndata:\n  vault.hcl: |\n    # a server\n    api_addr = "http://a"\n';
    const [settings] = configurationsOf(only("a.yaml", text));
    expect(settings === undefined ? [] : placed({ ...only("a.yaml", text), inputs: settings })).toEqual([
      'data["vault.hcl"].api_addr (line 2) 6:5: "http://a"',
    ]);
  });

  test.each([
    ["a text that is indented itself", "|2-\n\n      api_addr = 1\n", 7],
    ["one that is folded", ">\n\n    api_addr = 1\n", 5],
  ])("says the column inside %s", (_, block, column) => {
    const text = `apiVersion: v1\nkind: ConfigMap\ndata:\n  vault.hcl: ${block}`;
    const [settings] = configurationsOf(only("a.yaml", text));
    expect(settings === undefined ? [] : placed({ ...only("a.yaml", text), inputs: settings })).toEqual([
      expect.stringContaining(` 6:${column}: `),
    ]);
  });

  test("says where a text begins whose lines are not the file's", () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\ndata:\n  vault.hcl: "\\n\\napi_addr = 1"\n';
    const [settings] = configurationsOf(only("a.yaml", text));
    expect(settings === undefined ? [] : placed({ ...only("a.yaml", text), inputs: settings })).toEqual([
      'data["vault.hcl"].api_addr (line 3) 4:3: 1',
    ]);
  });
});

describe("JSON", () => {
  test("says where each value stands", () => {
    const text =
      '{\n\t"apiVersion": "v1", "kind": "A",\n  "a": [1.5e1, true,\n null],\r\n  "b\\n": {"c": "\\u00e4"}}\n';
    expect(placed(only("a.json", text))).toEqual(
      [
        'apiVersion 2:2: "v1"',
        'kind 2:22: "A"',
        "a[0] 3:9: 15",
        "a[1] 3:16: true",
        "a[2] 4:2: null",
        '["b\\n"].c 5:11: "ä"',
      ].map((line) => line.replace('["b\\n"]', '["b\n"]')),
    );
  });

  test.each([
    ["", "no value"],
    ["{", "no key"],
    ['{"a" 1}', "no colon"],
    ['{"a": 1 "b": 2}', "no comma"],
    ["[1,]", "a comma before the end"],
    ["[1] 2", "something behind the end"],
    ["[01]", "a value that is none"],
    ["[nul]", "a value that is none"],
    ['"\\x"', "a value that is none"],
    ['"a\nb"', "a value that is none"],
    ['"a', "a text without an end"],
  ])("%j is none: %s", (text, found) => {
    expect(readJson({ file: "a", text })).toMatchObject({ must: "be JSON", found });
  });

  test("is what JSON.parse makes of it", () => {
    const value = { a: [0, -1, 1e3, '\u2028"\\/', { "": null }], __proto__x: { y: false } };
    expect(readJson({ file: "a", text: JSON.stringify(value, undefined, "\t") })).toMatchObject({ data: value });
  });
});

describe("bytes", () => {
  const bytes = (text: string, encoding: BufferEncoding, mark: readonly number[]) =>
    Buffer.from([...mark, ...Buffer.from(text, encoding)]);
  test.each([
    ["UTF-8", Buffer.from("ä")],
    ["UTF-8 with a mark", bytes("ä", "utf8", [0xef, 0xbb, 0xbf])],
    ["UTF-16", bytes("ä", "utf16le", [0xff, 0xfe])],
    ["UTF-16, the other way round", Buffer.from([0xfe, 0xff, 0x00, 0xe4])],
  ])("in %s are read", (_, given) => expect(decodeText("a", given)).toEqual({ file: "a", text: "ä" }));

  test.each([
    ["a NUL", Buffer.from("a\0b"), "bytes that are no text"],
    ["Latin 1", Buffer.from("ä", "latin1"), "bytes that are not UTF-8"],
    ["half a character of UTF-16", Buffer.from([0xff, 0xfe, 0x00]), "bytes that are not UTF-16LE"],
    ["UTF-16 without a mark", Buffer.from("ab", "utf16le"), "bytes that are no text"],
  ])("with %s are none", (_, given, found) => expect(decodeText("a", given)).toMatchObject({ place: "1:1", found }));
});

describe("Kubernetes", () => {
  test("types are those of Pulumi's provider", () => {
    const text = [
      "v1 Pod",
      "apps/v1 StatefulSet",
      "networking.k8s.io/v1 NetworkPolicy",
      "argoproj.io/v1alpha1 Application",
    ]
      .map((each) => each.split(" "))
      .map(([apiVersion, kind], index) => `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: n${index}}\n`)
      .join("---\n");
    expect(typesAndNames(reading("a", text).resources)).toEqual([
      "kubernetes:core/v1:Pod n0",
      "kubernetes:apps/v1:StatefulSet n1",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy n2",
      "kubernetes:argoproj.io/v1alpha1:Application n3",
    ]);
  });

  test("lists are what stands in them, lists in lists as well", () => {
    const pod = (name: string) => ({ apiVersion: "v1", kind: "Pod", metadata: { name } });
    const list = (...items: object[]) => ({ apiVersion: "v1", kind: "List", items });
    const typed = { apiVersion: "apps/v1", kind: "DeploymentList", items: [{ metadata: { name: "c" } }] };
    const text = JSON.stringify(list(pod("a"), list(pod("b"), typed)));
    expect(typesAndNames(reading("a", text).resources)).toEqual([
      "kubernetes:core/v1:Pod a",
      "kubernetes:core/v1:Pod b",
      "kubernetes:apps/v1:Deployment c",
    ]);
  });

  test("a Secret's data is secret, and each key has its place", () => {
    const resource = only(
      "a",
      "apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\ndata:\n  b: eA==\nstringData:\n  c: |\n    y\n",
    );
    expect(placed(resource).slice(3)).toEqual(["data.b 6:3: secret", "stringData.c 8:3: secret"]);
    expect(resource).toMatchObject({
      urn: "urn:strongroom:files::a::kubernetes:core/v1:Secret::a",
      position: { line: 1, column: 1 },
    });
  });
});

describe("a kustomization", () => {
  const chart = `helmCharts:
  - name: vault
    repo: https://helm.releases.hashicorp.com
    releaseName: secrets
    valuesInline:
      server:
        standalone:
          config: |
            listener "tcp" { tls_disable = 1 }
  - name: vault
    repo: oci://registry-1.docker.io/bitnamicharts
  - name: web
`;

  test.each([
    ["that says so", "a.yaml", `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n${chart}`, 12],
    ["by its name", "base/kustomization.yaml", chart, 10],
  ])("%s installs the official chart", (_name, file, text, line) => {
    const [release] = reading(file, text).resources.filter(({ type }) => type === chartValuesType);
    if (release === undefined) throw new Error("there is no release");
    expect(release.name).toBe("secrets");
    const [settings] = configurationsOf(release);
    expect(settings === undefined ? [] : placed({ ...release, inputs: settings })).toContainEqual(
      expect.stringContaining(`listener.tcp.tls_disable (line 1) ${line - 1}:`),
    );
  });

  test("with values in a file decides nothing by the chart's defaults", () => {
    const text = "helmCharts:\n  - name: vault\n    valuesFile: values.yaml\n";
    const [release] = reading("kustomization.yaml", text).resources.filter(({ type }) => type === chartValuesType);
    expect(release === undefined ? [] : configurationsOf(release).map(({ kind }) => kind)).toEqual(["unknown"]);
  });
});

describe("values of the chart", () => {
  const encrypted = "ENC[AES256_GCM,data:Tr7o=,iv:1=,tag:aGg=,type:str]";
  const read = (text: string) => only("values.yaml", text);

  test("that SOPS has encrypted are not known, and secrets stay secrets", () => {
    const text = `server:\n  dev: {enabled: "${encrypted}"}\n  extraEnvironmentVars: {VAULT_TOKEN: "${encrypted}"}\n`;
    expect(placed(read(text))).toEqual([
      "values.server.dev.enabled 2:9: is encrypted by SOPS",
      "values.server.extraEnvironmentVars.VAULT_TOKEN 3:26: secret",
    ]);
  });

  test("of a dependency are without those of others, but with what is global", () => {
    const text = "global: {a: 1}\nredis: {b: 2}\nvault:\n  server: {ha: {enabled: true}}\n";
    expect(placed(read(text))).toEqual(["values.global.a 1:10: 1", "values.vault.server.ha.enabled 4:17: true"]);
  });
});
