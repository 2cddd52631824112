import { liveKinds } from "../../../model/live/kinds";
import { liveObject } from "../../../model/live/live-resource";
import { auditResources, mountResources, mountsIn } from "../../../model/live/mounts";
import { readingPolicy } from "../../../model/live/reading-policy";
import { serverResource } from "../../../model/live/server";
import { auditDeviceOf } from "../../../model/vault/audit-device";
import { databaseConnectionsOf } from "../../../model/vault/database-connection";
import { listenersOf } from "../../../model/server/listener";
import { configurationsOf } from "../../../model/server/settings";
import { subjectOf } from "../../../model/subject";
import { loginMethodOf } from "../../../model/vault/login-method";
import { userLockoutsOf } from "../../../model/vault/user-lockout";
import { vaultsOf } from "../../../model/vault/vault";
import { parsePolicy } from "../../../access/policy/parse";

const vault = { address: "https://vault.example.com:8200" };

const auth = {
  "token/": { type: "token", config: {} },
  "team/userpass/": {
    type: "userpass",
    accessor: "auth_userpass_1",
    config: {
      max_lease_ttl: 3600,
      listing_visibility: "unauth",
      user_lockout_config: { user_lockout_disable: true, user_lockout_threshold: 5 },
    },
  },
};
const engines = {
  "sys/": { type: "system" },
  "kv/": { type: "kv", options: { version: "2" }, config: { max_lease_ttl: 0 } },
  "db/": { type: "database", config: {} },
};

test("what Vault mounts by itself is nobody's declaration", () => {
  expect(mountsIn("auth", auth).map(({ path, type }) => `${type} ${path}`)).toEqual(["userpass team/userpass"]);
  expect(mountsIn("mounts", engines).map(({ path, type }) => `${type} ${path}`)).toEqual(["kv kv", "database db"]);
});

test("a method has its accessor and its tuning, and says when it locks users out", () => {
  const [method, tuning, ...others] = mountsIn("auth", auth).flatMap((mount) => mountResources(vault, mount));
  expect(others).toEqual([]);
  expect(method === undefined ? "" : subjectOf(method)).toBe('auth method "team/userpass"');
  expect(method === undefined ? undefined : loginMethodOf(method)).toMatchObject({
    accessor: { value: "auth_userpass_1" },
  });
  expect(tuning === undefined ? [] : userLockoutsOf(tuning)).toMatchObject([
    { isDisabled: { value: true }, threshold: { value: 5 } },
  ]);
});

test("audit devices, and everything else, are of the Vault that was asked", () => {
  const resources = auditResources(vault, { "file/": { type: "file", options: { file_path: "/a.log" } } });
  expect(resources.flatMap((each) => auditDeviceOf(each) ?? [])).toMatchObject([{ sink: { value: "file /a.log" } }]);
  expect(vaultsOf(resources, undefined).map(({ name }) => name)).toEqual([`vault ${vault.address}`]);
});

test("a database's connection is read as it would be written", () => {
  const kind = liveKinds.find(({ path, below }) => path === "config" && below?.types.includes("database"));
  if (kind === undefined) throw new Error("no such kind");
  const connection_details = {
    connection_url: "postgresql://{{username}}:{{password}}@db:5432/shop?sslmode=disable",
    username: "vault",
  };
  const data = { plugin_name: "postgresql-database-plugin", allowed_roles: ["*"], connection_details };
  const resource = liveObject(vault, kind, { mount: "db", name: "shop", path: "db/config/shop", data });
  expect(subjectOf(resource)).toBe('setting "db/config/shop"');
  expect(databaseConnectionsOf(resource)).toMatchObject([
    { hasPassword: { value: false }, transport: { kind: "known" } },
  ]);
});

test("a running server's settings are its configuration", () => {
  const data = {
    api_addr: "https://vault.example.com:8200",
    log_level: "",
    listeners: [{ type: "tcp", config: { address: "0.0.0.0:8200", tls_disable: true } }],
    storage: { type: "raft", raft: { path: "/vault/data", node_id: "" } },
    seals: [{ type: "awskms", disabled: false }, { type: "shamir" }],
    telemetry: {
      prometheus_retention_time: 86400e9,
      disable_hostname: true,
      circonus_api_token: "not to be seen",
      statsd_address: "",
    },
  };
  const resource = serverResource(vault, { version: "1.21.0", configuration: data });
  const [settings] = configurationsOf(resource);
  expect(settings === undefined ? undefined : listenersOf(settings)).toMatchObject({
    value: [{ tlsDisable: { value: true } }],
  });
  expect(plain(resource.inputs)).toEqual({
    address: vault.address,
    version: "1.21.0",
    settings: {
      api_addr: "https://vault.example.com:8200",
      listener: [{ tcp: { address: "0.0.0.0:8200", tls_disable: true } }],
      storage: { raft: { path: "/vault/data" } },
      seal: [{ awskms: { disabled: false } }],
      telemetry: { disable_hostname: true, prometheus_retention_time: "86400s" },
    },
  });
});

describe("the policy for reading", () => {
  const mounts = [...mountsIn("auth", auth), ...mountsIn("mounts", engines)];

  test("is one that Vault takes, and with which nothing can be written", () => {
    const text = readingPolicy(mounts);
    expect(parsePolicy(text).problems).toBeUndefined();
    expect(text).not.toMatch(/"(?:create|update|patch|delete|root)"/u);
  });

  test("names every mount, so that no secret has a path that fits", () => {
    const paths = [...readingPolicy(mounts).matchAll(/^path "([^"]+)"/gmu)].map(([, path]) => path);
    expect(paths).toEqual(
      expect.arrayContaining(["auth/team/userpass/users", "auth/team/userpass/users/+", "kv/config", "db/config/+"]),
    );
    expect(paths.filter((path = "") => /^[+*]/u.test(path))).toEqual([]);
    expect(paths.filter((path = "") => path.startsWith("kv/"))).toEqual(["kv/config"]);
  });
});

function plain(value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([name, each]) => [name, plain(each)]));
  if (Array.isArray(value)) return value.map(plain);
  return typeof value === "object" && value !== null && "value" in value ? plain(value.value) : value;
}
