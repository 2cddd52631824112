import fc from "fast-check";

/**
 * Texts of policies for comparing our verdict with Vault's: mostly right, each with a chance of something that Vault looks at
 * closely (a field of the wrong shape, a capability that is none, wildcards, templates, durations, control groups).
 */
const path = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .array(fc.constantFrom("secret", "data", "+", "*", "/", "a", "{{identity.entity.id}}", "sys/", "é"), {
        maxLength: 5,
      })
      .map((parts) => parts.join("")),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "{{",
      "}}",
      "{{a}} }}",
      "{{ {{a}} }}",
      "+*",
      "a/+*",
      "*+",
      "/",
      "//x",
      "",
      "{{}}",
      "}} {{",
    ),
  },
);

const often = <Value>(usual: readonly Value[], rare: readonly Value[]): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: fc.constantFrom(...rare) });

const word = often(
  ['"read"', '"list"', '"create"', '"update"', '"delete"', '"deny"', '"sudo"', '"patch"', '"subscribe"', '"recover"'],
  ['"write"', '"root"', '"Read"', '" read"', '""', "5", "1.5", "true", "[]", "{}", '"\\x72ead"', "<<E\nread\nE\n"],
);
const list = (element: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.array(element, { maxLength: 4 }).map((elements) => `[${elements.join(", ")}]`);

const capabilities = fc.oneof(
  { weight: 8, arbitrary: list(word) },
  { weight: 1, arbitrary: fc.constantFrom('"read"', "{}", '{ a = "read" }', "5", "null", "true") },
);
const duration = often(
  ["60", '"60"', '"1h"', '"1h30m"', '"2d"', '""', "0", "-5", "1.5", '"1.5h"', '"0"', '"-1h"', '"+5"', '"100ms"'],
  [
    '"d"',
    '"1x"',
    '"x"',
    '"1"',
    '"1d1h"',
    "true",
    "[]",
    "{}",
    "08",
    "0x10",
    '"0x10"',
    '"1_0"',
    "99999999999999999999",
  ].concat([
    '"9999999999999999999"',
    "9999999999",
    "1e3",
    "1e400",
    '"."',
    '"1.h"',
    '".5h"',
    '"µs"',
    '"1µs"',
    "<<E\n1h\nE\n",
    "1e99",
  ]),
);
const leaf = often(['"x"', '"y*"', "true", "5", "1.5"], ["[]", '["n"]', "{}", '{ "k" = 1 }', "08", "[{ a = 1 }]"]);
const parameters = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .array(fc.tuple(fc.constantFrom('"a"', "b", '"*"', '"A"', '"ttl"', '"İ"'), list(leaf)), { maxLength: 3 })
      .map((entries) => `{ ${entries.map(([key, values]) => `${key} = ${values}`).join("\n")} }`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('{ "a" = "b" }', "[]", '"a"', "{ a { b = 1 } }", '{ a "b" { c = 1 } }', "{ a = { } }"),
  },
);
const factor = fc
  .record({
    name: often([' "ops"', ' "a"'], ["", ' "a" "b"']),
    approvals: often(["1", "2", '"3"'], ["0", "-1", "1.5", '"x"', '"0x2"', "true", "<<E\n1\nE\n"]),
    groups: often(
      ['group_names = ["g"]', 'group_ids = ["g"]', 'GROUP_NAMES = ["g"]'],
      ["", "group_names = []", 'group_names = "g"'],
    ),
    controlled: often(
      ["", 'controlled_capabilities = ["read"]', "controlled_capabilities = []"],
      ['controlled_capabilities = ["sudo"]'],
    ),
    identity: often(["identity"], ["ident", 'identity "x"', "IDENTITY"]),
  })
  .map(
    ({ name, approvals, groups, controlled, identity }) =>
      `factor${name} { ${identity} { ${groups}\napprovals = ${approvals} }\n${controlled} }`,
  );
const controlGroup = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.option(duration, { nil: "" }), fc.array(factor, { maxLength: 2 }))
      .map(([ttl, factors]) => `{ ${ttl === "" ? "" : `ttl = ${ttl}\n`}${factors.join("\n")} }`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "{}",
      "[]",
      '"a"',
      "{ factor = 1 }",
      "{ factor { } }",
      "{ factor { a { } } }",
      "{ zzz = 1 }",
    ),
  },
);

