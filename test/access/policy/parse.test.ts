import { parsePolicy } from "../../../access/policy/parse";
import type { Stanza } from "../../../access/policy/policy";
import { sentence } from "../../../problem/problem";
import { accepted, refused } from "./cases";

const show = ({ pattern, capabilities }: Stanza): string =>
  `${pattern.kind} ${pattern.text}: ${capabilities.join(", ")}`;

test.each(accepted)("accepted: %s", (_, text, stanzas) => {
  const { policy, problems } = parsePolicy(text);
  expect(problems).toBeUndefined();
  expect(policy?.stanzas.map(show)).toEqual(stanzas);
});

test.each(refused)("refused: %s", (_, text, places) => {
  expect(parsePolicy(text).problems?.map(({ place }) => place)).toEqual(places);
});

test("everything that a stanza can say is understood", () => {
  const text = `
path "secret/data/{{identity.entity.name}}" {
  comment             = "ignored"
  capabilities        = ["create", "update"]
  min_wrapping_ttl    = "1h30m"
  max_wrapping_ttl    = "2d"
  required_parameters = ["Ttl"]
  mfa_methods         = ["duo"]
  allowed_parameters = {
    "Name" = ["a*", true, 5, { k = [1] }]
    "*"    = []
  }
  denied_parameters {}
  subscribe_event_types = ["kv*"]
  control_group = {
    TTL = 90
    factor "ops" {
      identity {
        group_names = ["ops"]
        approvals   = "2"
      }
      controlled_capabilities = ["update"]
    }
  }
}`;
  expect(parsePolicy(text)).toEqual({
    policy: {
      templated: true,
      stanzas: [
        {
          path: "secret/data/{{identity.entity.name}}",
          pattern: { kind: "exact", text: "secret/data/{{identity.entity.name}}" },
          capabilities: ["create", "update"],
          minWrappingTtl: 5400,
          maxWrappingTtl: 172800,
          allowedParameters: new Map<string, unknown>([
            ["name", ["a*", true, { number: 5 }, new Map([["k", [{ number: 1 }]]])]],
            ["*", []],
          ]),
          deniedParameters: new Map(),
          requiredParameters: ["Ttl"],
          mfaMethods: ["duo"],
          subscribeEventTypes: ["kv*"],
          controlGroup: {
            ttl: 90,
            factors: [
              { name: "ops", groupIds: [], groupNames: ["ops"], approvals: 2, controlledCapabilities: ["update"] },
            ],
          },
          place: { line: 2, column: 6 },
        },
      ],
    },
  });
});

test.each([
  ["a misspelled key", 'path "a" { capabilitis = ["read"] }', "1:12", "write capabilities"],
  ["a misspelled capability", 'path "a" { capabilities = ["reed"] }', "1:28", 'write "read"'],
  ["write, which is two", 'path "a" { capabilities = ["write"] }', "1:28", 'write "create", "update"'],
  ["OpenBao's list key", 'path "a" { pagination_limit = 5 }', "1:12", "remove it, or write it as a comment"],
])("the way out is said for %s", (_, text, place, fix) => {
  expect(parsePolicy(text).problems).toEqual([expect.objectContaining({ subject: "policy", place, fix })]);
});

test("a problem reads as one sentence with file, place, requirement, what was found and the way out", () => {
  const { problems } = parsePolicy('path "secret/*" {\n  capabilities = ["read", "lst"]\n}', "policies/web.hcl");
  expect(problems?.map(sentence)).toEqual([
    'policies/web.hcl:2:27 path "secret/*" capabilities must be one of deny, create, read, update, delete, list, sudo, patch, subscribe, recover, found "lst"; fix: write "list"',
  ]);
});

test("parameter names are lower-cased as Go does it", () => {
  const { policy } = parsePolicy('path "a" { allowed_parameters = { "İΑΣ" = [] } }');
  expect([...(policy?.stanzas[0]?.allowedParameters?.keys() ?? [])]).toEqual(["iας".replace("ς", "σ")]);
});

test("text that Vault decodes from base64 into no text is refused, wherever it runs", () => {
  expect(parsePolicy("5e+3")).toMatchObject({ problems: [{ vault: "illegal UTF-8 encoding" }] });
});
