import { chartValuesType } from "../../../model/file-types";
import { printPlace } from "../../../model/place";
import { readResource, type Resource } from "../../../model/resource";
import { chartValues } from "../../../model/server/helm-values";
import { configurationsOf } from "../../../model/server/settings";
import { field, type Value } from "../../../model/value";
import { plain } from "../platform/chart/plain";

const resource = (type: string, props: object) => readResource({ urn: "urn", type, name: "vault", props });
const application = (spec: object) =>
  resource("kubernetes:argoproj.io/v1alpha1:Application", { metadata: { name: "vault" }, spec });
const withHelm = (helm: object) => application({ source: { chart: "vault", helm } });
const flux = (spec: object) =>
  resource("kubernetes:helm.toolkit.fluxcd.io/v2:HelmRelease", {
    metadata: { name: "vault" },
    spec: { chart: { spec: { chart: "vault" } }, ...spec },
  });
const dev = (source: Resource): Value | undefined => chartValues(source)?.get("server", "dev", "enabled");
const shown = (value: Value | undefined) => (value === undefined ? "no chart" : plain(value));

describe("Argo CD", () => {
  const off = "server: {dev: {enabled: false}}";
  const parameter = { name: "server.dev.enabled", value: "true" };

  test.each<[string, Resource, unknown]>([
    ["a parameter beats values", withHelm({ values: off, parameters: [parameter] }), true],
    [
      "a parameter beats an object of values",
      withHelm({ valuesObject: { server: {} }, parameters: [parameter] }),
      true,
    ],
    [
      "another parameter leaves them",
      withHelm({ values: off, parameters: [{ name: "ui.enabled", value: "1" }] }),
      false,
    ],
    ["one as a text", withHelm({ parameters: [{ ...parameter, forceString: true }] }), "true"],
    ["one that Argo CD fills in", withHelm({ parameters: [{ ...parameter, value: "$ARGOCD_APP_NAME" }] }), "(unknown)"],
    [
      "the text of a file",
      withHelm({ values: off, fileParameters: [{ name: parameter.name, path: "a" }] }),
      "(unknown)",
    ],
    ["the object beats the text", withHelm({ values: off, valuesObject: { server: { dev: { enabled: 1 } } } }), 1],
    ["a file loses to values", withHelm({ values: off, valueFiles: ["values.yaml"] }), false],
    ["a file decides what is not there", withHelm({ values: "server: {}", valueFiles: ["values.yaml"] }), "(unknown)"],
    [
      "one of several sources",
      application({ sources: [{ ref: "values" }, { chart: "vault", helm: { parameters: [parameter] } }] }),
      true,
    ],
    ["sources of other charts", application({ sources: [{ ref: "values" }, { chart: "redis" }] }), "no chart"],
  ])("%s", (_name, source, expected) => expect(shown(dev(source))).toBe(expected));

  test("a parameter stands where it is written, and what it leaves out where values are", () => {
    const values = chartValues(withHelm({ values: off, parameters: [{ name: "server.ha.replicas", value: "1" }] }));
    expect([
      printPlace(values?.given("server", "ha", "replicas").place ?? { path: [] }),
      printPlace(values?.given("server", "ha", "enabled").place ?? { path: [] }),
    ]).toEqual(["spec.source.helm.parameters[0].value", "spec.source.helm.values.server.ha.enabled"]);
  });
});

