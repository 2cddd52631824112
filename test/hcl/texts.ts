import fc from "fast-check";

/**
 * Texts for comparing our parsers with the real ones: well-formed HCL and JSON of any shape, and the same with a few pieces
 * cut out, doubled or put in, so that most of them are almost right.
 */
const pieces = [
  ...Array.from("{}[]=,\"'\\/#$<>-+.:;0189aeExX_ \t\n\r"),
  "\r\n",
  "${",
  "}",
  "//",
  "/*",
  "*/",
  "<<EOF\n",
  "<<-EOF\n",
  "\nEOF\n",
  "\n  EOF\n",
  "true",
  "null",
  "-5",
  "0x1F",
  "07",
  "08",
  "089",
  "1e",
  "1e5",
  ".5e3",
  "1.5e+3",
  '\\"',
  "\\u00e9",
  "\\xc3\\xa9",
  "\\400",
  "\\ud800",
  "\\U00110000",
  "é",
  "日本",
  "𝔘",
  "\uFEFF",
  "\u00A0",
  "\0",
  "\uE123",
  "\uFFFD",
];

const word = fc.constantFrom("path", "name", "a", "capabilities", "tls_disable", "b-c", "d.e", "été", "_x", "TRUE");
const quoted = fc
  .array(
    fc.constantFrom(
      "a",
      "secret/*",
      "+",
      "é",
      "𝔘",
      "${x}",
      '${f("y")}',
      "\\n",
      '\\"',
      "\\t",
      "\\u00e9",
      "\\xe9",
      "\\101",
      " ",
    ),
    {
      maxLength: 4,
    },
  )
  .map((parts) => `"${parts.join("")}"`);
const number = fc.constantFrom("0", "1", "-1", "42", "1.5", "0x1F", "017", "1e5", "-0.25", ".5");
const heredoc = fc
  .tuple(
    fc.constantFrom("<<EOF", "<<-EOF", "<<X1"),
    fc.array(fc.constantFrom("text", "  text", "", "\ttext", "EO"), { maxLength: 3 }),
    fc.constantFrom("", " ", "  "),
  )
  .map(([open, lines, indent]) => [open, ...lines, `${indent}${open.replace(/^<<-?/, "")}`, ""].join("\n"));
const blank = fc.constantFrom(
  " ",
  "",
  "\n",
  "\n\n",
  "  ",
  "\t",
  "\r\n",
  " # note\n",
  " // note\n",
  "/* note */",
  "/* two\nlines */",
);

const hcl = fc.letrec<{ item: string; items: string; value: string; list: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    quoted,
    number,
    fc.constantFrom("true", "false"),
    heredoc,
    tie("list"),
    tie("items").map((items) => `{${items}}`),
  ),
  list: fc
    .tuple(
      fc.array(
        fc.tuple(blank, tie("value"), blank).map((parts) => parts.join("")),
        { maxLength: 4 },
      ),
      fc.constantFrom("", ","),
    )
    .map(([values, last]) => `[${values.join(",")}${last}]`),
  item: fc.oneof(
    fc
      .tuple(fc.oneof(word, quoted), blank, blank, tie("value"))
      .map(([key, one, two, value]) => `${key}${one}=${two}${value}`),
    fc
      .tuple(word, fc.array(fc.oneof(word, quoted), { maxLength: 2 }), tie("items"))
      .map(([key, labels, items]) => `${[key, ...labels].join(" ")} {${items}}`),
  ),
  items: fc
    .array(
      fc.tuple(blank, tie("item"), fc.constantFrom("\n", "\n", " ", ",", ", ", "\r\n")).map((parts) => parts.join("")),
      { maxLength: 4 },
    )
    .map((items) => items.join("")),
}));

const json = fc.letrec<{ value: string; object: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    quoted,
    number,
    fc.constantFrom("true", "false", "null"),
    fc.array(tie("value"), { maxLength: 3 }).map((values) => `[${values.join(", ")}]`),
    fc.array(tie("object"), { maxLength: 3 }).map((values) => `[${values.join(", ")}]`),
    tie("object"),
  ),
  object: fc
    .array(
      fc.tuple(
        fc.oneof(
          word.map((text) => `"${text}"`),
          quoted,
        ),
        blank,
        tie("value"),
      ),
      { maxLength: 3 },
    )
    .map(
      (members) =>
        `{${members.map(([key, space, value]) => `${key}:${space.startsWith(" #") ? " " : space}${value}`).join(",\n")}}`,
    ),
}));

interface Change {
  readonly at: number;
  readonly cut: number;
  readonly put: string;
}

const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.nat({ max: 3 }),
  put: fc.oneof(fc.constant(""), fc.constantFrom(...pieces)),
});

const changed = (text: string, changes: readonly Change[]): string =>
  changes.reduce((result, { at, cut, put }) => {
    const index = Math.floor(at * result.length);
    return result.slice(0, index) + put + result.slice(index + cut);
  }, text);

/** Well-formed HCL. */
export const wellFormedHcl: fc.Arbitrary<string> = hcl.items;

/** HCL, JSON, and both with up to three small changes; and plain heaps of pieces. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.oneof(hcl.items, json.object), fc.array(change, { maxLength: 3 }))
      .map(([text, changes]) => changed(text, changes)),
  },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join("")) },
  {
    weight: 1,
    arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => `{"a": ${parts.join("")}`),
  },
);
