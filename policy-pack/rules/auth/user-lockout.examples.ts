import { notKnownYet } from "../../example";
import { configuration, hardenedVault, withContainer } from "../../hardened";
import type { RuleData } from "../../rule";

export const mustBeOn = "lock out users who give wrong passwords (user_lockout)";
export const mustLast = "lock users out for some time, and count their wrong passwords for some time";
export const mustBeSoon = (limit: number) =>
  `lock a user out after ${limit} wrong passwords at most (lockout_threshold)`;

const subject = "ConfigMap vault/vault-config";
const variable = { name: "VAULT_DISABLE_USER_LOCKOUT", value: "true" };
const metadata = { name: "vault-config", namespace: "vault" };
const lines = configuration.split("\n").length - 1;

export const examples: RuleData["examples"] = {
  good: [
    { name: "a hardened Vault", resources: hardenedVault() },
    {
      name: "Vault's own defaults, spelled out",
      resources: hardenedVault({
        configuration: configMap(
          'user_lockout "all" {\n  disable_lockout = "false"\n  lockout_threshold = "5"\n  lockout_duration = "15m"\n  lockout_counter_reset = 900\n}\n',
        ),
        servers: withContainer({ env: [{ ...variable, value: "0" }] }),
      }),
      isPartial: true,
    },
    {
      name: "a method's own",
      resources: [tune({ lockout_disable: false, lockout_threshold: "10", lockout_duration: "0" })],
    },
  ],
  bad: [
    {
      name: "off for all, and off for one of two",
      resources: [
        configMap('user_lockout "all" {\n  disable_lockout = 1\n}\n'),
        configMap('user_lockout "all" {}\nuser_lockout "userpass" {\n  disable_lockout = "t"\n}\n'),
      ],
      finds: [
        {
          subject,
          path: `data["vault.hcl"].user_lockout.all.disable_lockout (line ${lines + 2})`,
          must: mustBeOn,
          found: "true",
        },
        {
          subject,
          path: `data["vault.hcl"].user_lockout[1].userpass.disable_lockout (line ${lines + 3})`,
          must: mustBeOn,
          found: "true",
        },
      ],
    },
    {
      name: "on, without effect",
      resources: [configMap('user_lockout "ldap" {\n  lockout_duration  = 0\n  lockout_threshold = 100000\n}\n')],
      finds: [
        {
          subject,
          path: `data["vault.hcl"].user_lockout.ldap.lockout_threshold (line ${lines + 3})`,
          must: mustBeSoon(20),
          found: "100000",
        },
        {
          subject,
          path: `data["vault.hcl"].user_lockout.ldap.lockout_duration (line ${lines + 2})`,
          must: mustLast,
          found: "0",
        },
      ],
    },
    {
      name: "the variable, which wins over both",
      resources: [withContainer({ env: [variable] })],
      finds: [
        {
          subject: "StatefulSet vault/vault",
          path: "spec.template.spec.containers[0].env[0].value",
          must: mustBeOn,
          found: "true",
        },
      ],
    },
    {
      name: "a method tuned without",
      resources: [tune({ lockout_disable: true })],
      finds: [
        {
          subject: 'write to "sys/auth/userpass/tune"',
          path: "dataJson.user_lockout_config.lockout_disable",
          must: mustBeOn,
          found: "true",
        },
      ],
    },
  ],
  unknown: [
    {
      name: "a variable and a configuration that other resources decide",
      resources: [
        withContainer({ env: [{ ...variable, value: notKnownYet }] }),
        { type: "kubernetes:core/v1:ConfigMap", props: { metadata, data: { "vault.hcl": notKnownYet } } },
      ],
      finds: [
        { subject: "StatefulSet vault/vault", path: "spec.template.spec.containers[0].env[0].value", must: mustBeOn },
        { subject, path: 'data["vault.hcl"].user_lockout', must: mustBeOn },
      ],
    },
  ],
};

function configMap(lockout: string) {
  return {
    type: "kubernetes:core/v1:ConfigMap",
    props: { metadata, data: { "vault.hcl": `${configuration}${lockout}` } },
  };
}

function tune(lockout: Record<string, unknown>) {
  return {
    type: "vault:generic/endpoint:Endpoint",
    props: { path: "sys/auth/userpass/tune", dataJson: JSON.stringify({ user_lockout_config: lockout }) },
  };
}
