import { parsePolicy } from "../../../access/policy/parse";
import { byPattern, grantedTogether } from "../../../access/policy/same-pattern";

/** Of each pattern, the paths as written, and what they grant together. */
function merged(text: string): [string, string][] {
  const { policy } = parsePolicy(text);
  if (policy === undefined) throw new Error("Vault would refuse this text");
  return byPattern(policy.stanzas).map((same) => [
    same.map(({ path }) => path).join(" "),
    grantedTogether(same).join(" "),
  ]);
}

const stanza = (path: string, ...words: string[]) => `path "${path}" { capabilities = ${JSON.stringify(words)} }\n`;

test.each([
  [
    "one path, wherever it stands",
    [stanza("a", "read"), stanza("b"), stanza("a", "list", "create")],
    [
      ["a a", "create read list"],
      ["b", ""],
    ],
  ],
  [
    "a slash before it, which Vault drops",
    [stanza("/a/*", "read"), stanza("a/*", "sudo")],
    [["/a/* a/*", "read sudo"]],
  ],
  ["a deny, first or last", [stanza("a", "deny"), stanza("a", "sudo")], [["a a", "deny"]]],
  ["a deny, first or last", [stanza("a", "sudo"), stanza("a", "read", "deny")], [["a a", "deny"]]],
  [
    "paths that match alike are two",
    [stanza("a*", "read"), stanza("a", "read"), stanza("a/+", "read"), stanza("a/+/", "read")],
    [
      ["a*", "read"],
      ["a", "read"],
      ["a/+", "read"],
      ["a/+/", "read"],
    ],
  ],
] as const)("stanzas of one pattern grant together: %s", (_, stanzas, expected) => {
  expect(merged(stanzas.join(""))).toEqual(expected);
});
