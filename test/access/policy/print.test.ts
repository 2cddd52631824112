import fc from "fast-check";
import { normalisePolicy } from "../../../access/policy/normalise";
import { parsePolicy } from "../../../access/policy/parse";
import { capabilities } from "../../../access/policy/policy";
import { printPolicy } from "../../../access/policy/print";

test("a typed policy is printed as a person would write it", () => {
  expect(
    printPolicy([
      {
        path: "secret/data/mysql",
        capabilities: ["list", "read"],
        comment: "the application's own credential\nand no other",
      },
      {
        path: "secret/data/{{identity.entity.id}}/*",
        capabilities: ["update", "update"],
        allowedParameters: { data: [], ttl: ["1h", "2h"] },
        deniedParameters: { "*": [] },
        requiredParameters: ["data"],
        minWrappingTtl: 60,
        maxWrappingTtl: 3600,
      },
    ]),
  ).toBe(`# the application's own credential
# and no other
path "secret/data/mysql" {
  capabilities = ["read", "list"]
}

path "secret/data/{{identity.entity.id}}/*" {
  capabilities = ["update"]

  allowed_parameters = {
    "data" = []
    "ttl"  = ["1h", "2h"]
  }

  denied_parameters = {
    "*" = []
  }

  required_parameters = ["data"]
  min_wrapping_ttl    = 60
  max_wrapping_ttl    = 3600
}
`);
});

const text = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("${", "${a}", '"', "\\", "\n", "\u0000", "\uE123", "$${", "a\tb"),
);
const path = fc
  .string({ unit: fc.constantFrom("a", "/", "é", '"', "$", "{", "\\", "\n") })
  .filter((value) => !value.includes("{{"));
const stanza = fc.record({
  path,
  capabilities: fc.subarray([...capabilities]).filter((words) => !words.includes("deny") || words.length === 1),
  comment: text,
  allowedParameters: fc.dictionary(
    text.map((name) => name.toLowerCase()).filter((name) => name === name.toLowerCase() && !/[İΣς]/.test(name)),
    fc.array(text, { maxLength: 2 }),
    { maxKeys: 3 },
  ),
  requiredParameters: fc.array(text, { maxLength: 2 }),
  minWrappingTtl: fc.nat({ max: 100 }),
});

test("what is printed is in its one form and says what was meant", () => {
  fc.assert(
    fc.property(fc.array(stanza, { maxLength: 3 }), (stanzas) => {
      const printed = printPolicy(stanzas);
      if (printed !== "") expect(normalisePolicy(printed)).toBe(printed);
      const { policy, problems } = parsePolicy(`${printed}#`);
      expect(problems).toBeUndefined();
      const isDenied = (words: readonly string[]): boolean => words.includes("deny");
      expect(policy?.stanzas).toEqual(
        stanzas.map((written): unknown =>
          expect.objectContaining({
            path: written.path,
            capabilities: capabilities.filter((capability) => written.capabilities.includes(capability)),
            ...(isDenied(written.capabilities)
              ? {}
              : {
                  allowedParameters: new Map(Object.entries(written.allowedParameters)),
                  requiredParameters: written.requiredParameters,
                  minWrappingTtl: written.minWrappingTtl,
                }),
          }),
        ),
      );
    }),
  );
});
