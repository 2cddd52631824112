import { printPlace } from "../../../model/place";
import { readResource } from "../../../model/resource";
import { unknownMark } from "../../../model/unknown-mark";
import type { Value } from "../../../model/value";
import { exportedSecretIds, keptSecretIdsOf, type KeptSecretId } from "../../../model/vault/kept-secret-id";
import { passwordLoginsOf } from "../../../model/vault/password-login";

function resource(type: string, props: object) {
  return readResource({ urn: "urn", type, name: "example", props });
}

const write = (path: string, data: object, props: object = {}) =>
  resource("vault:generic/endpoint:Endpoint", { path, dataJson: JSON.stringify(data), ...props });

/** Where one is kept, or may be. */
function places(kept: readonly KeptSecretId[]): string[] {
  return kept.flatMap(({ kept: is }) => {
    if (is.kind !== "known") return [`${printPlace(is.place)}: not known`];
    return is.value ? [printPlace(is.place)] : [];
  });
}

const secretId = (props: object) => resource("vault:appRole/authBackendRoleSecretId:AuthBackendRoleSecretId", props);

test.each([
  ["a secret-id", secretId({}), ["wrappingTtl"]],
  ["one wrapped for no time", secretId({ wrappingTtl: "0" }), ["wrappingTtl"]],
  ["one wrapped for days", secretId({ wrappingTtl: "72h" }), ["wrappingTtl"]],
  ["one wrapped", secretId({ wrappingTtl: "5m" }), []],
  ["a login", resource("vault:appRole/authBackendLogin:AuthBackendLogin", {}), ["clientToken"]],
  [
    "a write with its answer",
    write("auth/a/b/role/r/secret-id", {}, { writeFields: ["secret_id"] }),
    ["writeFields[0]"],
  ],
  [
    "a write with another part of its answer",
    write("auth/a/role/r/secret-id", {}, { writeFields: ["secret_id_ttl"] }),
    [],
  ],
  ["a lookup", write("auth/a/role/r/secret-id/lookup", { secret_id: "x" }), ["dataJson.secret_id"]],
  ["a login by a method without secret-ids", write("auth/kubernetes/login", { role: "r", jwt: "x" }), []],
  ["a field of that name elsewhere", write("secret/data/ci", { secret_id: "x" }), []],
  [
    "a path that is not known",
    resource("vault:generic/endpoint:Endpoint", { path: unknownMark, dataJson: '{"secret_id":"x"}' }),
    ["path: not known"],
  ],
])("secret-ids that stay in state after %s", (_name, declared, expected) => {
  expect(places(keptSecretIdsOf(declared, 3600))).toEqual(expected);
});

test("secret-ids among a stack's exports, by their names", () => {
  const outputs = {
    secretId: "x",
    "ci-secret-id": unknownMark,
    secretIdAccessor: "x",
    apps: { secret_id: ["x", ""] },
    roleId: "x",
  };
  expect(places(exportedSecretIds(resource("pulumi:pulumi:Stack", outputs)))).toEqual([
    "secretId",
    "ci-secret-id: not known",
    "apps.secret_id[0]",
  ]);
});

const shown = (value: Value<unknown>) => (value.kind === "known" ? value.value : value.kind);
const mount = (type: string) => resource("vault:index/authBackend:AuthBackend", { type });
const provider = (props: object) => resource("pulumi:providers:vault", props);

test.each([
  ["userpass", mount("userpass"), ["userpass"]],
  ["a directory", mount("ldap"), []],
  ["a mount by a write", write("sys/auth/team/people", { type: "radius" }), ["radius"]],
  ["the tuning of a mount", write("sys/auth/people/tune", { type: "userpass" }), []],
  ["a user's password", write("auth/people/users/eve/password", { password: "x" }), ["userpass"]],
  ["a user without one", write("auth/people/users/eve", { token_policies: "dev" }), []],
  ["Okta's method", resource("vault:okta/authBackend:AuthBackend", {}), ["okta"]],
  ["a login by radius", provider({ authLoginRadius: '{"username":"ci"}' }), ["radius"]],
  ["a login by a path with a name", provider({ authLogin: '{"path":"auth/okta/login/ci"}' }), ["okta"]],
  ["a login at a directory", provider({ authLogin: '{"path":"auth/ldap/login/ci"}' }), []],
  ["a login of an AppRole", provider({ authLogin: '{"path":"auth/approle/login"}' }), []],
  ["a login that is not known", provider({ authLoginUserpass: unknownMark }), ["unknown"]],
])("logins with passwords by %s", (_name, declared, expected) => {
  expect(
    passwordLoginsOf(declared)
      .map(shown)
      .filter((method) => method !== undefined),
  ).toEqual(expected);
});
