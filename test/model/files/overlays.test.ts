import { withOverlays } from "../../../model/files/overlays";
import { placed, reading } from "./placed";

const texts = {
  base: "server:\n  ha: {enabled: true, replicas: 3}\n  dev: {enabled: false}\n",
  overlay: "server:\n  ha: {replicas: 5}\n",
};
const files = (...named: readonly (readonly [string, string])[]) =>
  withOverlays(named.flatMap(([file, text]) => reading(file, text).resources));

test.each([
  ["a/values-prod.yaml", "a/values.yaml"],
  ["a/values.prod.yml", "a/values.yaml"],
  ["a/values_prod.yaml", "a/values.yaml"],
  ["a/prod-values.yaml", "a/values.yaml"],
  ["a/prod.values.yaml", "a/values.yaml"],
  ["a/vault-values-prod.yaml", "a/vault-values.yaml"],
])("%s is laid over %s", (overlay, base) => {
  const { resources, overlays } = files([overlay, texts.overlay], [base, texts.base]);
  expect(overlays).toHaveLength(1);
  expect(resources.map(({ name }) => name)).toEqual([base, overlay]);
  expect(resources.map(placed)).toEqual([
    ["values.server.ha.enabled 2:8: true", "values.server.ha.replicas 2:23: 3", "values.server.dev.enabled 3:9: false"],
    ["values.server.ha.enabled 2:8: true", "values.server.ha.replicas 2:8: 5", "values.server.dev.enabled 3:9: false"],
  ]);
});

test.each([
  ["beside nothing", "a/values-prod.yaml", "b/values.yaml"],
  ["of another name", "a/production.yaml", "a/values.yaml"],
  ["that is the only one", "a/values-prod.yaml", "a/values-dev.yaml"],
])("a file of values %s stands for itself", (_name, file, other) => {
  expect(files([file, texts.overlay], [other, texts.base]).overlays).toEqual([]);
});

test("a file of the chart around Vault's is laid over another of that chart only", () => {
  const around = ["a/values-prod.yaml", "vault:\n  server: {ha: {replicas: 5}}\n"] as const;
  expect(files(around, ["a/values.yaml", texts.base]).overlays).toEqual([]);
  expect(files(around, ["a/values.yaml", "vault:\n  server: {ha: {enabled: true}}\n"]).overlays).toHaveLength(1);
});

test("of several the one that is most like it is beneath", () => {
  const own = ["a/values-prod.yaml", "server: {ha: {replicas: 5}}\n"] as const;
  const { resources } = files(["a/values.yaml", texts.base], own, [
    "a/values-prod-eu.yaml",
    "server: {dev: {enabled: true}}\n",
  ]);
  expect(resources.map(placed).at(-1)).toContain("values.server.ha.replicas 1:15: 5");
});
