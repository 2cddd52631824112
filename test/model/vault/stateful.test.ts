import { readResource, type Resource } from "../../../model/resource";
import { heldBy, isHeld } from "../../../model/stateful";
import { unknownMark } from "../../../model/unknown-mark";
import { inStack } from "../../../model/vault/in-stack";

function resource(type: string, props: object): Resource {
  return readResource({ urn: `${type} ${JSON.stringify(props)}`, type, name: "example", props });
}

const write = (path: string, data: object | string = {}) =>
  resource("vault:generic/endpoint:Endpoint", {
    path,
    dataJson: typeof data === "string" ? data : JSON.stringify(data),
  });
const method = (type: string, path: string) => resource("vault:index/authBackend:AuthBackend", { type, path });
const engine = (type: string, path: string, version?: string) =>
  resource("vault:index/mount:Mount", { type, path, ...(version === undefined ? {} : { options: { version } }) });

/** What is lost with a resource, in a stack with others; undefined for nothing. */
function lostWith(judged: Resource, ...others: Resource[]): string | undefined {
  const [own = judged] = inStack([judged, ...others]);
  const held = heldBy(own);
  if (held === undefined) return undefined;
  return isHeld(held) ? held.holds : "not known";
}

const key = "the key, and whatever can be read or checked only with it";
const issuer = "the issuer, without which no CRL and no OCSP answer is signed for its certificates";
const connection = "the password that only Vault knows, once it was rotated";
const appRole = "its role-id, and every secret-id it gave";
const user = "the password of its user, which only Vault knows";
const versions = "all its versions";

describe("with what is written to a path goes", () => {
  test.each([
    ["auth/approle/role/ci", appRole],
    ["pki/issuer/default", issuer],
    ["team/ca/issuer/web", issuer],
    ["pki/key/root", key],
    ["transit/keys/orders", key],
    ["identity/oidc/key/main", "the key, without which nobody can check the tokens it signed"],
    ["postgres/config/orders", connection],
    ["team/database/config/orders", connection],
    ["aws/static-roles/ci", user],
    ["ldap/static-role/ci", user],
    ["kv/data/app", versions],
  ])("%s: %s", (path, expected) => {
    expect(lostWith(write(path))).toBe(expected);
  });

  test.each([
    ["an AppRole", write("auth/apps/role/ci"), method("approle", "apps"), appRole],
    ["an AppRole whose body is not known", write("auth/apps/role/ci", unknownMark), method("approle", "apps"), appRole],
    ["a database's connection", write("orders/config/main"), engine("database", "orders"), connection],
    ["a secret of version 1", write("store/app"), engine("kv", "store", "1"), "the secret"],
    ["a secret of version 1, where a mount says none", write("store/app"), engine("kv", "store"), "the secret"],
    ["a secret called like a key", write("store/keys/stripe"), engine("kv-v1", "store"), "the secret"],
    ["a secret of version 2", write("store/data/app"), engine("kv", "store", "2"), versions],
    ["what may be a secret of version 1", write("store/app"), engine("kv", "store", unknownMark), "not known"],
    ["what may be a secret", write("store/app"), engine(unknownMark, "store"), "not known"],
  ])("%s, where its stack mounts what is above", (_, judged, mount, expected) => {
    expect(lostWith(judged, mount)).toBe(expected);
  });

  test("an AppRole, perhaps, where nothing says whose role it is", () => {
    expect(lostWith(write("auth/apps/role/ci", { token_policies: ["shop"] }))).toBe("not known");
  });

  test.each([
    ["one setting of an AppRole", write("auth/approle/role/ci/secret-id-ttl"), []],
    ["a role that logs in otherwise", write("auth/kubernetes/role/api", unknownMark), []],
    ["such a one, by its mount", write("auth/apps/role/ci", unknownMark), [method("jwt", "apps")]],
    ["the rotation of a key", write("identity/oidc/key/main/rotate"), []],
    ["the settings of an engine", write("pki/config/urls", unknownMark), []],
    ["a database role", write("postgres/roles/api"), []],
    ["a secret's own words for a key", write("secret/issuer/default"), []],
    ["settings of a version 2", write("store/config"), [engine("kv", "store", "2")]],
    ["what only looks like an issuer", write("store/issuer/a"), [engine("kv", "store", "2")]],
    ["what only looks like a connection", write("store/config/a"), [engine("kv", "store", "2")]],
    ["a role of an engine", write("ca/roles/web"), [engine("pki", "ca")]],
    [
      "what is never taken back",
      resource("vault:generic/endpoint:Endpoint", { path: "pki/issuer/default", dataJson: "{}", disableDelete: true }),
      [],
    ],
  ])("nothing: %s", (_, judged, mounts) => {
    expect(lostWith(judged, ...mounts)).toBeUndefined();
  });
});
