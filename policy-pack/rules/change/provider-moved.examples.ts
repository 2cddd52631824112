import { notKnownYet, type BadExample, type Example, type ExampleResource, type UnknownExample } from "../../example";

const reachesSame = "reach what it reached when these were made";
const stays = "stay when it gets another place in the program";
const subject = 'vault provider "provider"';
const address = "https://vault.example.com:8200";

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

function policy(provider: Record<string, unknown> = { address }): ExampleResource {
  return { type: "vault:index/policy:Policy", props: { name: "team", policy: "" }, provider };
}
