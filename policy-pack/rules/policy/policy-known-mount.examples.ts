import { notKnownYet } from "../../example";
import type { RuleData } from "../../rule";

const served = "name only paths below something that is mounted";
const version2 =
  "name the paths of a key-value engine of version 2: data/, metadata/, delete/, undelete/, destroy/ or subkeys/";
const subject = 'policy "api"';
const kv = engine("secret", "kv-v2");

export const examples: RuleData["examples"] = {
  good: [
    {
      name: "paths of what is mounted, and of what every Vault has",
      resources: [
        kv,
        engine("pki", "pki"),
        method("approle"),
        policy(
          "secret/data/api",
          "secret/metadata",
          "pki/issue/api",
          "auth/approle/role/api/role-id",
          "auth/token/lookup-self",
          "sys/mounts",
          "identity/entity/id/{{identity.entity.id}}",
          "cubbyhole/*",
        ),
      ],
    },
    {
      name: "wildcards that something mounted can fill",
      resources: [
        kv,
        method("approle"),
        policy("+/data/api", "sec*", "secret/+/api", "secret/*", "auth/+/role", "{{identity.entity.name}}/api"),
      ],
    },
    {
      name: "a secret of version 1 by its own path",
      resources: [engine("legacy", "kv"), policy("legacy/api")],
      isPartial: true,
    },
    { name: "mounts that another stack has, one and all", resources: [policy("kv/api", "auth/ldap/login")] },
    {
      name: "mounts of which another stack has one",
      resources: [kv, policy("kv/data/api", "auth/ldap/config")],
      config: { mounts: ["kv/", "auth/ldap"] },
      isPartial: true,
    },
  ],
  bad: [
    {
      name: "nothing mounted there, a misspelled method among it",
      resources: [kv, method("approle"), policy("kv/data/api", "auth/aprole/role/api", "secrets/*")],
      finds: [
        { subject, path: 'policy path "kv/data/api" (line 1)', must: served, found: '"kv/data/api"' },
        { subject, path: 'policy path "auth/aprole/role/api" (line 4)', must: served, found: '"auth/aprole/role/api"' },
        { subject, path: 'policy path "secrets/*" (line 7)', must: served, found: '"secrets/*"' },
      ],
    },
    {
      name: "secrets of version 2 as if of version 1",
      resources: [kv, policy("secret/api", "secret/api/*", "secret/+")],
      finds: [
        { subject, path: 'policy path "secret/api" (line 1)', must: version2, found: '"secret/api"' },
        { subject, path: 'policy path "secret/api/*" (line 4)', must: version2, found: '"secret/api/*"' },
      ],
    },
    {
      name: "a mount of another namespace, by a plain write",
      resources: [
        kv,
        { type: "vault:index/mount:Mount", name: "b", props: { path: "kv", type: "kv-v2", namespace: "team-a" } },
        {
          type: "vault:generic/endpoint:Endpoint",
          props: {
            path: "sys/policies/acl/api",
            dataJson: JSON.stringify({ policy: 'path "kv/data/api" { capabilities = ["read"] }' }),
          },
        },
      ],
      finds: [
        {
          subject: 'write to "sys/policies/acl/api"',
          path: "dataJson.policy (line 1)",
          must: served,
          found: "a secret text (not shown)",
        },
      ],
    },
  ],
  unknown: [
    {
      name: "a text that another resource decides",
      resources: [kv, { type: "vault:index/policy:Policy", props: { name: "api", policy: notKnownYet } }],
      finds: [{ subject, path: "policy", must: served }],
    },
    {
      name: "a mount whose path, and one whose version, other resources decide",
      resources: [
        engine(notKnownYet, "kv-v2"),
        { type: "vault:index/mount:Mount", name: "b", props: { path: "app", type: "kv", options: notKnownYet } },
        policy("kv/data/api", "app/api"),
      ],
      finds: [
        { subject, path: 'policy path "kv/data/api" (line 1)', must: served },
        { subject, path: 'policy path "app/api" (line 4)', must: served },
      ],
    },
  ],
};

function policy(...paths: readonly string[]) {
  const text = paths.map((path) => `path "${path}" {\n  capabilities = ["read"]\n}\n`).join("");
  return { type: "vault:index/policy:Policy", props: { name: "api", policy: text } };
}

function engine(path: string, type: string) {
  return { type: "vault:index/mount:Mount", name: path, props: { path, type } };
}

function method(type: string) {
  return { type: "vault:index/authBackend:AuthBackend", props: { type, tune: { maxLeaseTtl: "12h" } } };
}
