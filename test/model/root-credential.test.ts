import { printPlace } from "../../model/place";
import { readResource } from "../../model/resource";
import { storedCredentialsOf } from "../../model/root-credential";
import { unknownMark } from "../../model/unknown-mark";

const token = "hvs.CAESIexampleexampleexample";
const share = "YS1rZXktc2hhcmUtb2YtMzMtYnl0ZXMtbm90LWEtcmVhbC1vbmU=";
/** As long as Vault's are. */
const ownShare = Buffer.from("not-a-share-of-33-bytes,not-a-one").toString("base64");

function found(props: object, type = "example:index:Thing") {
  const resource = readResource({ urn: "urn", type, name: "example", props });
  return storedCredentialsOf(resource)
    .filter(({ stored }) => stored.kind !== "known" || stored.value)
    .map(({ what, stored }) => `${what} at ${printPlace(stored.place)}${stored.kind === "known" ? "" : ", not known"}`);
}

test.each([
  ["a token of any kind, in a text about something else", { motd: `log in with ${token}` }, ["a Vault token at motd"]],
  ["a batch token", { x: "hvb.AAAAexampleexample" }, ["a Vault token at x"]],
  ["a recovery token", { x: "hvr.AAAAexampleexample" }, ["a Vault token at x"]],
  ["a token from before Vault 1.10", { x: `s.${"A1b2C3d4".repeat(3)}` }, ["a Vault token at x"]],
  ["a token by its name, once", { VAULT_TOKEN: token }, ["a Vault token at VAULT_TOKEN"]],
  ["a root token of any look", { initialRootToken: "x" }, ["a root token at initialRootToken"]],
  ["a dev root token", { run: "vault server -dev-root-token-id=x" }, ["a root token at run"]],
  [
    "key shares in a list",
    { recovery_keys_b64: [share, share] },
    ["an unseal or recovery key at recovery_keys_b64[0]", "an unseal or recovery key at recovery_keys_b64[1]"],
  ],
  ["a numbered key in a script", { run: `export VAULT_UNSEAL_KEY_3="${share}"` }, ["an unseal or recovery key at run"]],
  ["a command that unseals", { run: `vault operator unseal ${share}` }, ["an unseal or recovery key at run"]],
  ["a command that unseals, quoted", { run: `vault operator unseal '${share}'` }, ["an unseal or recovery key at run"]],
  [
    "a command that makes a root token of shares",
    { run: `vault operator generate-root -nonce=x ${share}` },
    ["an unseal or recovery key at run"],
  ],
  [
    "a script that unseals with one after the other",
    { run: `for k in ${ownShare} ${ownShare}; do\n  vault operator unseal $k\ndone\n` },
    ["an unseal or recovery key at run (line 1)"],
  ],
  [
    "a request that unseals",
    { run: `curl -X PUT -d '{"key": "${ownShare}"}' https://vault:8200/v1/sys/unseal` },
    ["an unseal or recovery key at run"],
  ],
  [
    "Bank-Vaults' names",
    { "vault-unseal-0": ownShare, "vault-recovery-1": ownShare },
    ["an unseal or recovery key at vault-unseal-0", "an unseal or recovery key at vault-recovery-1"],
  ],
  ["a share that begins with a slash", { unsealKey: `/${share}` }, ["an unseal or recovery key at unsealKey"]],
  [
    "what `vault operator init` prints",
    { note: `Unseal Key 1: ${share}\nUnseal Key 2: ${share}\n` },
    ["an unseal or recovery key at note (line 1)", "an unseal or recovery key at note (line 2)"],
  ],
  ["its recovery keys", { note: `Recovery Key 1: ${share}` }, ["an unseal or recovery key at note"]],
  [
    "the API's answer",
    { init: { keys: [Buffer.from(share).toString("hex").slice(0, 66)], keys_base64: [share] } },
    ["an unseal or recovery key at init.keys[0]", "an unseal or recovery key at init.keys_base64[0]"],
  ],
  ["the API's answer as a text", { init: JSON.stringify({ keys: [share] }) }, ["an unseal or recovery key at init"]],
  [
    "a share by a name of somebody's own",
    { PROD_UNSEAL_KEY_1: share, vaultKey1: share },
    ["an unseal or recovery key at PROD_UNSEAL_KEY_1", "an unseal or recovery key at vaultKey1"],
  ],
  [
    "a manifest as a text",
    { yaml: `env:\n- name: VAULT_TOKEN\n  value: ${token}\n` },
    ["a Vault token at yaml (line 3)"],
  ],
  [
    "a token by its look on its line, beside one by its name",
    { text: `# ${token}\nVAULT_TOKEN=${token}\n` },
    ["a Vault token at text (line 2)", "a Vault token at text (line 1)"],
  ],
  ["one that is not known yet", { rootToken: unknownMark }, ["a root token at rootToken, not known"]],
])("%s is found", (_name, props, expected) => expect(found(props)).toEqual(expected));

