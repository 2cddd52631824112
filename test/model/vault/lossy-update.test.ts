import { isOpen } from "../../../model/certainty";
import { readResource, type Resource } from "../../../model/resource";
import { unknownMark } from "../../../model/unknown-mark";
import { known, type Value } from "../../../model/value";
import { changeInStack } from "../../../model/vault/change-in-stack";
import { lossyUpdatesOf } from "../../../model/vault/lossy-update";

const endpoint = "vault:generic/endpoint:Endpoint";
const identities = "who everybody is: under another name each becomes a new entity";
const password = "the password that only Vault knows, of the user that it logs in as";
const roleId = "the role-id that applications log in with";

function resource(type: string, props: object, urn = "urn"): Resource {
  return readResource({ urn, type, name: "example", props });
}

interface Update {
  readonly before: Resource;
  readonly after: Resource;
  readonly outputs?: Value;
  readonly beside?: Resource;
}

/** What an update loses; with a question mark what it may lose. */
function lostBy({ before, after, outputs, beside }: Update): string[] {
  const changed = before.type === endpoint ? ["dataJson"] : ["roleId", "postgresqls[0].username", "oidcDiscoveryUrl"];
  const inState = (each: Resource) => ({ resource: each, id: "id", isProtected: false, isRetained: false });
  const common = { changed, isDeletedFirst: false, deletedWith: undefined };
  const operation = {
    ...common,
    kind: "update" as const,
    urn: "urn",
    type: after.type,
    before: { ...inState(before), deletedWith: undefined, ...(outputs && { outputs }) },
    after,
  };
  const mount = beside && {
    ...common,
    kind: "same" as const,
    urn: beside.urn,
    type: beside.type,
    before: { ...inState(beside), deletedWith: undefined },
    after: beside,
  };
  const [update = operation] = changeInStack({
    operations: [operation, ...(mount === undefined ? [] : [mount])],
  }).operations;
  return lossyUpdatesOf(update).map(({ holds, isLost }) => `${holds}${isOpen(isLost) ? "?" : ""}`);
}

function written(path: string, before: object | string, after: object | string, beside?: Resource): Update {
  const write = (data: object | string) =>
    resource(endpoint, { path, dataJson: typeof data === "string" ? data : JSON.stringify(data) });
  return { before: write(before), after: write(after), ...(beside && { beside }) };
}

const engine = (type: string, path: string) => resource("vault:index/mount:Mount", { type, path }, "mount");
const method = (type: string, path: string) => resource("vault:index/authBackend:AuthBackend", { type, path }, "mount");

