import fc from "fast-check";
import { readPem } from "../../../model/platform/certificate-pem";
import { secret } from "../../../model/secret";
import { known, unknown } from "../../../model/value";
import { tenYearCertificate } from "../../../policy-pack/hardened-certificate";

const place = { path: ["data", "tls.crt"] };

test("a certificate tells its names, its life and that it is no authority's", () => {
  const read = readPem(known(`before\n${tenYearCertificate}after`, place));
  if (read === undefined || "why" in read) throw new Error("not read");
  expect(read.names.map((name) => (name.kind === "known" ? name.value : name.kind))).toEqual([
    "vault.vault.svc",
    "*.vault-internal",
    "127.0.0.1",
  ]);
  expect(read.lifetime).toBe(3650 * 24 * 3600);
  expect(read.isAuthority).toBe(false);
});

test("the names in a secret text are secret", () => {
  const read = readPem(secret(tenYearCertificate, place));
  if (read === undefined || "why" in read) throw new Error("not read");
  expect(read.names.map(({ kind }) => kind)).toEqual(["secret", "secret", "secret"]);
});

test.each([
  ["a text without one", known("tls.crt", place)],
  ["a text that begins one", known("-----BEGIN CERTIFICATE-----\nMIIB", place)],
  ["nothing", known(undefined, place)],
  ["a text that is not known", unknown("is known only after the apply", place)],
])("%s has no certificate", (_, text) => expect(readPem(text)).toBeUndefined());

test("one that is damaged is not known", () => {
  expect(readPem(known(tenYearCertificate.replace("MIIB", "AAAA"), place))).toMatchObject({ kind: "unknown" });
});

test("no text makes it fail, and none takes long", () => {
  const begins = "-----BEGIN CERTIFICATE-----".repeat(40_000);
  const started = performance.now();
  readPem(known(begins, place));
  expect(performance.now() - started).toBeLessThan(1000);
  fc.assert(
    fc.property(fc.base64String(), (body) => {
      readPem(known(`-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----`, place));
    }),
  );
});
