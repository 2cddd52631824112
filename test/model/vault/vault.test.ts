import { readResource } from "../../../model/resource";
import { unknownMark } from "../../../model/unknown-mark";
import { secretIdLimitsOf } from "../../../model/vault/approle";
import { auditDeviceOf } from "../../../model/vault/audit-device";
import { grantedPolicies } from "../../../model/vault/grants";
import { maxLeaseTtlOf, tokenSettingsOf } from "../../../model/vault/token-settings";
import { vaultsOf } from "../../../model/vault/vault";
import type { Value } from "../../../model/value";

function resource(type: string, props: object, provider?: object, name = "example") {
  const behind =
    provider === undefined
      ? {}
      : { provider: { urn: "p", type: "pulumi:providers:vault", name: "p", props: provider } };
  return readResource({ urn: `urn::${name}`, type, name, props, ...behind });
}

const write = (path: string, data: object) =>
  resource("vault:generic/endpoint:Endpoint", { path, dataJson: JSON.stringify(data) });
const shown = (value: Value<unknown> | undefined) => (value?.kind === "known" ? value.value : value?.kind);

describe("the Vaults that a stack's resources reach", () => {
  const groups = (resources: ReturnType<typeof resource>[], address?: string) =>
    vaultsOf(resources, address).map(({ name, within, open }) => [
      name,
      within.map(({ name: each }) => each),
      open !== undefined,
    ]);
  const policy = (name: string, provider?: object, props: object = {}) =>
    resource("vault:index/policy:Policy", props, provider, name);

  test.each([
    [
      "one address, spelled in two ways",
      [policy("a", { address: "https://v" }), policy("b", { address: "https://v/" })],
      undefined,
      [["vault https://v", ["a", "b"], false]],
    ],
    [
      "two addresses",
      [policy("b", { address: "https://w" }), policy("a", { address: "https://v" })],
      undefined,
      [
        ["vault https://v", ["a"], false],
        ["vault https://w", ["b"], false],
      ],
    ],
    [
      "an address that the shell gives",
      [policy("a", {}), policy("b")],
      "https://v",
      [["vault https://v", ["a", "b"], false]],
    ],
    ["no address at all", [policy("a", {})], undefined, [["vault at VAULT_ADDR", ["a"], false]]],
    [
      "one address that is not known yet",
      [policy("a", { address: unknownMark })],
      undefined,
      [['vault of provider "p"', ["a"], false]],
    ],
    [
      "one known and one not",
      [policy("a", { address: unknownMark }), policy("b", { address: "https://v" })],
      undefined,
      [
        ["vault https://v", ["b"], true],
        ['vault of provider "p"', ["a"], true],
      ],
    ],
    [
      "a namespace, in which what is above it counts",
      [
        policy("root", { address: "https://v" }),
        policy("team", { address: "https://v", namespace: "team/" }),
        policy("app", { address: "https://v", namespace: "team" }, { namespace: "app" }),
      ],
      undefined,
      [
        ["vault https://v", ["root"], false],
        ['vault https://v namespace "team"', ["root", "team"], false],
        ['vault https://v namespace "team/app"', ["root", "team", "app"], false],
      ],
    ],
    ["nothing of Vault's", [resource("kubernetes:core/v1:Pod", {})], undefined, []],
  ])("%s", (_name, resources, address, expected) => {
    expect(groups(resources, address)).toEqual(expected);
  });

  test("each knows the namespaces below it", () => {
    const resources = [
      resource("vault:index/namespace:Namespace", { path: "team/" }, { address: "https://v" }),
      policy("app", { address: "https://v", namespace: "team" }, { namespace: "app" }),
      resource("vault:index/namespace:Namespace", { path: "other" }, { address: "https://w" }),
    ];
    expect(vaultsOf(resources, undefined).map(({ name, below }) => [name, below])).toEqual([
      ["vault https://v", ["team", "team/app"]],
      ['vault https://v namespace "team/app"', []],
      ["vault https://w", ["other"]],
    ]);
  });
});

describe("audit devices", () => {
  test.each([
    [
      "a file",
      resource("vault:index/audit:Audit", { type: "file", options: { file_path: "/a/../b.log" } }),
      ["file", "file /b.log"],
    ],
    [
      "a file by its older name",
      resource("vault:index/audit:Audit", { type: "file", options: { path: "STDOUT" } }),
      ["file", "file stdout"],
    ],
    [
      "one that keeps nothing",
      resource("vault:index/audit:Audit", { type: "file", options: { file_path: "/dev/null" } }),
      ["file", "nothing kept"],
    ],
    [
      "a socket",
      resource("vault:index/audit:Audit", { type: "socket", options: { address: " logs:9090 " } }),
      ["socket", "socket logs:9090"],
    ],
    [
      "syslog, whatever its tag is",
      resource("vault:index/audit:Audit", { type: "syslog", options: { tag: "x" } }),
      ["syslog", "syslog"],
    ],
    ["a plain write", write("sys/audit/file", { type: "file", options: { file_path: "/a.log" } }), ["file", "secret"]],
    ["a plain write of something else", write("sys/policies/acl/a", {}), [undefined, undefined]],
  ])("%s", (_name, declared, expected) => {
    const device = auditDeviceOf(declared);
    expect([shown(device?.type), shown(device?.sink)]).toEqual(expected);
  });
});

