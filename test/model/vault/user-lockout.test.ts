import { readResource, type Resource } from "../../../model/resource";
import { unknownMark } from "../../../model/unknown-mark";
import type { Value } from "../../../model/value";
import { userLockoutsOf } from "../../../model/vault/user-lockout";

const resource = (type: string, props: object): Resource => readResource({ urn: "urn", type, name: "example", props });
const file = (text: string) => resource("strongroom:file:ServerConfiguration", { text });
const write = (path: string, data: object) =>
  resource("vault:generic/endpoint:Endpoint", { path, dataJson: JSON.stringify(data) });
const shown = (value: Value<unknown> | undefined) => (value?.kind === "known" ? value.value : value?.kind);

const off = { user_lockout_config: { lockout_disable: true } };

test.each([
  ["a block", file('storage "raft" {}\nuser_lockout "all" {\n  disable_lockout = true\n}'), [true]],
  [
    "a block with a type",
    file('storage "raft" {}\nuser_lockout {\n  type = "all"\n  disable_lockout = true\n}'),
    [true],
  ],
  [
    "two blocks for one method",
    file('storage "raft" {}\nuser_lockout "ldap" {}\nuser_lockout "ldap" {\n  disable_lockout = 1\n}'),
    [undefined, true],
  ],
  ["JSON", file('{"storage": {"raft": {}}, "user_lockout": {"all": {"disable_lockout": "true"}}}'), [true]],
  [
    "a server's configuration with an agent's block",
    file('vault {}\nuser_lockout "all" {\n  disable_lockout = true\n}'),
    [true],
  ],
  ["an agent's configuration", file("vault {}\nauto_auth {}"), []],
  ["a method's tuning", write("sys/auth/people/tune", off), [true]],
  ["the same by its other path", write("sys/mounts/auth/people/tune", off), [true]],
  ["a mount, which Vault does not read it of", write("sys/auth/people", off), []],
  [
    "the chart's environment",
    resource("kubernetes:helm.sh/v3:Release", {
      chart: "vault",
      values: { server: { extraEnvironmentVars: { VAULT_DISABLE_USER_LOCKOUT: "true" } } },
    }),
    [true],
  ],
  [
    "a unit's environment",
    resource("example:index:File", { content: "Environment=VAULT_DISABLE_USER_LOCKOUT=true\n" }),
    [true],
  ],
  ["a tuning that is not known", write("sys/auth/people/tune", { user_lockout_config: unknownMark }), ["unknown"]],
])("whether the lockout is off by %s", (_name, declared, expected) => {
  expect(userLockoutsOf(declared).map(({ isDisabled }) => shown(isDisabled))).toEqual(expected);
});
