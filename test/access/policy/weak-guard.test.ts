import { parsePolicy } from "../../../access/policy/parse";
import { weakGuards } from "../../../access/policy/weak-guard";

function found(path: string, body: string): string[] {
  const { policy } = parsePolicy(`path "${path}" {\n${body}\n}`);
  if (policy === undefined) throw new Error("Vault would refuse this text");
  return policy.stanzas.flatMap(weakGuards).map((guard) => guard.found);
}

const update = 'capabilities = ["update"]\n';

test.each([
  ["pki/issue/web", `${update}allowed_parameters = {}`, ["allowed_parameters = {}"]],
  ["pki/issue/web", `${update}denied_parameters {}`, ["denied_parameters = {}"]],
  ["pki/issue/web", `${update}allowed_parameters = { "*" = ["a"] }`, ['allowed_parameters with "*"']],
  ["pki/issue/web", `${update}allowed_parameters = { "*" = [], "ttl" = [] }`, ['allowed_parameters with "*"']],
  ["pki/issue/web", `${update}allowed_parameters = { "*" = ["x"], "ttl" = ["1h"] }`, ['"*" with a value']],
  ["pki/issue/web", `${update}denied_parameters = { "*" = ["x", "y"] }`, ['"*" with values']],
  ["pki/issue/web", `${update}allowed_parameters = { "n" = [5] }`, ['5 for "n"']],
  ["pki/issue/web", `${update}denied_parameters = { "n" = ["*"] }`, ['"*" for "n"']],
  ["pki/issue/web", `${update}allowed_parameters = { "n" = ["a*b"] }`, ['"a*b" for "n"']],
  ["pki/issue/web", `${update}denied_parameters = { "n" = ["0"] }`, ['"0" for "n"']],
  ["pki/issue/web", `${update}denied_parameters = { "n" = [true] }`, ['true for "n"']],
  [
    "pki/certs",
    'capabilities = ["list", "delete"]\nrequired_parameters = ["a"]',
    ["required_parameters with delete, list"],
  ],
  ["secret/data/app", `${update}denied_parameters = { "Password" = [] }`, ['"password"']],
  ["+/data/app/*", `${update}required_parameters = ["owner"]`, ['"owner"']],
  ["auth/approle/role/*", `${update}denied_parameters = { "policies" = [] }`, ["policies alone"]],
  ["auth/approle/role/*", `${update}allowed_parameters = { "token_ttl" = ["1h"], "*" = [] }`, ["token_ttl alone"]],
  [
    "admin/auth/approle/role/*",
    `${update}allowed_parameters = { "token_ttl" = ["1h"], "*" = [] }`,
    ["token_ttl alone"],
  ],
  [
    "auth/userpass/users/eve",
    `${update}denied_parameters = { "token_policies" = ["admin"] }`,
    ["token_policies alone"],
  ],
  ["auth/a/role/r/secret-id", `${update}max_wrapping_ttl = "1h"`, ["max_wrapping_ttl alone"]],
  ["auth/a/role/r/secret-id", `${update}max_wrapping_ttl = "1h"\nmin_wrapping_ttl = 0`, ["max_wrapping_ttl alone"]],
])("a request passes a limit on %s: %s", (path, body, expected) => expect(found(path, body)).toEqual(expected));

test.each([
  ["pki/issue/web", `${update}denied_parameters = { "not_after" = [] }`],
  ["pki/issue/web", `${update}denied_parameters = { "*" = [] }`],
  ["pki/issue/web", `${update}allowed_parameters = { "common_name" = ["*.example.com", "web*"], "ttl" = [] }`],
  ["pki/issue/web", `${update}allowed_parameters = { "ttl" = ["1h"], "*" = [] }`],
  ["pki/issue/web", 'capabilities = ["read", "list"]\nallowed_parameters = { "a" = [] }'],
  ["secret/data/app", `${update}required_parameters = ["options", "data"]`],
  ["secret/metadata/app", `${update}denied_parameters = { "max_versions" = [] }`],
  ["auth/approle/role/*", `${update}denied_parameters = { "policies" = [], "token_policies" = [] }`],
  ["auth/approle/role/*", `${update}denied_parameters = { "policies" = [], "*" = [] }`],
  ["auth/approle/role/*", `${update}allowed_parameters = { "policies" = ["a"] }`],
  ["auth/token/create", `${update}denied_parameters = { "policies" = [] }`],
  ["auth/a/role/r/secret-id", `${update}max_wrapping_ttl = "1h"\nmin_wrapping_ttl = "1s"`],
  ["auth/a/role/r/secret-id", 'capabilities = ["deny"]\nallowed_parameters = {}'],
])("a limit on %s holds: %s", (path, body) => expect(found(path, body)).toEqual([]));
