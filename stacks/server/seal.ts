/** The auto-unseal of the servers: which seals there are, and what must not stand among their settings. */
import { z } from "zod";

/**
 * Settings that are credentials, of whichever seal (HashiCorp's go-kms-wrapping, `options.go` of each wrapper; `pin` is PKCS #11's).
 * Under another seal they do nothing, and stand in clear all the same.
 */
const credentials = [
  "access_key",
  "access_secret",
  "client_secret",
  "credentials",
  "password",
  "pin",
  "private_key",
  "secret_key",
  "session_token",
  "token",
];

const unverified = "tls_skip_verify";

/** @param identity where the server takes its credential from when its configuration names none */
function seal<Type extends string>(type: Type, settings: string, identity: string) {
  return z.strictObject({
    type: z.literal(type).describe("Vault's name of the seal."),
    settings: z
      .record(settingName(identity), z.string())
      .default({})
      .describe(`Settings such as ${settings}; no credential: the server's own is ${identity}.`),
  });
}

function settingName(identity: string) {
  const isCredential = (name: string): boolean => credentials.includes(name.toLowerCase());
  return z
    .string()
    .refine((name) => !isCredential(name), {
      error:
        "must not be declared: this credential would stand in clear in the file, in Pulumi's state and on the servers",
      params: { fix: `remove it, and revoke it if it was a real one; the server's own is ${identity}` },
    })
    .refine((name) => name.toLowerCase() !== unverified, {
      error: "must not be declared: the server would trust whoever answers with what unseals it",
      params: { fix: "remove it, and name the CA's certificate with tls_ca_cert" },
    })
    .meta({ not: { enum: [...credentials, unverified] } });
}

// Vault reads these variables for each seal: internalshared/configutil/env_var_util.go.
export const sealSchema = z.discriminatedUnion("type", [
  seal(
    "awskms",
    "`region` and `kms_key_id`",
    "its instance's or pod's IAM role, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in its environment",
  ),
  seal(
    "azurekeyvault",
    "`tenant_id`, `vault_name` and `key_name`",
    "its managed identity, or AZURE_CLIENT_SECRET in its environment",
  ),
  seal(
    "gcpckms",
    "`project`, `region`, `key_ring` and `crypto_key`",
    "its service account, or the file that GOOGLE_APPLICATION_CREDENTIALS names in its environment",
  ),
  seal(
    "ocikms",
    "`key_id`, `crypto_endpoint` and `management_endpoint`",
    "its instance principal, or the OCI configuration file of its user",
  ),
  seal(
    "alicloudkms",
    "`region` and `kms_key_id`",
    "its instance's RAM role, or ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY in its environment",
  ),
  seal("transit", "`address`, `mount_path`, `key_name` and `tls_ca_cert`", "VAULT_TOKEN in its environment"),
  seal("pkcs11", "`lib`, `slot` and `key_label`", "VAULT_HSM_PIN in its environment"),
]);
