import { notKnownYet } from "../../example";
import type { RuleData } from "../../rule";

const must = "write to single paths, and to no whole mount or more";
const subject = 'policy "ci"';

export const examples: RuleData["examples"] = {
  good: [
    {
      name: "an application's own secrets, and reading of all",
      resources: [
        policy('path "secret/data/api/*" {\n  capabilities = ["create", "update"]\n}'),
        policy(
          'path "secret/*" {\n  capabilities = ["read", "list"]\n}\npath "auth/*" {\n  capabilities = ["deny"]\n}',
        ),
      ],
    },
    {
      name: "what a token keeps for itself",
      resources: [policy('path "cubbyhole/*" {\n  capabilities = ["create", "read", "update", "delete", "list"]\n}')],
    },
    {
      name: "a policy that may",
      resources: [policy('path "kv/*" {\n  capabilities = ["create", "update"]\n}')],
      config: { policies: ["CI"] },
      isPartial: true,
    },
    {
      name: "the deployer's, which writes policies",
      resources: [policy('path "sys/policies/acl/*" {\n  capabilities = ["create", "update"]\n}')],
      config: { administrators: ["ci"] },
      isPartial: true,
    },
    {
      name: "one folder of a mount with a longer path",
      resources: [
        policy('path "team/kv/data/api/*" {\n  capabilities = ["create", "update"]\n}'),
        { type: "vault:index/mount:Mount", props: { path: "team/kv", type: "kv-v2" } },
      ],
      isPartial: true,
    },
    {
      name: "folders of key-value engines that are called like parts of Vault",
      resources: [
        policy(
          'path "secret/auth/*" {\n  capabilities = ["update"]\n}\npath "admin/sys/*" {\n  capabilities = ["update"]\n}',
        ),
        policy('path "apps/identity/*" {\n  capabilities = ["update"]\n}'),
        { type: "vault:index/mount:Mount", props: { path: "admin", type: "kv" } },
      ],
      isPartial: true,
    },
  ],
  bad: [
    {
      name: "everything, in three spellings",
      resources: [
        policy('path "*" {\n  capabilities = ["read", "update"]\n}'),
        policy('path "/+/*" {\n  policy = "write"\n}'),
        policy('path "+/+" {\n  capabilities = ["sudo"]\n}'),
      ],
      finds: [
        { subject, path: 'policy path "*" (line 1)', must, found: 'update on "*", everything' },
        { subject, path: 'policy path "/+/*" (line 1)', must, found: 'create, update, delete on "/+/*", everything' },
        { subject, path: 'policy path "+/+" (line 1)', must, found: 'sudo on "+/+", everything' },
      ],
    },
    {
      name: "whole parts of Vault",
      resources: [
        policy(`path "sys*" {
  capabilities = ["delete"]
}
path "auth/+/*" {
  capabilities = ["patch"]
}
path "identity/+" {
  capabilities = ["create"]
}
path "auth/token/*" {
  capabilities = ["update"]
}`),
      ],
      finds: [
        { subject, path: 'policy path "sys*" (line 1)', must, found: 'delete on "sys*", all of sys' },
        { subject, path: 'policy path "auth/+/*" (line 4)', must, found: 'patch on "auth/+/*", all of auth' },
        { subject, path: 'policy path "identity/+" (line 7)', must, found: 'create on "identity/+", all of identity' },
        {
          subject,
          path: 'policy path "auth/token/*" (line 10)',
          must,
          found: 'update on "auth/token/*", all of the method token',
        },
      ],
    },
    {
      name: "parts of Vault that make root by another name",
      resources: [
        policy(`path "sys/policies/acl/*" {
  capabilities = ["update"]
}
path "sys/auth/*" {
  capabilities = ["create"]
}
path "identity/group/id/+" {
  capabilities = ["update"]
}
path "auth/+/role/*" {
  capabilities = ["create"]
}
path "sys/mounts/*" {
  capabilities = ["read"]
}`),
      ],
      finds: [
        {
          subject,
          path: 'policy path "sys/policies/acl/*" (line 1)',
          must,
          found: 'update on "sys/policies/acl/*", all of sys/policies/acl',
        },
        { subject, path: 'policy path "sys/auth/*" (line 4)', must, found: 'create on "sys/auth/*", all of sys/auth' },
        {
          subject,
          path: 'policy path "identity/group/id/+" (line 7)',
          must,
          found: 'update on "identity/group/id/+", all of identity/group/id',
        },
        {
          subject,
          path: 'policy path "auth/+/role/*" (line 10)',
          must,
          found: 'create on "auth/+/role/*", all of auth/+/role',
        },
      ],
    },
    {
      name: "an administrator's that may everything",
      resources: [policy('path "*" {\n  capabilities = ["update"]\n}')],
      config: { administrators: ["ci"] },
      finds: [{ subject, path: 'policy path "*" (line 1)', must, found: 'update on "*", everything' }],
    },
    {
      name: "one path in two stanzas, of which each writes otherwise",
      resources: [
        policy(`path "secret/*" {
  capabilities = ["read"]
}
path "secret/*" {
  capabilities = ["delete"]
}
path "secret/*" {
  capabilities = ["update"]
}`),
      ],
      finds: [
        {
          subject,
          path: 'policy path "secret/*" (line 4)',
          must,
          found:
            'update, delete on "secret/*", all of the mount secret, in the stanzas at lines 4 and 7, which Vault merges',
        },
      ],
    },
    {
      name: "all secrets of an engine, and of one with a longer path",
      resources: [
        policy('path "secret/data/*" {\n  capabilities = ["update", "read"]\n}'),
        policy('path "team/kv/*" {\n  capabilities = ["update"]\n}'),
        { type: "vault:index/mount:Mount", props: { path: "team/kv", type: "kv-v2" } },
      ],
      finds: [
        {
          subject,
          path: 'policy path "secret/data/*" (line 1)',
          must,
          found: 'update on "secret/data/*", all secrets of the mount secret',
        },
        {
          subject,
          path: 'policy path "team/kv/*" (line 1)',
          must,
          found: 'update on "team/kv/*", all of the mount team/kv',
        },
      ],
    },
    {
      name: "whole parts of namespaces",
      resources: [
        policy(`path "+/auth/*" {
  capabilities = ["update"]
}
path "+/sys/policies/acl/*" {
  capabilities = ["create"]
}
path "admin/sys/*" {
  capabilities = ["update"]
}
path "team/auth/*" {
  capabilities = ["update"]
}
path "apps/sys/policies/acl/*" {
  capabilities = ["update"]
}`),
        { type: "vault:index/namespace:Namespace", props: { path: "team" } },
      ],
      finds: [
        {
          subject,
          path: 'policy path "+/auth/*" (line 1)',
          must,
          found: 'update on "+/auth/*", all of auth of any namespace',
        },
        {
          subject,
          path: 'policy path "+/sys/policies/acl/*" (line 4)',
          must,
          found: 'create on "+/sys/policies/acl/*", all of sys/policies/acl of any namespace',
        },
        {
          subject,
          path: 'policy path "admin/sys/*" (line 7)',
          must,
          found: 'update on "admin/sys/*", all of sys of the namespace admin',
        },
        {
          subject,
          path: 'policy path "team/auth/*" (line 10)',
          must,
          found: 'update on "team/auth/*", all of auth of the namespace team',
        },
        {
          subject,
          path: 'policy path "apps/sys/policies/acl/*" (line 13)',
          must,
          found: 'update on "apps/sys/policies/acl/*", all of sys/policies/acl of the namespace apps',
        },
      ],
    },
    {
      name: "a plain write, whose text is not repeated",
      resources: [
        {
          type: "vault:generic/endpoint:Endpoint",
          props: {
            path: "sys/policy/ci",
            dataJson: JSON.stringify({ policy: 'path "secret/*" { capabilities = ["create"] }' }),
          },
        },
      ],
      finds: [
        {
          subject: 'write to "sys/policy/ci"',
          path: "dataJson.policy (line 1)",
          must,
          found: "a secret text (not shown)",
        },
      ],
    },
  ],
  unknown: [
    {
      name: "an engine whose path another resource decides, and which could be what looks like a namespace",
      resources: [
        policy(
          'path "admin/sys/*" {\n  capabilities = ["update"]\n}\npath "team/sys/*" {\n  capabilities = ["update"]\n}',
        ),
        { type: "vault:index/mount:Mount", props: { path: notKnownYet, type: "kv" } },
        { type: "vault:index/namespace:Namespace", props: { path: "team" } },
      ],
      finds: [{ subject, path: "path", must }],
    },
    {
      name: "a text that another resource decides",
      resources: [policy(notKnownYet)],
      finds: [{ subject, path: "policy", must }],
    },
    {
      name: "a name that another resource decides, of a policy that writes policies",
      resources: [
        {
          type: "vault:index/policy:Policy",
          props: { name: notKnownYet, policy: 'path "sys/policies/acl/*" {\n  capabilities = ["update"]\n}' },
        },
      ],
      finds: [{ subject: 'policy "example"', path: "name", must }],
    },
    {
      name: "a name that another resource decides, of a policy that writes a namespace's policies",
      resources: [
        {
          type: "vault:index/policy:Policy",
          props: { name: notKnownYet, policy: 'path "admin/sys/policies/acl/*" {\n  capabilities = ["update"]\n}' },
        },
      ],
      finds: [{ subject: 'policy "example"', path: "name", must }],
    },
  ],
};

function policy(text: string) {
  return { type: "vault:index/policy:Policy", props: { name: "ci", policy: text } };
}
