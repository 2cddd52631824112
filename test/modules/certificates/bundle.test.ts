import { bundleProblems } from "../../../modules/certificates/bundle";
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

  it("is none where there is nothing in it", () => {
    expect(bundleProblems(place, "\n", "certificates")).toEqual([
      { ...place, must: "have at least one PEM certificate", found: "none", fix: "give the CA file's contents" },
    ]);
  });

  it("is none with a server's certificate where authorities are asked for, a key, or a damaged one", () => {
    const damaged = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----";
    const bundle = [authority.certificate, server.certificate, server.key, damaged].join("\n");
    expect(bundleProblems(place, bundle, "authorities")).toEqual([
      { ...place, must: "hold CA certificates only", found: "CERTIFICATE, block 2 of 4" },
      { ...place, must: "hold certificates only", found: "PRIVATE KEY, block 3 of 4" },
      { ...place, must: "hold certificates that can be read", found: "CERTIFICATE, block 4 of 4" },
    ]);
  });
});