describe("a set of Applications", () => {
  const set = (template: object, more: object = {}) =>
    resource("kubernetes:argoproj.io/v1alpha1:ApplicationSet", { spec: { template, ...more } });
  const withValues = (values: string, more: object = {}) =>
    set({ metadata: { name: "vault-{{env}}" }, spec: { source: { chart: "vault", helm: { values, ...more } } } });
  const values = "server: {dev: {enabled: {{dev}} }, image: {tag: '1.{{minor}}'}, ha: {enabled: true}}";

  test.each<[string, Resource, readonly string[], unknown]>([
    ["what is filled in", withValues(values), ["server", "dev", "enabled"], "(unknown)"],
    ["what is filled in partly", withValues(values), ["server", "image", "tag"], "(unknown)"],
    ["the rest", withValues(values), ["server", "ha", "enabled"], true],
    ["lines that it chooses", withValues("{{- if .dev }}\nserver: {}\n{{- end }}"), ["ui"], "(unknown)"],
    [
      "a parameter that is filled in",
      withValues(values, { parameters: [{ name: "server.ha.enabled", value: "{{ha}}" }] }),
      ["server", "ha", "enabled"],
      "(unknown)",
    ],
    [
      "one of several sources, as an object",
      set({ spec: { sources: [{ chart: "vault", helm: { valuesObject: { ui: { enabled: "{{ui}}" } } } }] } }),
      ["ui", "enabled"],
      "(unknown)",
    ],
    [
      "what a patch may change",
      set({ spec: { source: { chart: "vault" } } }, { templatePatch: "spec: {}" }),
      ["server", "ha", "enabled"],
      "(unknown)",
    ],
  ])("%s is known or not", (_name, source, path, expected) => {
    expect(shown(chartValues(source)?.get(...path))).toBe(expected);
  });

  test("may install a chart whose name is filled in", () => {
    const source = { chart: "{{chart}}", helm: { valuesObject: { server: { dev: { enabled: true } } } } };
    expect(shown(dev(set({ spec: { source } })))).toBe(true);
  });
});

describe("Flux", () => {
  const reference = { kind: "Secret", name: "more" };
  const inline = { server: { dev: { enabled: false } } };
  const target = { ...reference, targetPath: "server.dev.enabled" };

  test.each<[string, Resource, unknown]>([
    ["what stands in the release wins", flux({ values: inline, valuesFrom: [reference] }), false],
    ["over one value from elsewhere as well", flux({ values: inline, valuesFrom: [target] }), false],
    ["what does not may stand elsewhere", flux({ values: { server: {} }, valuesFrom: [reference] }), "(unknown)"],
    ["or certainly does", flux({ valuesFrom: [target] }), "(unknown)"],
    ["unless something else does", flux({ valuesFrom: [{ ...reference, targetPath: "ui.enabled" }] }), false],
    ["an empty list has nothing", flux({ valuesFrom: [] }), false],
  ])("%s", (_name, source, expected) => expect(shown(dev(source))).toBe(expected));
});

describe("values that nobody opens", () => {
  const standalone = { enabled: true, config: 'listener "tcp" {\n  tls_disable = true\n}\n' };

  test("leave a configuration that is given to be judged, and stand once for what is not", () => {
    const source = flux({ values: { server: { standalone } }, valuesFrom: [{ kind: "Secret", name: "more" }] });
    const configurations = configurationsOf(source);
    expect(configurations.map(({ kind }) => kind)).toEqual(["known", "unknown"]);
    expect(configurations.map((each) => shown(field(each, "listener", "tcp", "tls_disable")))).toEqual([
      true,
      "(unknown)",
    ]);
  });

  test("leave only what is given where the mode is", () => {
    const ha = { enabled: true, raft: { enabled: true, config: standalone.config } };
    const source = flux({ values: { server: { ha } }, valuesFrom: [{ kind: "Secret", name: "more" }] });
    expect(configurationsOf(source).map(({ kind }) => kind)).toEqual(["known"]);
  });

  test("have no path that leads into them", () => {
    const source = flux({ values: { server: {} }, valuesFrom: [{ kind: "Secret", name: "more" }] });
    const value = field(chartValues(source)?.get("server", "enabled") ?? source.inputs, "spec", "template");
    expect([printPlace(value.place), printPlace(value.place.source ?? { path: [] })]).toEqual([
      "spec.values.server.enabled",
      "spec.valuesFrom[0]",
    ]);
  });
});

describe("a file of values", () => {
  const file = (values: object) => resource(chartValuesType, { values });

  test.each<[string, object, unknown]>([
    ["of the chart around it", { vault: { server: { dev: { enabled: true } } } }, true],
    ["that sets something else", { vault: { ui: { enabled: true } } }, false],
    ["of its own", { server: { dev: { enabled: true } }, vault: { a: 1 } }, true],
  ])("has the values of the chart in one %s", (_name, values, expected) => {
    expect(shown(dev(file(values)))).toBe(expected);
  });

  test("has what is global for all charts in it", () => {
    const values = chartValues(file({ global: { tlsDisable: false }, vault: { global: { tlsDisable: true } } }));
    expect(shown(values?.get("global", "tlsDisable"))).toBe(false);
  });
});