describe("lifetimes of tokens", () => {
  test.each([
    ["a role", resource("vault:jwt/authBackendRole:AuthBackendRole", { tokenMaxTtl: 60 }), [60, undefined]],
    [
      "a token role, which knows only the explicit one",
      resource("vault:tokenauth/authBackendRole:AuthBackendRole", { tokenMaxTtl: 60 }),
      [undefined, undefined],
    ],
    ["a token", resource("vault:index/token:Token", { ttl: "1h" }), [undefined, undefined]],
    [
      "a token that cannot be renewed",
      resource("vault:index/token:Token", { ttl: "1h", renewable: false }),
      [3600, undefined],
    ],
    ["a written role", write("auth/kubernetes/role/a", { token_max_ttl: "2h" }), [7200, undefined]],
    ["a written role in older words", write("auth/approle/role/a", { max_ttl: 60 }), [60, undefined]],
    ["a written token", write("auth/token/create", { explicit_max_ttl: "5m" }), [300, 300]],
    [
      "a path that is not known",
      resource("vault:generic/endpoint:Endpoint", { path: unknownMark, dataJson: "{}" }),
      ["unknown", "unknown"],
    ],
  ])("%s", (_name, declared, expected) => {
    const settings = tokenSettingsOf(declared);
    expect([shown(settings?.maxTtl), shown(settings?.explicitMaxTtl)]).toEqual(expected);
  });

  test.each([
    ["a login", write("auth/userpass/login/eve", {})],
    ["an ldap user, who has policies only", write("auth/ldap/users/eve", { policies: "a" })],
    ["a GitHub user, who has policies only", write("auth/github/map/users/eve", { value: "a" })],
    ["a secret-id", write("auth/approle/role/a/secret-id", {})],
    ["a Kubernetes secrets role", resource("vault:kubernetes/secretBackendRole:SecretBackendRole", {})],
  ])("%s hands out no tokens", (_name, declared) => expect(tokenSettingsOf(declared)).toBeUndefined());

  test.each([
    ["a mount", resource("vault:index/mount:Mount", { maxLeaseTtlSeconds: 60 }), 60],
    ["a tuned method", resource("vault:index/authBackend:AuthBackend", { tune: { maxLeaseTtl: "1h" } }), 3600],
    ["a written tune", write("sys/mounts/kv/tune", { max_lease_ttl: "2h" }), 7200],
    ["a written mount", write("sys/auth/ci", { type: "jwt", config: { max_lease_ttl: "3h" } }), 10800],
    ["a provider's own child token", resource("pulumi:providers:vault", { maxLeaseTtlSeconds: "1200" }), undefined],
  ])("the longest lease of %s", (_name, declared, seconds) => {
    expect(shown(maxLeaseTtlOf(declared))).toBe(seconds);
  });
});

test.each([
  ["a GitHub team", write("auth/github/map/teams/core", { value: "root" }), 1],
  ["a token", write("auth/token/create", { policies: ["a", "b"] }), 2],
  ["a policy's own text", write("sys/policies/acl/a", { policy: "root" }), 0],
  [
    "a Consul role, whose policies are Consul's",
    resource("vault:consul/secretBackendRole:SecretBackendRole", { policies: ["root"] }),
    0,
  ],
  [
    "what a token role refuses",
    resource("vault:tokenauth/authBackendRole:AuthBackendRole", { disallowedPolicies: ["root"] }),
    0,
  ],
  [
    "Okta's groups",
    resource("vault:okta/authBackend:AuthBackend", { groups: [{ groupName: "g", policies: ["root"] }] }),
    1,
  ],
  ["Okta's groups, not known yet", resource("vault:okta/authBackend:AuthBackend", { groups: unknownMark }), 1],
])("policies that are granted by %s", (_name, declared, count) => {
  expect(grantedPolicies(declared)).toHaveLength(count);
});

test.each([
  ["a role of another method", write("auth/kubernetes/role/a", { token_max_ttl: 1 }), undefined],
  ["a role of a method with another name", write("auth/apps/role/a", { secret_id_ttl: "1h" }), [3600, undefined]],
  ["a role without secret-ids", write("auth/approle/role/a", { bind_secret_id: false }), undefined],
  [
    "the number of uses by its own path",
    write("auth/approle/role/a/secret-id-num-uses", { secret_id_num_uses: "5" }),
    [undefined, 5],
  ],
])("limits of secret-ids in %s", (_name, declared, expected) => {
  const limits = secretIdLimitsOf(declared);
  expect(limits && [shown(limits.ttl), shown(limits.uses)]).toEqual(expected);
});
