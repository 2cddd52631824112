import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { chartValuesType } from "../../model/file-types";
import { rules } from "../../policy-pack/rules/index";
import type { ExampleResource } from "../../policy-pack/example";
import { runExample } from "../../policy-pack/testing/run-example";

const folder = path.join(__dirname, "../fixtures/chart");
const read = (name: string): unknown => parse(readFileSync(path.join(folder, `${name}.values.yaml`), "utf8"));

/** What the rules over resources say of a release of the official chart whose logins, audit devices and backups are another stack's. */
function found(values: unknown) {
  const props = { chart: "vault", version: "0.34.1", name: "vault", namespace: "vault", values };
  return foundIn({ type: "kubernetes:helm.sh/v3:Release", props });
}

function foundIn(resource: ExampleResource) {
  const responsible = { audit: "vault-configuration", auth: "vault-configuration", backup: "vault-backup" };
  return rules
    .filter(({ family }) => family !== "change")
    .flatMap((rule) => runExample(rule, { name: "chart", resources: [resource], responsible }));
}

const idsOf = (values: unknown) => [...new Set(found(values).map(({ ruleId }) => ruleId))].sort();

test("the official chart at its default settings is flagged for exactly what is wrong with it", () => {
  expect(idsOf({})).toEqual([
    "alerts-present",
    "graceful-upgrade",
    "ha-replicas",
    "image-pinned",
    "network-isolated",
    "pod-hardened",
    "probes-right",
    "route-to-active",
    "server-auto-unseal",
    "server-version-supported",
    "storage-durable",
    "telemetry-on",
    "tls-listener-required",
  ]);
});

test("the official chart with three servers that keep the chart's configuration is flagged as well for what one server has not", () => {
  const more = idsOf(read("raft")).filter((id) => !idsOf({}).includes(id));
  expect(more).toEqual(["ha-spread"]);
});

test("the official chart with hardened values passes every rule", () => {
  expect(found(read("hardened"))).toEqual([]);
});

test("a file of hardened values passes every rule, though only the installation says its release's name and namespace", () => {
  expect(foundIn({ type: chartValuesType, props: { values: read("hardened") } })).toEqual([]);
});

test("a file of values that keeps the namespace's account, or names a shared namespace, is flagged for it", () => {
  const values = (more: object) => ({ type: chartValuesType, props: { values: { server: {}, ...more } } });
  const idsIn = (more: object) => foundIn(values(more)).map(({ ruleId, must }) => `${ruleId}: ${must}`);
  expect(idsIn({ server: { serviceAccount: { create: false } } })).toContain(
    "pod-hardened: have an account of its own, or no token of the namespace's",
  );
  expect(idsIn({ global: { namespace: "default" } })).toContain("single-tenancy: have a namespace of its own");
});