const attribute = fc.oneof(
  { weight: 6, arbitrary: capabilities.map((value) => `capabilities = ${value}`) },
  {
    weight: 1,
    arbitrary: often(["read", "write", "deny", "sudo", ""], ["banana"]).map((value) => `policy = "${value}"`),
  },
  { weight: 1, arbitrary: duration.map((value) => `min_wrapping_ttl = ${value}`) },
  { weight: 1, arbitrary: duration.map((value) => `max_wrapping_ttl = ${value}`) },
  { weight: 2, arbitrary: parameters.map((value) => `allowed_parameters = ${value}`) },
  {
    weight: 1,
    arbitrary: parameters.filter((value) => value.startsWith("{")).map((value) => `denied_parameters ${value}`),
  },
  { weight: 1, arbitrary: list(leaf).map((value) => `required_parameters = ${value}`) },
  { weight: 1, arbitrary: list(leaf).map((value) => `mfa_methods = ${value}`) },
  { weight: 1, arbitrary: list(leaf).map((value) => `subscribe_event_types = ${value}`) },
  { weight: 1, arbitrary: controlGroup.map((value) => `control_group = ${value}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'comment = "why"',
      "comment = 5",
      "capabilitis = []",
      "# note",
      "/* note */",
      'expiration = "1h"',
    ),
  },
);

const stanza = fc
  .tuple(fc.array(attribute, { maxLength: 4 }), path, often([""], [' "b"']))
  .map(([attributes, pattern, label]) => `path ${JSON.stringify(pattern)}${label} {\n  ${attributes.join("\n  ")}\n}`);

const topLevel = often(
  ['name = "x"', "# a comment", "", "// another"],
  [
    "name = 5",
    "name = 1.5",
    "name {}",
    "name = []",
    'path = "a"',
    "path = {}",
    "path {}",
    "Path {}",
    'rule "a" {}',
    "path = []",
  ],
);

export const hclPolicy: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 6, arbitrary: stanza }, { weight: 1, arbitrary: topLevel }), { maxLength: 4 })
  .map((items) => `${items.join("\n")}\n`);

const jsonValue = fc.constantFrom<unknown>(
  "1h",
  5,
  1.5,
  true,
  null,
  [],
  ["read"],
  ["x", 5],
  {},
  { a: [] },
  { a: ["b"] },
  [{ a: 1 }],
  "read",
  {
    factor: { ops: { identity: { group_names: ["g"], approvals: 1 } } },
  },
);
const jsonStanza = fc
  .array(
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc.tuple(
          fc.constant("capabilities"),
          fc.constantFrom<unknown>(["read"], ["deny", "x"], ["list", "read"], []),
        ),
      },
      {
        weight: 2,
        arbitrary: fc.tuple(
          fc.constantFrom(
            "min_wrapping_ttl",
            "allowed_parameters",
            "denied_parameters",
            "control_group",
            "policy",
            "comment",
            "required_parameters",
          ),
          jsonValue,
        ),
      },
    ),
    { maxLength: 4 },
  )
  .map((members) => `{${members.map(([key, value]) => `"${key}": ${JSON.stringify(value)}`).join(", ")}}`);

/** Keys repeat at times, as JSON allows. */
export const jsonPolicy: fc.Arbitrary<string> = fc.oneof(
  fc
    .array(fc.tuple(path, jsonStanza), { maxLength: 3 })
    .map(
      (stanzas) => `{"path": {${stanzas.map(([pattern, body]) => `${JSON.stringify(pattern)}: ${body}`).join(", ")}}}`,
    ),
  fc
    .array(fc.tuple(path, jsonStanza), { maxLength: 3 })
    .map(
      (stanzas) =>
        `{"path": [${stanzas.map(([pattern, body]) => `{${JSON.stringify(pattern)}: ${body}}`).join(", ")}], "name": "x"}`,
    ),
  fc.tuple(jsonStanza, jsonStanza).map(([one, two]) => `{"path": {"a": [${one}, ${two}]}, "path": {"b": ${one}},}`),
);
