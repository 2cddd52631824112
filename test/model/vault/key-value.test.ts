import { readResource } from "../../../model/resource";
import { unknownMark } from "../../../model/unknown-mark";
import type { Value } from "../../../model/value";
import { keyValueOf } from "../../../model/vault/key-value";

function resource(type: string, props: object) {
  return readResource({ urn: "urn", type, name: "example", props });
}

const write = (path: string, data: object) =>
  resource("vault:generic/endpoint:Endpoint", { path, dataJson: JSON.stringify(data) });
const mount = (props: object) => resource("vault:index/mount:Mount", props);
const shown = (value: Value<unknown> | undefined) => (value?.kind === "known" ? value.value : value?.kind);

test.each([
  ["a version as a number", mount({ type: "kv", options: { version: 2 } }), 2],
  ["a version that does not exist", mount({ type: "kv", options: { version: "3" } }), "unknown"],
  ["a type that is not known", mount({ type: unknownMark }), "unknown"],
  ["options that are not known", mount({ type: "kv", options: unknownMark }), "unknown"],
  ["options of which one text is not known", mount({ type: "kv", options: ["version=2", unknownMark] }), "unknown"],
  ["another engine", mount({ type: "pki" }), undefined],
  ["a write to a path with slashes", write("/sys/mounts/team/secret/", { type: "kv" }), 1],
  ["a write of a mount's tuning", write("sys/mounts/secret/tune", { type: "kv" }), undefined],
  ["a secret of version 1", resource("vault:kv/secret:Secret", { path: "secret/a" }), 1],
])("the version of %s", (_name, declared, expected) => expect(shown(keyValueOf(declared)?.version)).toBe(expected));

test.each([
  ["an engine", resource("vault:kv/secretBackendV2:SecretBackendV2", { maxVersions: 5 }), 5],
  ["an engine by a write", write("secret/config", { max_versions: "5" }), 5],
  ["one secret", resource("vault:kv/secretV2:SecretV2", { customMetadata: { maxVersions: 5 } }), 5],
  ["one secret by a write", write("secret/metadata/a/b", { max_versions: 5 }), 5],
  ["another engine's configuration", write("ssh/config", { default_extensions: {} }), undefined],
])("the versions that are kept of %s", (_name, declared, expected) => {
  expect(shown(keyValueOf(declared)?.maxVersions)).toBe(expected);
});

test("a plain write of a secret says whether its history goes with it", () => {
  const secret = resource("vault:generic/secret:Secret", { path: "secret/a", dataJson: "{}", deleteAllVersions: true });
  expect(shown(keyValueOf(secret)?.deleteAllVersions)).toBe(true);
});