test.each([
  ["nothing", { VAULT_TOKEN: "" }],
  ["a variable", { VAULT_TOKEN: "${VAULT_TOKEN}", rootToken: "$ROOT", unsealKey: "%KEY%" }],
  ["a template", { VAULT_TOKEN: '{{ with secret "auth/token/create" }}{{ .Auth.ClientToken }}{{ end }}' }],
  ["a gap to fill in", { rootToken: "<root-token>", unsealKeys: "****" }],
  ["a file", { VAULT_TOKEN: "/run/token", rootToken: "~/.vault-token", unseal_key: "./keys/1" }],
  ["another store's address", { VAULT_TOKEN: "ref+awsssm://vault/token", rootToken: "op://vault/root/token" }],
  ["a setting of that name", { unsealKeys: 5, recovery_keys: "3", rootToken: false }],
  ["a longer name", { rootTokenTtl: "1h", vaultTokenFile: "x", unsealKeysSecret: "vault-keys", tokens: "x" }],
  ["what SOPS encrypts", { VAULT_TOKEN: "ENC[AES256_GCM,data:Tr7oAAAAAAAAAAAAAAA=,iv:1=,tag:aGg=,type:str]" }],
  ["what SOPS encrypts in a script", { run: "rootToken=ENC[AES256_GCM,data:Tr7o=,iv:1=,tag:aGg=,type:str]\n" }],
  ["what Ansible encrypts", { rootToken: "$ANSIBLE_VAULT;1.1;AES256\n6233\n", text: "rootToken: !vault |\n  6233\n" }],
  ["a row of letters to fill in", { rootToken: "xxxx" }],
  ["what says that there is none", { root_token: "revoked", note: "root_token: revoked after the ceremony" }],
  ["shares that nobody can read", { unseal_keys: "pgp-encrypted-in-the-safe", recovery_keys: "wcBMA37r".repeat(40) }],
  ["a text about them", { note: "VAULT_TOKEN: see the runbook; Unseal Key 1: in the safe" }],
  ["keys of something else", { keys: ["a", "b"], vaultKeys: "x" }],
  ["keys of something else that are not known yet", { keys: unknownMark }],
  ["a script that reads them", { run: "vault operator unseal $(cat /keys/1)\nexport VAULT_TOKEN=$(cat /t)\n" }],
  ["a checksum in a script that unseals", { run: `vault operator unseal $k # sha256:${"0a".repeat(32)}` }],
  ["a script that only mentions them", { run: "# VAULT_TOKEN=x\necho VAULT_TOKEN is not set\n" }],
  ["a file name that ends like a token of old", { path: `/logs.${"A1b2C3d4".repeat(3)}` }],
])("%s is no credential", (_name, props) => expect(found(props)).toEqual([]));

test("of what is sealed nobody but its controller can read anything, and a token by its look is not sealed", () => {
  const sealed = (value: string) => ({ spec: { encryptedData: { VAULT_TOKEN: value } } });
  const type = "kubernetes:bitnami.com/v1alpha1:SealedSecret";
  expect(found(sealed("AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq"), type)).toEqual([]);
  expect(found(sealed(token), type)).toEqual(["a Vault token at spec.encryptedData.VAULT_TOKEN"]);
});

test("what a seal has is another rule's matter, and what stands beside it is not", () => {
  const seal = `seal "transit" {\n  token = "${token}"\n}\n`;
  const inFile = (text: string) => found({ text }, "strongroom:file:ServerConfiguration");
  expect(inFile(seal)).toEqual([]);
  expect(inFile(`seal "transit" { token = "${token}" }`)).toEqual([]);
  expect(inFile(`ui = true\n# ${token}\n${seal}`)).toEqual(["a Vault token at text (line 2)"]);
});

test("what a provider of Vault's logs in with is another rule's matter", () => {
  expect(found({ token, address: "https://vault:8200" }, "pulumi:providers:vault")).toEqual([]);
});

test("a share is a word of its own where a command line is a list", () => {
  const pod = (command: readonly string[]) =>
    found({ spec: { containers: [{ name: "unseal", command }] } }, "kubernetes:core/v1:Pod");
  expect(pod(["vault", "operator", "unseal", ownShare])).toEqual([
    "an unseal or recovery key at spec.containers[0].command[3]",
  ]);
  expect(pod(["backup", "--checksum", ownShare])).toEqual([]);
});

test.each(["sys/unseal", "sys/rekey/update", "sys/rekey-recovery-key/update", "sys/generate-root/update"])(
  "a write of a share to %s",
  (path) => {
    const write = { path, dataJson: JSON.stringify({ key: share, nonce: "a" }) };
    expect(found(write, "vault:generic/endpoint:Endpoint")).toEqual(["an unseal or recovery key at dataJson.key"]);
    expect(found({ ...write, path: "sys/other" }, "vault:generic/endpoint:Endpoint")).toEqual([]);
  },
);
