import { printPlace } from "../../../model/place";
import { readResource } from "../../../model/resource";
import { skippedVerifications } from "../../../model/server/skip-verify";

function skips(props: object, type = "example:index:Thing") {
  const resource = readResource({ urn: "urn", type, name: "example", props });
  return skippedVerifications(resource)
    .filter(({ kind, ...rest }) => kind !== "known" || ("value" in rest && rest.value === true))
    .map(({ kind, place }) => `${printPlace(place)}${kind === "known" ? "" : ": not known"}`);
}

test.each([
  ["skipTlsVerify", true],
  ["VAULT_SKIP_VERIFY", "1"],
  ["VAULT_SKIP_VERIFY", "T"],
  ["tls_skip_verify", 1],
  ["vault.hashicorp.com/tls-skip-verify", "true"],
  ["insecureSkipVerify", true],
  ["insecure-skip-tls-verify", true],
  ["vaultSkipTLSVerify", "true"],
  ["insecure_tls", true],
])("%s = %j skips", (name, value) => expect(skips({ [name]: value })).toHaveLength(1));

test.each([
  ["skipTlsVerify", false],
  ["VAULT_SKIP_VERIFY", "0"],
  ["VAULT_SKIP_VERIFY", ""],
  ["tls_skip_verify_hosts", "a"],
  ["skipVerification", true],
  ["verifyConnection", false],
  ["insecure", true],
])("%s = %j does not", (name, value) => expect(skips({ [name]: value })).toEqual([]));

test.each([
  ["a flag", "vault status -tls-skip-verify", ["run"]],
  ["a flag on its line", "set -e\nvault status --tls-skip-verify\n", ["run (line 2)"]],
  ["the flag of the CSI provider", "-vault-tls-skip-verify", ["run"]],
  ["a flag with a value", "vault status -tls-skip-verify=t", ["run"]],
  ["a flag that is switched off", "vault status -tls-skip-verify=false", []],
  ["a longer flag", "other -no-tls-skip-verify --tls-skip-verify-hosts=a", []],
  ["a unit", "Environment=VAULT_SKIP_VERIFY=true", ["run"]],
  ["a kubeconfig", "clusters:\n- cluster:\n    insecure-skip-tls-verify: true\n", ["run (line 3)"]],
])("%s in a text", (_name, run, expected) => expect(skips({ run })).toEqual(expected));

test("certificates of directories and databases are other rules' matter, in a resource and in a write", () => {
  expect(skips({ url: "ldaps://ldap", insecureTls: true }, "vault:ldap/authBackend:AuthBackend")).toEqual([]);
  const dataJson = JSON.stringify({ url: "ldaps://ldap", userdn: "dc=example", insecure_tls: true });
  expect(skips({ path: "auth/people/config", dataJson }, "vault:generic/endpoint:Endpoint")).toEqual([]);
  const database = { backend: "database", name: "db", cassandra: { insecureTls: true } };
  expect(skips(database, "vault:database/secretBackendConnection:SecretBackendConnection")).toEqual([]);
});
