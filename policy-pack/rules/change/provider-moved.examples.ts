import { notKnownYet, type BadExample, type Example, type ExampleResource, type UnknownExample } from "../../example";

const reachesSame = "reach what it reached when these were made";
const stays = "stay when it gets another place in the program";
const subject = 'vault provider "provider"';
const address = "https://vault.example.com:8200";

const groupPolicies = {
  type: "vault:identity/groupPolicies:GroupPolicies",
  props: { groupId: "7d2e3179-f69b-450c-7179-ac8ee8bd8ca9", policies: ["team"] },
  provider: { address },
};

const secretId = {
  type: "vault:appRole/authBackendRoleSecretId:AuthBackendRoleSecretId",
  props: { roleName: "ci" },
  provider: { address },
};

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "one address, written in two ways", before: [policy()], resources: [policy({ address: `${address}/` })] },
    {
      name: "another login in the same Vault",
      before: [policy()],
      resources: [policy({ address, authLoginJwt: { role: "deployer", mount: "jwt" } })],
      isPartial: true,
    },
    {
      name: "one that goes, and another one",
      before: [{ ...policy(), name: "team", props: { name: "team", policy: "" } }],
      resources: [{ ...policy(), name: "shop", props: { name: "shop", policy: "" } }],
    },
    {
      name: "a group of one LDAP method that goes, and another one",
      before: [ldapGroup("devs")],
      resources: [ldapGroup("ops")],
      isPartial: true,
    },
    {
      name: "another secret-id of one AppRole, which is another login",
      before: [{ ...secretId, name: "old" }],
      resources: [{ ...secretId, name: "new" }],
      isPartial: true,
    },
    {
      name: "one that Vault keeps, in whose place another is made elsewhere",
      before: [{ ...policy(), retainOnDelete: true }],
      resources: [{ ...policy({ address: "https://other.example.com:8200" }), replaced: "created first" }],
    },
    {
      name: "a write that is never taken back, and the same one under another name",
      before: [{ ...write("sys/policies/acl/team", true), name: "old" }],
      resources: [{ ...write("sys/policies/acl/team", true), name: "new" }],
      isPartial: true,
    },
    {
      name: "one that goes here, and comes in another Vault",
      before: [policy()],
      resources: [{ ...policy({ address: "https://other.example.com:8200" }), name: "moved" }],
    },
  ],
  bad: [
    {
      name: "another address",
      before: [policy(), { ...policy(), name: "other" }],
      resources: [
        policy({ address: "https://other.example.com:8200" }),
        { ...policy({ address: "https://other.example.com:8200" }), name: "other" },
      ],
      finds: [
        {
          subject,
          path: "address",
          must: reachesSame,
          found: `"https://other.example.com:8200" instead of "${address}", for 2 objects (policy "team", policy "team")`,
        },
      ],
    },
    {
      name: "a namespace",
      before: [policy()],
      resources: [policy({ address, namespace: "team" })],
      finds: [
        {
          subject,
          path: "namespace",
          must: reachesSame,
          found: '"team" instead of nothing, for 1 object (policy "team")',
        },
      ],
    },
    {
      name: "another address, of what Vault keeps when Pulumi forgets it",
      before: [{ ...policy(), retainOnDelete: true }],
      resources: [policy({ address: "https://other.example.com:8200" })],
      finds: [
        {
          subject,
          path: "address",
          must: reachesSame,
          found: `"https://other.example.com:8200" instead of "${address}", for 1 object (policy "team")`,
        },
      ],
    },
    {
      name: "a write, of which a resource of its own type takes the place",
      before: [{ ...write("sys/policies/acl/team"), name: "old" }],
      resources: [{ ...policy(), name: "new" }],
      finds: [
        {
          subject: 'write to "sys/policies/acl/team"',
          must: stays,
          found: 'that it would be written again as "new", and then deleted as "old"',
        },
      ],
    },
    {
      name: "another name in the program, of the policies of a group",
      before: [{ ...groupPolicies, name: "old" }],
      resources: [{ ...groupPolicies, name: "new" }],
      finds: [
        {
          subject: 'GroupPolicies "old"',
          must: stays,
          found: 'that it would be written again as "new", and then deleted as "old"',
        },
      ],
    },
    {
      name: "another name in the program, without an alias",
      before: [policy()],
      resources: [{ ...policy(), name: "moved" }],
      finds: [
        {
          subject: 'policy "team"',
          must: stays,
          found: 'that it would be written again as "moved", and then deleted as "example"',
        },
      ],
    },
  ],
  unknown: [
    {
      name: "an address that another resource decides",
      before: [policy()],
      resources: [policy({ address: notKnownYet })],
      finds: [{ subject, path: "address", must: reachesSame }],
    },
    {
      name: "an address from the environment",
      before: [policy({})],
      resources: [policy()],
      finds: [{ subject, path: "address", must: reachesSame }],
    },
    {
      name: "a name that another resource decides",
      before: [policy()],
      resources: [{ ...policy(), name: "moved", props: { name: notKnownYet, policy: "" } }],
      finds: [{ subject: 'policy "team"', path: "name", must: stays }],
    },
  ],
};

function ldapGroup(groupname: string): ExampleResource {
  const props = { groupname, backend: "ldap", policies: ["team"] };
  return { type: "vault:ldap/authBackendGroup:AuthBackendGroup", name: groupname, props, provider: { address } };
}

function write(path: string, disableDelete = false): ExampleResource {
  const props = { path, dataJson: JSON.stringify({ policy: "" }), disableDelete };
  return { type: "vault:generic/endpoint:Endpoint", props, provider: { address } };
}

function policy(provider: Record<string, unknown> = { address }): ExampleResource {
  return { type: "vault:index/policy:Policy", props: { name: "team", policy: "" }, provider };
}
