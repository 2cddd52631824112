import fc from "fast-check";
import { withWaiver, type WaiverEntry } from "../../cli/waiver-entry";
import { rules } from "../../policy-pack/rules/index";
import { readWaivers } from "../../policy-pack/waivers";

const entry: WaiverEntry = {
  rule: "token-ttl-bounded",
  resource: 'AppRole "ci"',
  environments: ["staging", "production"],
  reason: "the vendor's client: cannot renew",
  owner: "platform",
  expires: "2026-08-31",
};
const written = `- rule: token-ttl-bounded
  resource: AppRole "ci"
  environments: [staging, production]
  reason: "the vendor's client: cannot renew"
  owner: platform
  expires: 2026-08-31
`;

test.each([
  ["nothing", "", written],
  ["only comments", "# What is accepted.\n# Two lines.\n", `# What is accepted.\n# Two lines.\n\n${written}`],
  ["an empty list", "# Nothing yet.\n[]\n", `# Nothing yet.\n${written}`],
  ["a list and the end of the document", `${written}...\n`, `${written}${written}...\n`],
  ["a list that is set in", written.replace(/^/gmu, "  ").trimEnd(), `${written}${written}`],
])("a file that holds %s gets another waiver, and keeps what it says", (_, before, after) => {
  expect(withWaiver(before, entry)).toBe(after);
});

test("a waiver is added below the others, which stay as they are, with their comments", () => {
  const before = [
    "# yaml-language-server: $schema=waivers.schema.json",
    "# Accepted by the board.",
    "- rule: kv-versioned # since May",
    '  resource: "*"',
    "  # Not in production.",
    "  environments: [ dev ]",
    "  reason: >",
    "    a long story",
    "    on two lines",
    "  owner: 'me'",
    "  expires: 2026-07-01",
    "",
  ].join("\n");
  expect(withWaiver(before, entry)).toBe(`${before}${written}`);
});

test("whatever is written can be read back", () => {
  const words = fc.string({ unit: "binary" }).filter((text) => /\S/u.test(text));
  fc.assert(
    fc.property(words, words, words, (resource, reason, path) => {
      const one = { ...entry, resource, path, reason: reason.replace(/\s+/gu, " ").trim() };
      const { waivers, problems } = readWaivers(withWaiver(withWaiver("# c\n", entry), one), names, "2026-06-01");
      if (problems.some(({ must }) => must.startsWith("hold no secret"))) return;
      expect(problems).toEqual([]);
      expect(waivers).toMatchObject([entry, one]);
    }),
  );
});

const names = { rules, environments: ["staging", "production"] };
