import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { rules } from "../../policy-pack/rules/index";
import { runExample } from "../../policy-pack/testing/run-example";

const folder = path.join(__dirname, "../fixtures/chart");
const read = (name: string): unknown => parse(readFileSync(path.join(folder, `${name}.values.yaml`), "utf8"));

/** What the rules over resources say of a release of the official chart whose logins, audit devices and backups are another stack's. */
function found(values: unknown) {
  const props = { chart: "vault", version: "0.34.1", name: "vault", namespace: "vault", values };
  const responsible = { audit: "vault-configuration", auth: "vault-configuration", backup: "vault-backup" };
  return rules
    .filter(({ family }) => family !== "change")
    .flatMap((rule) =>
      runExample(rule, { name: "chart", resources: [{ type: "kubernetes:helm.sh/v3:Release", props }], responsible }),
    );
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
