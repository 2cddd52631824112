import { readResource, type Resource } from "../../../model/resource";
import { unknownMark } from "../../../model/unknown-mark";
import { inStack } from "../../../model/vault/in-stack";
import { vaultsOf } from "../../../model/vault/vault";
import { writeOf } from "../../../model/vault/write";

function resource(type: string, props: object, provider: object = {}): Resource {
  const behind = { urn: "provider", type: "pulumi:providers:vault", name: JSON.stringify(provider), props: provider };
  return readResource({ urn: `${type} ${JSON.stringify(props)}`, type, name: "example", props, provider: behind });
}

const write = (path: string, provider: object = {}) =>
  resource("vault:generic/endpoint:Endpoint", { path, dataJson: "{}" }, provider);
const secret = (path: string) => resource("vault:generic/secret:Secret", { path, dataJson: "{}" });
const engine = (path: unknown, provider: object = {}, more: object = {}) =>
  resource("vault:index/mount:Mount", { path, type: "kv", ...more }, provider);
const method = (path: string, more: object = {}) =>
  resource("vault:index/authBackend:AuthBackend", { path, type: "approle", ...more });
const namespace = (path: string, provider: object = {}) =>
  resource("vault:index/namespace:Namespace", { path }, provider);

/** The namespace and the path of a write: `admin: sys/mounts/team`. */
function placeIn(written: Resource, ...others: Resource[]): string {
  const [own = written] = inStack([written, ...others]);
  const { namespace: above, path } = writeOf(own) ?? {};
  return `${above ?? ""}: ${path?.kind === "known" ? path.value : "not known"}`;
}

test.each([
  ["admin/sys/policies/acl/ops", "admin: sys/policies/acl/ops"],
  ["/admin/sys/auth/userpass/tune/", "admin: sys/auth/userpass/tune"],
  ["team/app/sys/audit/file", "team/app: sys/audit/file"],
  ["data/sys/mounts/kv", "data: sys/mounts/kv"],
  ["admin/auth/approle/role/ci", "admin: auth/approle/role/ci"],
  ["team/auth/oidc/corp/config", "team: auth/oidc/corp/config"],
  ["team/auth/token/create-orphan", "team: auth/token/create-orphan"],
  ["team/identity/entity-alias/id/a", "team: identity/entity-alias/id/a"],
])("a write to %s begins with a namespace, as far as one sees", (path, expected) => {
  expect(placeIn(write(path))).toBe(expected);
});

test.each([
  "sys/policies/acl/ops",
  "sys/mounts/team/sys/mounts/x",
  "auth/sys/auth/x/role/y",
  "identity/oidc/key/auth/x/role/y",
  "cubbyhole/sys/mounts/x",
  "secret/data/auth/x/role/y",
  "apps/data/auth/x/role/y",
  "apps/metadata/sys/mounts/x",
  "secret/auth/approle/role/ci",
  "kv/sys/mounts/foo",
  "kv-v1/sys/mounts/foo",
  "team/sys-x/mounts/foo",
  "team/sys/notes",
  "team/sys/policymaker/x",
  "apps/auth/db",
  "apps/identity/card",
])("a write to %s does not", (path) => expect(placeIn(write(path))).toBe(`: ${path}`));

test.each([
  ["sys/policies/acl/ops", "team: sys/policies/acl/ops"],
  ["auth/ldap/config", ": team/auth/ldap/config"],
])("of a secret's path, Vault's own parts show a namespace, and not what could be a folder: %s", (path, expected) => {
  expect(placeIn(secret(`team/${path}`))).toBe(expected);
});

test.each([
  ["by an engine", "admin/sys/mounts/foo", engine("admin"), ": admin/sys/mounts/foo"],
  ["by an engine above", "a/b/sys/mounts/foo", engine("a"), ": a/b/sys/mounts/foo"],
  ["by a written engine", "apps/auth/x/role/y", write("sys/mounts/apps"), ": apps/auth/x/role/y"],
  ["by an engine beside", "team/sys/mounts/foo", engine("team/kv"), "team: sys/mounts/foo"],
  ["by an engine of a longer name", "team/sys/mounts/foo", engine("teams"), "team: sys/mounts/foo"],
  [
    "by another Vault's engine",
    "team/sys/mounts/foo",
    engine("team", { address: "https://w" }),
    "team: sys/mounts/foo",
  ],
  [
    "by another namespace's engine",
    "team/sys/mounts/foo",
    engine("team", {}, { namespace: "other" }),
    "team: sys/mounts/foo",
  ],
  ["by an engine nobody knows the path of", "team/sys/mounts/foo", engine(unknownMark), "team: sys/mounts/foo"],
  [
    "by the method that it is for",
    "team/auth/apps/role/ci",
    method("apps", { namespace: "team" }),
    "team: auth/apps/role/ci",
  ],
  ["by a namespace, whatever follows it", "team/apps/data/a", namespace("team"), "team: apps/data/a"],
  ["by a namespace called like an engine", "kv/auth/x/role/y", namespace("kv"), "kv: auth/x/role/y"],
  ["by a namespace above another", "team/app/sys/mounts/foo", namespace("team/"), "team/app: sys/mounts/foo"],
  ["by a written namespace", "team/pki/config", write("sys/namespaces/team"), "team: pki/config"],
  ["by a namespace elsewhere", "team/kv/a", namespace("team", { address: "https://w" }), ": team/kv/a"],
])("whether there is one is decided in a stack %s", (_name, path, other, expected) => {
  expect(placeIn(write(path), other)).toBe(expected);
});

test("a namespace's engine is nothing's but its own", () => {
  const engineThere = engine("apps", { namespace: "team" });
  expect(placeIn(write("team/apps/sys/mounts/foo"), engineThere, namespace("team"))).toBe("team: apps/sys/mounts/foo");
  expect(placeIn(write("apps/sys/mounts/foo", { namespace: "team" }), engineThere)).toBe(": apps/sys/mounts/foo");
});

test("a write is in the namespace that its path begins with, below its provider's", () => {
  const resources = inStack([write("team/sys/audit/file", { namespace: "admin" }), engine("kv")]);
  expect(vaultsOf(resources, "https://v").map(({ name }) => name)).toEqual([
    "vault https://v",
    'vault https://v namespace "admin/team"',
  ]);
});
