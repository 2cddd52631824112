import { readResource, type Resource } from "../../../model/resource";
import { unknownMark } from "../../../model/unknown-mark";
import type { Value } from "../../../model/value";
import { appRoleOf } from "../../../model/vault/approle";
import { jwtRoleOf } from "../../../model/vault/jwt-role";
import { kubernetesRoleOf } from "../../../model/vault/kubernetes-role";
import { ldapConnectionOf } from "../../../model/vault/ldap";
import { mountOf } from "../../../model/vault/mount";
import { pkiRoleOf } from "../../../model/vault/pki-role";
import { tokenSettingsOf } from "../../../model/vault/token-settings";
import { transitKeyOf } from "../../../model/vault/transit-key";
import { inStack } from "../../../model/vault/in-stack";

function resource(type: string, props: object, provider: object = {}): Resource {
  const behind = { urn: "provider", type: "pulumi:providers:vault", name: JSON.stringify(provider), props: provider };
  return readResource({ urn: `${type} ${JSON.stringify(props)}`, type, name: "example", props, provider: behind });
}

const write = (path: string, data: object | string, provider: object = {}) => {
  const dataJson = typeof data === "string" ? data : JSON.stringify(data);
  return resource("vault:generic/endpoint:Endpoint", { path, dataJson }, provider);
};
const method = (props: object, provider: object = {}) =>
  resource("vault:index/authBackend:AuthBackend", props, provider);
const engine = (props: object) => resource("vault:index/mount:Mount", props);
const shown = (value: Value<unknown>) => (value.kind === "known" ? value.value : value.kind);

test.each([
  ["an engine", engine({ path: "/secret/", type: "kv-v2" }), "engine kv at secret"],
  ["an engine with a path of its type", resource("vault:aws/secretBackend:SecretBackend", {}), "engine aws at aws"],
  [
    "an engine whose path is called backend",
    resource("vault:ad/secretBackend:SecretBackend", { backend: "dir" }),
    "engine ad at dir",
  ],
  ["a method at the path of its type", method({ type: "userpass" }), "method userpass at userpass"],
  [
    "a method of a type of its own",
    resource("vault:okta/authBackend:AuthBackend", { path: "staff" }),
    "method okta at staff",
  ],
  [
    "OIDC by the JWT method's type",
    resource("vault:jwt/authBackend:AuthBackend", { type: "oidc" }),
    "method oidc at jwt",
  ],
  ["a write", write("sys/auth/team/people", { type: "ldap" }), "method ldap at team/people"],
  ["a plugin by its name", write("sys/auth/ci", { type: "plugin", plugin_name: "jwt" }), "method jwt at ci"],
  [
    "a plugin by its name in config",
    write("sys/mounts/ca", { type: "plugin", config: { plugin_name: "pki" }, plugin_name: "kv" }),
    "engine pki at ca",
  ],
  [
    "a plugin that is built in as well",
    write("sys/auth/k", { type: "vault-plugin-auth-kubernetes" }),
    "method kubernetes at k",
  ],
  ["a type that is not known", write("sys/auth/k", { type: unknownMark }), "method unknown at k"],
  ["a body that is not known", write("sys/mounts/k", unknownMark), "engine unknown at k"],
])("%s is read as mounted", (_name, declared, expected) => {
  const mount = mountOf(declared);
  expect(mount && `${mount.kind} ${String(shown(mount.type))} at ${String(shown(mount.path))}`).toBe(expected);
});

test.each(["sys/auth/k/tune", "sys/mounts/k/tune", "sys/mounts/auth/k/tune", "auth/k/config"])(
  "a write to %s mounts nothing",
  (path) => expect(mountOf(write(path, { type: "kv" }))).toBeUndefined(),
);

const kinds = {
  approle: appRoleOf,
  jwt: jwtRoleOf,
  kubernetes: kubernetesRoleOf,
  ldap: ldapConnectionOf,
  pki: pkiRoleOf,
  transit: transitKeyOf,
  tokens: tokenSettingsOf,
};

/** The kinds that a write is in a stack, with a question mark where it only may be. */
function kindsOf(written: Resource, ...others: Resource[]): string[] {
  const [judged = written] = inStack([written, ...others]);
  return Object.entries(kinds).flatMap(([kind, read]) => {
    const found = read(judged);
    return found === undefined ? [] : [`${kind}${"kind" in found ? "?" : ""}`];
  });
}

const role = (data: object | string = { token_policies: ["shop"] }) => write("auth/apps/role/ci", data);

test.each([
  ["an AppRole's", role(), method({ type: "approle", path: "apps" }), ["approle", "tokens"]],
  [
    "a JWT role's by its plugin",
    role(),
    write("sys/auth/apps", { type: "plugin", plugin_name: "jwt" }),
    ["jwt", "tokens"],
  ],
  [
    "a role's of a method with another's name",
    write("auth/approle/role/ci", {}),
    method({ type: "kubernetes", path: "approle" }),
    ["kubernetes", "tokens"],
  ],
  [
    "only a role's in a method of a company's own",
    role(),
    method({ type: "acme", path: "apps" }),
    ["approle", "jwt?", "kubernetes?", "tokens"],
  ],
  [
    "only a role's in a method that is not known",
    role(),
    method({ type: unknownMark, path: "apps" }),
    ["approle", "jwt?", "kubernetes?", "tokens"],
  ],
  [
    "a secret's of version 1",
    write("store/keys/stripe", { exportable: true }),
    engine({ path: "store", type: "kv" }),
    [],
  ],
  [
    "a secret's with an engine's settings",
    write("store/roles/web", { allow_subdomains: true }),
    engine({ path: "store", type: "kv" }),
    [],
  ],
  [
    "an engine's, with the type for secrets",
    resource("vault:generic/secret:Secret", { path: "ca/roles/web", dataJson: "{}" }),
    engine({ path: "ca", type: "pki" }),
    ["pki"],
  ],
  [
    "a user's with policies only",
    write("auth/staff/users/eve", { policies: "a" }),
    method({ type: "ldap", path: "staff" }),
    [],
  ],
  [
    "a user's with tokens",
    write("auth/ldap-like/users/eve", { policies: "a" }),
    method({ type: "userpass", path: "ldap-like" }),
    ["tokens"],
  ],
  ["no directory's", write("auth/kerberos/config", {}), method({ type: "kerberos" }), []],
])("a write is %s where its stack mounts it", (_name, written, mount, expected) => {
  expect(kindsOf(written, mount)).toEqual(expected);
});

test("what another Vault mounts says nothing", () => {
  const elsewhere = method({ type: "kubernetes", path: "apps" }, { address: "https://other.example.com:8200" });
  expect(kindsOf(role(), elsewhere)).toEqual(["approle", "jwt?", "kubernetes?", "tokens"]);
});

test("the mount nearest to the path says it", () => {
  const outer = engine({ path: "team", type: "kv" });
  const inner = engine({ path: "team/ca", type: "pki" });
  expect(kindsOf(write("team/ca/roles/web", {}), outer, inner)).toEqual(["pki"]);
});

test("a path that is left to the provider is the type's, although no preview of a stack knows it", () => {
  const given = method({ type: "approle", path: unknownMark });
  const paths = [new Map<string, string[]>(), new Map([["path", ["urn"]]])].map((decidedBy) => {
    const mount = mountOf({ ...given, decidedBy });
    return mount && shown(mount.path);
  });
  expect(paths).toEqual(["approle", "unknown"]);
});