describe("a write in the place of another loses", () => {
  test.each<[string, Update, string]>([
    ["the claim", written("auth/oidc/role/people", { user_claim: "sub" }, { user_claim: "email" }), identities],
    [
      "what a Pod is called by",
      written("auth/kubernetes/role/api", {}, { alias_name_source: "serviceaccount_name" }),
      identities,
    ],
    [
      "the issuer",
      written("auth/oidc/config", { oidc_discovery_url: "https://a.b" }, { oidc_discovery_url: "https://c.d" }),
      identities,
    ],
    ["the issuer, left out", written("auth/jwt/config", { bound_issuer: "https://a.b" }, {}), identities],
    ["the attribute", written("auth/ldap/config", { userattr: "uid" }, { userattr: "mail" }), identities],
    ["the ARN", written("auth/aws/config/identity", { iam_alias: "role_id" }, { iam_alias: "full_arn" }), identities],
    [
      "versions of a key",
      written("transit/keys/orders/config", { min_decryption_version: 1 }, { min_decryption_version: 5 }),
      "what its earlier versions encrypted",
    ],
    [
      "versions of secrets",
      written("secret/config", { max_versions: 10 }, { max_versions: "1" }),
      "the oldest versions of its secrets",
    ],
    [
      "versions, after a time",
      written("secret/config", {}, { delete_version_after: "24h" }),
      "versions older than that",
    ],
    [
      "versions of one secret",
      written("secret/metadata/app", { max_versions: 10 }, { max_versions: 1 }),
      "the oldest of its versions",
    ],
    [
      "one name",
      written(
        "identity/mfa/login-enforcement/people",
        { auth_method_types: ["oidc", "ldap"] },
        { auth_method_types: ["oidc"] },
      ),
      "the second factor of everyone whom it asks now",
    ],
    [
      "a version of an engine",
      written("sys/mounts/kv/tune", { options: { version: "2" } }, { options: { version: "1" } }),
      "all earlier versions of its secrets",
    ],
    ["a user", written("database/config/orders", { username: "vault" }, { username: "vault2" }), password],
    ["a role-id", written("auth/approle/role/ci", { role_id: "a" }, { role_id: "b" }), roleId],
    ["a role-id by its own path", written("auth/x/role/ci/role-id", { role_id: "a" }, { role_id: "b" }), roleId],
    [
      "the attribute, where only what is new shows the kind",
      written("auth/staff/config", { url: "ldaps://a" }, { url: "ldaps://a", userattr: "mail" }),
      identities,
    ],
    [
      "the claim, in a namespace",
      written("team/auth/oidc/role/people", { user_claim: "sub" }, { user_claim: "email" }),
      identities,
    ],
    ["a role-id that nobody knows", written("auth/approle/role/ci", {}, { role_id: "b" }), `${roleId}?`],
    [
      "perhaps, where the body is not known",
      written("auth/oidc/role/people", { user_claim: "sub" }, unknownMark),
      `${identities}?`,
    ],
    [
      "perhaps the oldest, where the body is not known",
      written("store/keys/orders/config", unknownMark, { min_decryption_version: 1 }, engine("transit", "store")),
      "what its earlier versions encrypted?",
    ],
    [
      "perhaps, where the path is not known",
      {
        before: resource(endpoint, { path: "auth/oidc/role/a", dataJson: '{"user_claim":"sub"}' }),
        after: resource(endpoint, { path: unknownMark, dataJson: '{"user_claim":"email"}' }),
      },
      `${identities}?`,
    ],
  ])("%s", (_, update, lost) => {
    expect(lostBy(update)).toEqual([lost]);
  });

  test.each<[string, Update]>([
    ["what stays", written("auth/oidc/role/people", { user_claim: "sub" }, { user_claim: "sub", token_ttl: 60 })],
    ["what is left out and kept", written("transit/keys/orders/config", { min_decryption_version: 3 }, {})],
    ["Vault's own alias", written("auth/kubernetes/role/api", {}, { alias_name_source: "serviceaccount_uid" })],
    [
      "a final slash",
      written("auth/oidc/config", { oidc_discovery_url: "https://a.b" }, { oidc_discovery_url: "https://a.b/" }),
    ],
    ["another spelling", written("auth/ldap/config", { username_as_alias: "true" }, { username_as_alias: true })],
    ["a role of whichever method", written("auth/x/role/ci", { token_policies: "a" }, { token_policies: "b" })],
    [
      "a secret called like a key's settings",
      written(
        "store/keys/a/config",
        { min_decryption_version: 1 },
        { min_decryption_version: 5 },
        engine("kv", "store"),
      ),
    ],
    [
      "a role of another method",
      written("auth/x/role/ci", { user_claim: "sub" }, { user_claim: "email" }, method("kubernetes", "x")),
    ],
    ["more versions", written("secret/config", { max_versions: 1 }, { max_versions: 0 })],
    [
      "what another namespace has",
      {
        before: resource(endpoint, { path: "a/auth/oidc/role/ci", dataJson: '{"user_claim":"sub"}' }),
        after: resource(endpoint, { path: "b/auth/oidc/role/ci", dataJson: '{"user_claim":"email"}' }),
      },
    ],
    [
      "another write, whose path is not known",
      {
        before: resource(endpoint, { path: "sys/policies/acl/ci", dataJson: "{}" }),
        after: resource(endpoint, { path: unknownMark, dataJson: unknownMark }),
      },
    ],
    ["another write", written("sys/policies/acl/ci", { policy: "" }, unknownMark)],
    [
      "what another path has",
      {
        before: resource(endpoint, { path: "auth/oidc/role/a", dataJson: '{"user_claim":"sub"}' }),
        after: resource(endpoint, { path: "auth/oidc/role/b", dataJson: '{"user_claim":"email"}' }),
      },
    ],
  ])("nothing: %s", (_, update) => {
    expect(lostBy(update)).toEqual([]);
  });

  test("nothing where the component around it says it by its own inputs", () => {
    const urn = "urn:pulumi:dev::shop::strongroom:auth:LdapAuth$vault:generic/endpoint:Endpoint::auth/ldap/config";
    const update = { path: "auth/ldap/config", dataJson: unknownMark };
    expect(lostBy({ before: resource(endpoint, update, urn), after: resource(endpoint, update, urn) })).toEqual([]);
  });
});

describe("an update of a resource of its own loses", () => {
  const role = (props: object) => resource("vault:appRole/authBackendRole:AuthBackendRole", props);
  const chosen = (id: string) => known(new Map([["roleId", known(id, { path: ["roleId"] })]]), { path: [] });
  const databases = (...postgresqls: object[]) => resource("vault:database/secretsMount:SecretsMount", { postgresqls });
  const orders = (username: string) => ({ name: "orders", username });
  const shop = { name: "shop", username: "vault" };
  const jwt = (oidcDiscoveryUrl: string) => resource("vault:jwt/authBackend:AuthBackend", { oidcDiscoveryUrl });

  test.each<[string, Update, string[]]>([
    [
      "the role-id that Vault chose",
      { before: role({}), after: role({ roleId: "b" }), outputs: chosen("a") },
      [roleId],
    ],
    ["nothing where it is that one", { before: role({}), after: role({ roleId: "a" }), outputs: chosen("a") }, []],
    ["perhaps, where nobody knows it", { before: role({}), after: role({ roleId: "b" }) }, [`${roleId}?`]],
    ["nothing where Vault's stays", { before: role({}), after: role({ tokenTtl: 5 }), outputs: chosen("a") }, []],
    [
      "a user of a connection",
      { before: databases(shop, orders("a")), after: databases(orders("b"), shop) },
      [password],
    ],
    [
      "a connection",
      { before: databases(shop, orders("a")), after: databases(shop) },
      ["the password that only Vault knows, once it was rotated"],
    ],
    ["nothing with one more", { before: databases(shop), after: databases(orders("b"), shop) }, []],
    [
      "perhaps, where a name is not known",
      { before: databases(shop), after: databases({ name: unknownMark, username: "vault" }) },
      ["the password that only Vault knows, once it was rotated?"],
    ],
    ["nothing with a final slash", { before: jwt("https://a.b"), after: jwt("https://a.b/") }, []],
    ["who everybody is", { before: jwt("https://a.b"), after: jwt("https://c.d") }, [identities]],
  ])("%s", (_, update, lost) => {
    expect(lostBy(update)).toEqual(lost);
  });
});
