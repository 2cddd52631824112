import fc from "fast-check";
import { normalisePolicy } from "../../../access/policy/normalise";
import { parsePolicy, type ParsedPolicy } from "../../../access/policy/parse";
import { storedText } from "../../../access/policy/stored-text";
import { accepted } from "./cases";
import { hclPolicy, jsonPolicy } from "./texts";

const nowhere = { line: 0, column: 0 };

const meaning = ({ policy }: ParsedPolicy): unknown =>
  policy && { ...policy, stanzas: policy.stanzas.map((stanza) => ({ ...stanza, place: nowhere })) };

const isAccepted = (text: string): boolean => parsePolicy(text).problems === undefined;

function expectOneForm(text: string): void {
  const normalised = normalisePolicy(text);
  expect(meaning(parsePolicy(normalised))).toEqual(meaning(parsePolicy(text)));
  expect(normalisePolicy(normalised)).toBe(normalised);
  expect(storedText(normalised)).toBe(normalised);
}

test.each([
  ["HCL", hclPolicy],
  ["JSON", jsonPolicy],
])(
  "a policy in %s means the same in its one form, of which there is one, and which Vault stores as it is",
  (_, texts) => {
    fc.assert(fc.property(texts.filter(isAccepted), expectOneForm), { numRuns: 500 });
  },
);

test.each(accepted)("so does this one: %s", (_, text) => {
  expectOneForm(text);
});

test("comments and order stay; blanks, commas and line ends become those of vault policy fmt", () => {
  const text =
    '# Who: the web shop\r\npath "b" { capabilities = ["read" ,"list",], comment="x" } # last\r\n\r\n\r\n# A\npath "a" {\n# why\n\tpolicy   =   "read"\n}';
  expect(normalisePolicy(text)).toBe(`# Who: the web shop
path "b" {
  capabilities = ["read", "list"]
  comment      = "x"
} # last

# A
path "a" {
  # why
  policy = "read"
}
`);
});

test.each(["\n", "  \n\n", Buffer.from("# a").toString("base64")])(
  "%j gets a text that Vault stores as it is",
  (text) => {
    const normalised = normalisePolicy(text);
    expect(storedText(normalised)).toBe(normalised);
    expect(normalised).toMatch(/^# .+\n$/);
  },
);

test("JSON stays JSON, trimmed", () => {
  expect(normalisePolicy(' {"path": {"a": {}}}  ')).toBe('{"path": {"a": {}}}\n');
});
