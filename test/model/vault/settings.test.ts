import { readResource } from "../../../model/resource";
import { unknownMark } from "../../../model/unknown-mark";
import { appRoleOf } from "../../../model/vault/approle";
import { databaseConnectionsOf } from "../../../model/vault/database-connection";
import { databaseRoleOf } from "../../../model/vault/database-role";
import { jwtRoleOf } from "../../../model/vault/jwt-role";
import { kubernetesRoleOf } from "../../../model/vault/kubernetes-role";
import { ldapConnectionOf } from "../../../model/vault/ldap";
import { pkiRoleOf } from "../../../model/vault/pki-role";
import { pkiUrlsOf } from "../../../model/vault/pki-urls";
import { transitKeyOf } from "../../../model/vault/transit-key";

const endpoint = "vault:generic/endpoint:Endpoint";
const written = (path: string, data: object | string, type = endpoint) => {
  const dataJson = typeof data === "string" ? data : JSON.stringify(data);
  return readResource({ urn: "urn", type, name: "example", props: { path, dataJson } });
};

const kinds = {
  approle: appRoleOf,
  database: (resource: ReturnType<typeof written>) => databaseConnectionsOf(resource)[0],
  databaseRole: databaseRoleOf,
  jwt: jwtRoleOf,
  kubernetes: kubernetesRoleOf,
  ldap: ldapConnectionOf,
  pki: pkiRoleOf,
  pkiUrls: pkiUrlsOf,
  transit: transitKeyOf,
};

/** The kinds that a write is, with a question mark where it only may be. */
function kindsOf(resource: ReturnType<typeof written>): string[] {
  return Object.entries(kinds).flatMap(([kind, read]) => {
    const found = read(resource);
    if (found === undefined) return [];
    const isOpen = "kind" in found || (kind === "approle" && "bindSecretId" in found && isUnknown(found.bindSecretId));
    return [isOpen ? `${kind}?` : kind];
  });
}

function isUnknown(value: { readonly kind: string } | undefined): boolean {
  return value?.kind === "unknown";
}

const secret = "vault:generic/secret:Secret";

test.each([
  ["auth/apps/role/ci", { token_policies: ["shop"] }, ["approle?", "jwt?", "kubernetes?"]],
  ["auth/apps/role/ci", unknownMark, ["approle?", "jwt?", "kubernetes?"]],
  ["auth/apps/role/ci", { token_policies: ["shop"], bound_iam_principal_arn: "a" }, []],
  ["auth/apps/role/ci", { token_policies: ["shop"], bind_secret_id: true }, ["approle"]],
  ["auth/approle/role/ci", unknownMark, ["approle?"]],
  ["auth/github-jwt/role/ci", { token_policies: ["shop"] }, ["jwt"]],
  ["auth/token/roles/ci", { token_period: 60 }, []],
  ["ca/roles/web", { allow_subdomains: true, max_ttl: "87600h" }, ["pki"]],
  ["hosts/roles/web", { key_type: "ca", allow_subdomains: true }, []],
  ["ca/roles/web", unknownMark, ["databaseRole?", "pki?"]],
  ["pki-ca/roles/web", unknownMark, ["pki?"]],
  ["directory/config", { url: "ldap://dir.example.com" }, ["ldap"]],
  ["artifacts/config", { url: "https://example.com" }, []],
  ["shop/config/db", unknownMark, ["database?"]],
] as const)("a write to %s of %j is read as %j", (path, data, expected) => {
  expect(kindsOf(written(path, data))).toEqual(expected);
});

test.each([
  ["secret/data/keys/stripe", { value: "a" }, endpoint],
  ["secret/metadata/keys/stripe", { max_versions: 5 }, endpoint],
  ["secret/shop/config/urls", { shop: "a" }, secret],
  ["secret/shop/issuer/key", { value: "a" }, secret],
  ["secret/shop/config/db", { connection_url: "postgresql://db" }, secret],
])("a secret at %s is no configuration of an engine", (path, data, type) => {
  expect(kindsOf(written(path, data, type))).toEqual([]);
});

test("the type for secrets can write to Vault's own paths", () => {
  expect(kindsOf(written("auth/approle/role/ci", { bind_secret_id: false }, secret))).toEqual(["approle"]);
});
