import { bundleProblems, canonicalBundle } from "../../../modules/certificates/bundle";
import { createAuthority, createServerCertificate, type Authority } from "../../../toolchain/embedded/certificate";

const place = { subject: "CA bundle", path: "certificates" };
let authority: Authority;
let server: Authority;

beforeAll(async () => {
  authority = await createAuthority(new Date());
  server = await createServerCertificate(authority, new Date());
});

describe("a bundle of certificates", () => {
  it("is what holds them and nothing else, whatever text stands around", async () => {
    const other = await createAuthority(new Date());
    const bundle = `# old\n${authority.certificate}\n# new\n${other.certificate}\n`;
    expect(bundleProblems(place, bundle, "authorities")).toEqual([]);
    expect(bundleProblems(place, server.certificate, "certificates")).toEqual([]);
  });

  it("has one form, whoever saved it", () => {
    const saved = `# the CA\r\n${authority.certificate.trim().replaceAll("\n", "\r\n")}\r\n\r\n`;
    expect(bundleProblems(place, saved, "authorities")).toEqual([]);
    expect(canonicalBundle(saved + server.certificate)).toBe(
      `${authority.certificate.trim()}\n${server.certificate.trim()}\n`,
    );
  });

  it("is none where two files were put together without a newline: Go reads no certificate there", () => {
    const glued = authority.certificate.trim() + server.certificate;
    expect(bundleProblems(place, glued, "certificates")).toEqual([
      {
        ...place,
        must: "have each PEM block whole, and on lines of its own",
        found: "2 begun, 1 whole",
        fix: "put a newline between files",
      },
    ]);
  });

  it("is none where there is nothing in it", () => {
    expect(bundleProblems(place, "\n", "certificates")).toEqual([
      { ...place, must: "have at least one PEM certificate", found: "none", fix: "give the CA file's contents" },
    ]);
  });

  it("is none with a server's certificate where authorities are asked for, a key, a damaged one, or one twice", () => {
    const damaged = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----";
    const { certificate } = authority;
    const bundle = [certificate, server.certificate, server.key, damaged, certificate].join("\n");
    expect(bundleProblems(place, bundle, "authorities")).toEqual([
      { ...place, must: "hold CA certificates only", found: "CERTIFICATE, block 2 of 5" },
      { ...place, must: "hold certificates only", found: "PRIVATE KEY, block 3 of 5" },
      { ...place, must: "hold certificates that can be read", found: "CERTIFICATE, block 4 of 5" },
      { ...place, must: "hold each once", found: "CERTIFICATE, block 5 of 5" },
    ]);
  });
});
