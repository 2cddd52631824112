import fc from "fast-check";
import { fits } from "../../policy-pack/pattern";

test.each([
  ['AppRole "ci"', 'AppRole "ci"', true],
  ['AppRole "ci"', 'AppRole "ci2"', false],
  ["*", "", true],
  ["**", "anything", true],
  ["", "", true],
  ["", "x", false],
  ["AppRole*", "AppRole", true],
  ["*::nightly", "urn:pulumi:dev::p::t::nightly", true],
  ["*::nightly", "urn:pulumi:dev::p::t::nightly2", false],
  ["urn:*::vault:index/mount:Mount::*", "urn:pulumi:dev::p::a$vault:index/mount:Mount::kv", false],
  ["urn:*vault:index/mount:Mount::*", "urn:pulumi:dev::p::a$vault:index/mount:Mount::kv", true],
  ["a*a", "a", false],
  ["a*b*a", "aba", true],
  ["a*b*b*a", "aba", false],
  ["approle*", 'AppRole "ci"', false],
  ["a.c", "abc", false],
])("%j, of %j: %s", (pattern, text, expected) => {
  expect(fits(pattern, text)).toBe(expected);
});

test("says what a regular expression would", () => {
  const letters = fc.stringMatching(/^[ab*]{0,8}$/u);
  fc.assert(
    fc.property(letters, fc.stringMatching(/^[ab]{0,12}$/u), (pattern, text) => {
      expect(fits(pattern, text)).toBe(new RegExp(`^${pattern.replaceAll("*", ".*")}$`, "u").test(text));
    }),
  );
});

test("takes no time, however many stars there are", () => {
  const started = performance.now();
  expect(fits("a*".repeat(5000), `${"a".repeat(100_000)}b`)).toBe(true);
  expect(fits(`${"a*".repeat(5000)}c`, "a".repeat(100_000))).toBe(false);
  expect(performance.now() - started).toBeLessThan(1000);
});

test("an escaped star is a star, in whichever part", () => {
  const pattern = String.raw`path "sys/\*" * "\*"`;
  expect(fits(pattern, 'path "sys/*" and "*"')).toBe(true);
  expect(fits(pattern, 'path "sys/x" and "*"')).toBe(false);
  expect([fits(String.raw`a\*`, "a*"), fits(String.raw`a\*`, "ab")]).toEqual([true, false]);
});
