import { isVaultAnswer, VaultRefusal, withoutSecrets } from "../../live/refusal";

test.each([
  {
    name: "a password that Vault repeats",
    body: { password: "pa55word" },
    said: "bad password pa55word",
    shown: "bad password (removed)",
  },
  {
    name: "a secret further inside",
    body: { data: [{ secret_id: "5ecret" }] },
    said: "id 5ecret: no",
    shown: "id (removed): no",
  },
  { name: "the request's own token", body: undefined, said: "token mytoken is bad", shown: "token (removed) is bad" },
  { name: "any token", body: {}, said: "saw hvs.CAESIJabcdefghijklmnopqrst", shown: "saw (removed)" },
  { name: "an old token", body: {}, said: "saw s.abcdefghijklmnopqrstuvwx.", shown: "saw (removed)." },
  {
    name: "nothing of what is not secret",
    body: { type: "file" },
    said: "no type file at s.example",
    shown: "no type file at s.example",
  },
])("$name is taken out of Vault's errors", ({ body, said, shown }) => {
  expect(withoutSecrets([said], body, "mytoken")).toEqual([shown]);
});

test("a refusal says what was asked, what Vault said and what to do", () => {
  const refusal = new VaultRefusal({
    address: "https://127.0.0.1:8200",
    method: "GET",
    path: "sys/audit",
    status: 503,
    errors: ["Vault is sealed"],
  });
  expect(refusal.message).toBe(
    "vault https://127.0.0.1:8200 GET sys/audit must be accepted, found 503: Vault is sealed; " +
      "fix: unseal it; the embedded one with strongroom dev start",
  );
  expect(isVaultAnswer(refusal, 404, 503)).toBe(true);
  expect(isVaultAnswer(refusal, 404)).toBe(false);
  expect(isVaultAnswer(new Error("503"), 503)).toBe(false);
});
