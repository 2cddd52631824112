import { notKnownYet, type BadExample, type Example, type UnknownExample } from "../../example";
import { hardenedVault } from "../../hardened";

const must = "hold no credential";
const found = "one";
const subject = "ConfigMap vault/vault-config";

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "a hardened Vault, whose pods have a role at the key service", resources: hardenedVault() },
    {
      name: "a credential that the server reads from its environment, and the path of one",
      resources: [
        configMap(
          'seal "transit" {\n  address = "https://vault.example.com:8200"\n  token = "env://TRANSIT_TOKEN"\n}\n',
        ),
        configMap('seal "gcpckms" {\n  credentials = "/vault/seal/account.json"\n}\n', "gcp"),
      ],
    },
  ],
  bad: [
    {
      name: "an access key and its secret",
      resources: [
        configMap('seal "awskms" {\n  access_key = "AKIAIOSFODNN7EXAMPLE"\n  secret_key = "wJalrXUtnFEMI"\n}\n'),
      ],
      finds: [
        { subject, path: 'data["vault.hcl"].seal.awskms.access_key (line 2)', must, found },
        { subject, path: 'data["vault.hcl"].seal.awskms.secret_key (line 3)', must, found },
      ],
    },
    {
      name: "a token, in a disabled seal",
      resources: [configMap('seal "transit" {\n  disabled = true\n  Token = "s.1a2b3c"\n}\n')],
      finds: [{ subject, path: 'data["vault.hcl"].seal.transit.token (line 3)', must, found }],
    },
    {
      name: "an account's key in place of its path, in JSON",
      resources: [configMap(JSON.stringify({ seal: { gcpckms: { credentials: '{"private_key_id":"x"}' } } }))],
      finds: [{ subject, path: 'data["vault.hcl"].seal.gcpckms.credentials (line 1)', must, found }],
    },
    {
      name: "a client secret in a Secret",
      resources: [
        {
          type: "kubernetes:core/v1:Secret",
          props: {
            metadata: { name: "vault-config", namespace: "vault" },
            stringData: { "seal.hcl": 'seal "azurekeyvault" {\n  client_secret = "x"\n}\n' },
          },
        },
      ],
      finds: [
        {
          subject: "Secret vault/vault-config",
          path: 'stringData["seal.hcl"].seal.azurekeyvault.client_secret (line 2)',
          must,
          found,
        },
      ],
    },
    {
      name: "a token in the server component",
      resources: [
        {
          type: "strongroom:server:Server",
          props: { seal: { type: "transit", settings: { address: "https://vault.example.com:8200", token: "x" } } },
        },
      ],
      finds: [{ subject: 'server "example"', path: "seal.settings.token", must, found }],
    },
  ],
  unknown: [
    {
      name: "a configuration that another resource decides",
      resources: [configMap(notKnownYet)],
      finds: [{ subject, path: 'data["vault.hcl"]', must }],
    },
    {
      name: "a seal whose settings another resource decides",
      resources: [{ type: "strongroom:server:Server", props: { seal: { type: "transit", settings: notKnownYet } } }],
      finds: [{ subject: 'server "example"', path: "seal.settings", must }],
    },
  ],
};

function configMap(text: string, name = "configuration") {
  return {
    type: "kubernetes:core/v1:ConfigMap",
    name,
    props: { metadata: { name: "vault-config", namespace: "vault" }, data: { "vault.hcl": text } },
  };
}
