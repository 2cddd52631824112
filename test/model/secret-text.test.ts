import { looksSecret, redact } from "../../model/secret-text";

test.each([
  ["ldap://admin:p/w@dir.example.com", "ldap://admin:(secret)@dir.example.com"],
  [
    "postgresql://admin:hunter2@db:5432/shop?sslmode=require",
    "postgresql://admin:(secret)@db:5432/shop?sslmode=require",
  ],
  ["https://ci.example.com/hook?job=1&token=abc", "https://ci.example.com/hook?job=1&token=(secret)"],
  ["https://login.example.com?client_secret=a%20b#x", "https://login.example.com?client_secret=(secret)#x"],
])("%s is shown as %s", (text, shown) => {
  expect(looksSecret(text)).toBe(true);
  expect(redact(text)).toBe(shown);
});

test.each([
  "https://vault.example.com:8200/v1/sys/health?standbyok=true",
  "ldap://dir.example.com:389/ou=people,mail=jane@example.com",
  "https://a.example.com:8200,https://b.example.com:8200 for ops@example.com",
  "https://vault.example.com/ui?token={{token}}",
])("%s is shown as it is", (text) => {
  expect(looksSecret(text)).toBe(false);
  expect(redact(text)).toBe(text);
});
