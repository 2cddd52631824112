import { chartValuesType } from "../../../../model/file-types";
import { areInOneNamespace } from "../../../../model/platform/join";
import { kindOf, manifestsIn, manifestsOf, namespaceOf } from "../../../../model/platform/manifests";
import { isOpen, type Certainty } from "../../../../model/certainty";
import { areEqual, selects } from "../../../../model/platform/selector";
import { serversIn, serversOf } from "../../../../model/platform/servers";
import { printPlace } from "../../../../model/place";
import { readResource, type Resource } from "../../../../model/resource";
import { asText } from "../../../../model/scalars";
import { unknownMark } from "../../../../model/unknown-mark";
import { field, known, type Value } from "../../../../model/value";
import { plain } from "./plain";

const resource = (type: string, props: object) => readResource({ urn: "urn", type, name: "vault", props });
const release = (values: unknown, more: object = {}) =>
  resource("kubernetes:helm.sh/v3:Release", { chart: "vault", name: "vault", namespace: "vault", values, ...more });
const made = (source: Resource, kind: string, name = "vault") =>
  manifestsOf(source).find((manifest) => kindOf(manifest) === kind && manifest.name === name);
const pods = (source: Resource, ...path: readonly string[]): Value =>
  field(made(source, "StatefulSet")?.inputs ?? source.inputs, "spec", "template", "spec", ...path);

describe("the servers of the official chart", () => {
  test.each<[string, Resource, number]>([
    ["no values", release({}), 1],
    ["dev mode", release({ server: { dev: { enabled: true } } }), 1],
    ["servers elsewhere", release({ global: { externalVaultAddr: "https://vault.example.com" } }), 0],
    ["no server", release({ server: { enabled: false } }), 0],
    ["all but the servers", release({ global: { enabled: false } }), 0],
    ["neither of its modes", release({ server: { standalone: { enabled: false } } }), 0],
    [
      "the values of a chart that depends on it",
      resource("kubernetes:helm.sh/v3:Release", { chart: "platform", values: { vault: { server: {} } } }),
      1,
    ],
    ["another chart", resource("kubernetes:helm.sh/v3:Release", { chart: "postgresql", values: {} }), 0],
    [
      "Bitnami's chart of the same name",
      resource("kubernetes:helm.sh/v3:Release", { chart: "oci://registry-1.docker.io/bitnamicharts/vault" }),
      0,
    ],
    ["a file of values", resource(chartValuesType, { values: { server: { ha: { enabled: true } } } }), 1],
    [
      "Flux",
      resource("kubernetes:helm.toolkit.fluxcd.io/v2:HelmRelease", { spec: { chart: { spec: { chart: "vault" } } } }),
      1,
    ],
    [
      "Argo CD, its values as an object",
      resource("kubernetes:argoproj.io/v1alpha1:Application", {
        spec: { source: { chart: "vault", helm: { valuesObject: { server: {} } } } },
      }),
      1,
    ],
    [
      "Pulumi's Chart, which makes each of them a resource",
      resource("kubernetes:helm.sh/v4:Chart", { chart: "vault", values: {} }),
      0,
    ],
    [
      "Pulumi's Chart, whose values are not known yet",
      resource("kubernetes:helm.sh/v4:Chart", {
        chart: "vault",
        values: { server: { ha: { replicas: unknownMark } } },
      }),
      1,
    ],
  ])("%s", (_name, source, servers) => {
    expect(serversOf(source)).toHaveLength(servers);
  });
});

