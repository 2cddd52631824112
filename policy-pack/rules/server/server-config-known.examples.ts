import { notKnownYet, type BadExample, type Example, type UnknownExample } from "../../example";
import { configuration, hardenedVault, withContainer } from "../../hardened";

const recognised = "have only settings that Vault knows";
const once = "set everything once";
const subject = "ConfigMap vault/vault-config";
const at = 'data["vault.hcl"]';

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "a hardened Vault", resources: hardenedVault() },
    {
      name: "blocks that can be there more than once, and headers of one's own",
      resources: [
        configMap(
          configuration.replace(
            "tls_min_version",
            'custom_response_headers {\n    "default" = { "X-Custom" = ["x"] }\n  }\n  tls_min_version',
          ) +
            'user_lockout "userpass" {\n  lockout_threshold = 5\n}\nuser_lockout "ldap" {\n  lockout_duration = "15m"\n}\n',
        ),
      ],
    },
    {
      name: "a library for the managed keys of Vault Enterprise",
      resources: [
        configMap(`${configuration}kms_library "pkcs11" {\n  name    = "hsm"\n  library = "/usr/lib/hsm.so"\n}\n`),
      ],
    },
  ],
  bad: [
    {
      name: "misspelled settings, at the top and inside",
      resources: [
        configMap(
          configuration
            .replace("disable_mlock = true", "disable_mlock = true\nmax_leese_ttl = 3600")
            .replace("tls_min_version", "tls_minversion")
            .replace("kms_key_id", "kms_keyid")
            .replace("disable_hostname ", "disable_hostnames"),
        ),
      ],
      finds: [
        {
          subject,
          path: `${at}.max_leese_ttl (line 6)`,
          must: recognised,
          found: 'max_leese_ttl; did you mean "max_lease_ttl"?',
        },
        {
          subject,
          path: `${at}.telemetry.disable_hostnames (line 40)`,
          must: recognised,
          found: 'disable_hostnames; did you mean "disable_hostname"?',
        },
        {
          subject,
          path: `${at}.listener.tcp.tls_minversion (line 13)`,
          must: recognised,
          found: 'tls_minversion; did you mean "tls_min_version"?',
        },
        {
          subject,
          path: `${at}.seal.awskms.kms_keyid (line 35)`,
          must: recognised,
          found: 'kms_keyid; did you mean "kms_key_id"?',
        },
      ],
    },
    {
      name: "the setting of Vault's own dev configuration, which no version reads",
      resources: [configMap(`enable_raw_endpoint = true\n${configuration}`)],
      finds: [
        {
          subject,
          path: `${at}.enable_raw_endpoint (line 1)`,
          must: recognised,
          found: "enable_raw_endpoint; the setting is raw_storage_endpoint",
        },
      ],
    },
    {
      name: "a proxy's block in a server's configuration",
      resources: [configMap(`${configuration}api_proxy {}\n`)],
      finds: [{ subject, path: `${at}.api_proxy (line 41)`, must: recognised, found: "api_proxy" }],
    },
    {
      name: "a setting twice, for which Vault refuses HCL",
      resources: [configMap(`${configuration}ui = true\n`)],
      finds: [{ subject, path: `${at} (line 41)`, must: once, found: "ui, again" }],
    },
    {
      name: "a setting twice, of which Vault takes the last in JSON",
      resources: [configMap('{"listener":{"unix":{"address":"/s"}},"ui":false,"ui":true}')],
      finds: [{ subject, path: `${at}.ui (line 1)`, must: once, found: "ui, again" }],
    },
    {
      name: "a setting of later versions",
      resources: hardenedVault({
        configuration: configMap(`enable_unauthenticated_access = []\n${configuration}`),
        servers: withContainer({ image: "hashicorp/vault:1.21.4" }),
      }),
      finds: [
        {
          subject,
          path: `${at}.enable_unauthenticated_access (line 1)`,
          must: recognised,
          found: "enable_unauthenticated_access, which 1.21.4 does not have: it came with 2.0.0",
        },
      ],
    },
    {
      name: "two blocks of storage",
      resources: [configMap(`${configuration}storage "file" {\n  path = "/vault/file"\n}\n`)],
      finds: [{ subject, path: `${at}.storage[1] (line 41)`, must: once, found: "storage, again" }],
    },
  ],
  unknown: [
    {
      name: "a block of which another resource decides everything",
      resources: [{ type: "strongroom:server:Server", props: { telemetry: notKnownYet } }],
      finds: [{ subject: 'server "example"', path: "telemetry", must: recognised }],
    },
    {
      name: "a configuration that another resource decides",
      resources: [configMap(notKnownYet)],
      finds: [{ subject, path: at, must: recognised }],
    },
  ],
};

function configMap(text: string) {
  return {
    type: "kubernetes:core/v1:ConfigMap",
    name: "configuration",
    props: { metadata: { name: "vault-config", namespace: "vault" }, data: { "vault.hcl": text } },
  };
}
