import fc from "fast-check";
import type { JwtLogin } from "../../../model/vault/jwt-login";
import { sharedToken } from "../../../model/vault/shared-token";
import { known, unknown } from "../../../model/value";

const nowhere = { path: [] };

function login(
  claims: Record<string, readonly string[]>,
  options: { globs?: boolean; issuer?: string } = {},
): JwtLogin {
  const { globs = false, issuer } = options;
  return { claims: new Map(Object.entries(claims)), globs, issuer: known(issuer, nowhere) };
}

describe("a token that two roles let in", () => {
  test.each([
    ["the same claim", login({ ref: ["main"] }), login({ ref: ["main"] }), { ref: "main" }],
    ["another value", login({ environment: ["staging"] }), login({ environment: ["production"] }), undefined],
    ["one of several values", login({ ref: ["main", "dev"] }), login({ ref: ["dev"] }), { ref: "dev" }],
    [
      "claims that only one of them asks for",
      login({ ref: ["main"] }),
      login({ job: ["x"] }),
      { ref: "main", job: "x" },
    ],
    [
      "one that asks for less",
      login({ ref: ["main"], job: ["x"] }),
      login({ ref: ["main"] }),
      { ref: "main", job: "x" },
    ],
    ["a pattern", login({ sub: ["repo:a/*"] }, { globs: true }), login({ sub: ["repo:a/b"] }), { sub: "repo:a/b" }],
    ["a * that stands for itself", login({ sub: ["repo:a/*"] }), login({ sub: ["repo:a/b"] }), undefined],
    [
      "two patterns that meet",
      login({ sub: ["a*c"] }, { globs: true }),
      login({ sub: ["*bc"] }, { globs: true }),
      { sub: "abc" },
    ],
    [
      "two patterns that cannot",
      login({ sub: ["a*"] }, { globs: true }),
      login({ sub: ["b*"] }, { globs: true }),
      undefined,
    ],
    ["other issuers", login({ ref: ["main"] }, { issuer: "a" }), login({ ref: ["main"] }, { issuer: "b" }), undefined],
    ["one issuer not said", login({ ref: ["main"] }, { issuer: "a" }), login({ ref: ["main"] }), { ref: "main" }],
    [
      "one issuer not known",
      login({ ref: ["main"] }, { issuer: "a" }),
      { ...login({ ref: ["main"] }), issuer: unknown("is not known", nowhere) },
      { ref: "main" },
    ],
  ])("%s", (_name, left, right, token) => {
    const found = sharedToken(left, right);
    expect(found && Object.fromEntries(found)).toEqual(token);
  });
});

/** Few letters, so that values meet often. */
const value = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 5 });
const anyLogin = fc
  .record({
    claims: fc.dictionary(fc.constantFrom("sub", "ref"), fc.array(value, { minLength: 1, maxLength: 2 })),
    globs: fc.boolean(),
  })
  .map(({ claims, globs }) => login(claims, { globs }));

/** As Vault does it (vault-plugin-auth-jwt, claims.go): a `*` is any text in a pattern, and a sign like others elsewhere. */
function letsIn({ claims, globs }: JwtLogin, token: ReadonlyMap<string, string>): boolean {
  return [...claims].every(([name, values]) => values.some((each) => matches(each, globs, token.get(name))));
}

function matches(pattern: string, isGlob: boolean, text: string | undefined): boolean {
  if (text === undefined) return false;
  return isGlob ? new RegExp(`^${pattern.replaceAll("*", ".*")}$`, "u").test(text) : pattern === text;
}

test("what is found is let in by both", () => {
  fc.assert(
    fc.property(anyLogin, anyLogin, (left, right) => {
      const token = sharedToken(left, right);
      expect(token === undefined || (letsIn(left, token) && letsIn(right, token))).toBe(true);
    }),
  );
});

test("where a token is let in by both, one is found", () => {
  const tokens = fc.dictionary(
    fc.constantFrom("sub", "ref"),
    fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 4 }),
  );
  fc.assert(
    fc.property(anyLogin, anyLogin, tokens, (left, right, claims) => {
      const token = new Map(Object.entries(claims));
      expect(!(letsIn(left, token) && letsIn(right, token)) || sharedToken(left, right) !== undefined).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

test("it is the same from either side", () => {
  fc.assert(
    fc.property(anyLogin, anyLogin, (left, right) => {
      expect(sharedToken(left, right) === undefined).toBe(sharedToken(right, left) === undefined);
    }),
  );
});