describe("a value of the chart", () => {
  test("stands where its user wrote it", () => {
    const grace = pods(release({ server: { terminationGracePeriodSeconds: 90 } }), "terminationGracePeriodSeconds");
    expect([plain(grace), printPlace(grace.place)]).toEqual([90, "values.server.terminationGracePeriodSeconds"]);
  });

  test("that nobody wrote stands where one would write it", () => {
    const profile = pods(release({}), "securityContext", "seccompProfile");
    expect([plain(profile), printPlace(profile.place)]).toEqual([
      undefined,
      "values.server.statefulSet.securityContext.pod.seccompProfile",
    ]);
  });

  test.each([
    [
      "leaves out the rest of the chart's own",
      { statefulSet: { securityContext: { pod: { runAsUser: 5 } } } },
      { runAsUser: 5 },
    ],
    [
      "has the chart's own user where it is given by itself",
      { uid: 5 },
      { runAsNonRoot: true, runAsGroup: 1000, runAsUser: 5, fsGroup: 1000 },
    ],
  ])("for the pod's security %s", (_name, server, expected) => {
    expect(plain(pods(release({ server }), "securityContext"))).toEqual(expected);
  });

  test.each([
    ["an object", { nodeSelector: { pool: "vault" } }, { pool: "vault" }],
    ["a text of YAML", { nodeSelector: "pool: vault\n" }, { pool: "vault" }],
    [
      "a text with the release's names",
      { nodeSelector: 'pool: "{{ .Release.Name }}-{{ include "vault.name" . }}"' },
      { pool: "vault-vault" },
    ],
    [
      "a text with another value",
      { nodeSelector: "pool: {{ .Values.server.logLevel }}", logLevel: "info" },
      { pool: "info" },
    ],
    ["a text that asks for more", { nodeSelector: "pool: {{ randAlpha 5 }}" }, "(unknown)"],
    ["a text that is no YAML", { nodeSelector: "a: b: c" }, "(unknown)"],
  ])("that may be a template: %s", (_name, server, expected) => {
    expect(plain(pods(release({ server }), "nodeSelector"))).toEqual(expected);
  });

  test("is removed by a null, where nulls count", () => {
    const values = { server: { affinity: null } };
    expect(plain(pods(release(values), "affinity"))).toBeDefined();
    expect(plain(pods(release(values, { allowNullValues: true }), "affinity"))).toBeUndefined();
    expect(plain(pods(resource(chartValuesType, { values }), "affinity"))).toBeUndefined();
  });

  test.each([
    ["the newest chart's", {}, "hashicorp/vault:2.0.4"],
    ["an older chart's", { version: "0.28.0" }, "hashicorp/vault:1.16.1"],
    ["that of a chart of which nobody here knows", { version: "^0.40" }, "(unknown)"],
  ])("for the image's tag is %s", (_name, more, expected) => {
    const [container] = [pods(release({}, more), "containers")].flatMap((list) => plain(list));
    expect(container).toHaveProperty("image", expected);
  });
});

describe("the name of a release that only the installation says", () => {
  const [one, other] = ["a", "b"].map((name) =>
    readResource({ urn: name, type: chartValuesType, name, props: { values: { server: { ha: { enabled: true } } } } }),
  );
  const nameOf = (source: Resource | undefined, kind: string, name: string) =>
    asText(field(made(source ?? release({}), kind, name)?.inputs ?? release({}).inputs, "metadata", "name"));
  const full = nameOf(one, "StatefulSet", "vault");
  const said = (certainty: Certainty) => (isOpen(certainty) ? "open" : certainty);

  test.each<[string, Value<string | undefined>, boolean | "open"]>([
    ["itself", nameOf(one, "Service", "vault"), true],
    ["that with an ending", nameOf(one, "Service", "vault-active"), false],
    ["one with another ending", nameOf(one, "Service", "vault-standby"), false],
    ["another release's", nameOf(other, "StatefulSet", "vault"), false],
    ["a name that can be it", known("team-vault", { path: [] }), "open"],
    ["a name that it cannot be", known("shop", { path: [] }), false],
  ])("is the same as %s or not", (_name, value, expected) => {
    expect(said(areEqual(full, value))).toBe(expected);
  });

  test("is in its own namespace, in no other release's, and perhaps in any other", () => {
    const namespace = (source: Resource | undefined) =>
      namespaceOf(made(source ?? release({}), "StatefulSet") ?? release({}));
    expect(
      [namespace(one), namespace(other), known("vault", { path: [] }), known(undefined, { path: [] })].map((each) =>
        said(areInOneNamespace(namespace(one), each)),
      ),
    ).toEqual([true, false, "open", "open"]);
  });
});

describe("a value that is not known", () => {
  test("of the mode leaves the servers there, and says nothing of what only one mode has", () => {
    const source = release({ server: { ha: { enabled: unknownMark } } });
    expect(serversOf(source)).toHaveLength(1);
    expect(plain(field(made(source, "StatefulSet")?.inputs ?? source.inputs, "spec", "replicas"))).toBe("(unknown)");
    expect(made(source, "PodDisruptionBudget")?.inputs.kind).toBe("unknown");
  });

  test("in files of values leaves servers to be judged, of which nothing is known, and the injector no server", () => {
    const source = release(undefined, { valueYamlFiles: ["values.yaml"] });
    expect(serversOf(source)).toHaveLength(1);
    expect(plain(pods(source, "terminationGracePeriodSeconds"))).toBe("(unknown)");
    const containers = field(
      made(source, "Deployment", "vault-agent-injector")?.inputs ?? source.inputs,
      "spec",
      "template",
      "spec",
      "containers",
    );
    expect(containers.kind).toBe("known");
  });

  test("of the release's name is the same in all that the chart makes", () => {
    const source = resource(chartValuesType, { values: { server: { ha: { enabled: true } } } });
    const [server] = serversIn([source]);
    const budget = manifestsIn([source]).find((manifest) => kindOf(manifest) === "PodDisruptionBudget");
    const isSelected = selects(
      field(budget?.inputs ?? source.inputs, "spec", "selector"),
      server?.podLabels ?? source.inputs,
    );
    expect(isOpen(isSelected) ? isSelected.why : isSelected).toBe(true);
  });
});
