import * as vault from "@pulumi/vault";
import { PasswordPolicies } from "../../../modules/password-policies/password-policies";
import type { PasswordPolicyArgs } from "../../../modules/password-policies/password-policies-args";
import { passwordPolicyText } from "../../../modules/password-policies/text";
import { refusedFor, registrationsOf, secret } from "../registrations";

const component = { id: "strongroom:password-policies:PasswordPolicies::password-policies", inputs: {} };

const policy: PasswordPolicyArgs = {
  name: "postgres",
  length: 32,
  charsets: [{ characters: "abc", atLeast: 1 }, { characters: '"\\${x}$' }],
};

const text = `length = 32

rule "charset" {
  charset   = "abc"
  min-chars = 1
}

rule "charset" {
  charset   = "\\"\\\\\\x24{x}$"
  min-chars = 0
}
`;

const declare = (...policies: readonly PasswordPolicyArgs[]): PasswordPolicies =>
  new PasswordPolicies("password-policies", { policies });

describe("password policies", () => {
  it("are written in Vault's language, with nothing that it would take for more than a character", () => {
    expect(passwordPolicyText(policy)).toBe(text);
  });

  it("are written to their path, before whatever is given their name", async () => {
    const endpoint = {
      id: "vault:generic/endpoint:Endpoint::postgres",
      inputs: { path: "sys/policies/password/postgres", dataJson: secret(JSON.stringify({ policy: text })) },
      parent: component.id,
    };
    const registered = await registrationsOf(() => {
      new vault.Mount("engine", { path: "engine", type: "database", description: declare(policy).name("postgres") });
    });
    expect(registered).toEqual([
      component,
      endpoint,
      {
        id: "vault:index/mount:Mount::engine",
        inputs: { path: "engine", type: "database", description: "postgres" },
        dependsOn: [endpoint.id],
      },
    ]);
  });

  it("say which one was meant", async () => {
    await registrationsOf(() => {
      expect(refusedFor(() => declare(policy).name("postgers"))).toMatchObject([
        { subject: 'password policy "postgers"', fix: 'did you mean "postgres"?' },
      ]);
    });
  });
});

const letters = Array.from({ length: 257 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join("");

const refused: readonly {
  name: string;
  policies: readonly PasswordPolicyArgs[];
  problems: readonly { subject: string; path: string; found?: string }[];
}[] = [
  {
    name: "lengths that Vault does not take",
    policies: [3, 101, 20.5].map((length) => ({ ...policy, name: `p${length}`, length })),
    problems: [
      { subject: 'password policy "p3"', path: "length", found: "3" },
      { subject: 'password policy "p101"', path: "length", found: "101" },
      { subject: 'password policy "p20.5"', path: "length", found: "20.5" },
    ],
  },
  {
    name: "more characters that must be in it than it has",
    policies: [
      {
        ...policy,
        length: 4,
        charsets: [
          { characters: "a", atLeast: 3 },
          { characters: "b", atLeast: 2 },
        ],
      },
    ],
    problems: [{ subject: 'password policy "postgres"', path: "length", found: "4" }],
  },
  {
    name: "nothing to choose from, and too much",
    policies: [
      { ...policy, charsets: [] },
      { ...policy, name: "b", charsets: [{ characters: letters }] },
    ],
    problems: [
      { subject: 'password policy "postgres"', path: "charsets", found: "none" },
      { subject: 'password policy "b"', path: "charsets", found: "257 characters" },
    ],
  },
  {
    name: "charsets that are empty, cannot be printed or ask for part of a character",
    policies: [{ ...policy, charsets: [{ characters: "", atLeast: 0.5 }, { characters: "a\tb" }] }],
    problems: [
      { subject: 'password policy "postgres"', path: "charsets[0].characters", found: "none" },
      { subject: 'password policy "postgres"', path: "charsets[0].atLeast", found: "0.5" },
      { subject: 'password policy "postgres"', path: "charsets[1].characters", found: '"\\t"' },
    ],
  },
  {
    name: "names that are none, or are there",
    policies: [policy, policy, { ...policy, name: "a/generate" }],
    problems: [
      { subject: 'password policy "postgres"', path: "name" },
      { subject: 'password policy "a/generate"', path: "name" },
    ],
  },
];

test.each(refused)("refused: $name", ({ policies, problems }) => {
  expect(refusedFor(() => declare(...policies))).toEqual(
    problems.map((problem) => expect.objectContaining(problem) as unknown),
  );
});
