import "reflect-metadata";
import { readFileSync } from "node:fs";
import path from "node:path";
import * as x509 from "@peculiar/x509";
import type { PkiRoleArgs } from "../../modules/secrets/pki/role";
import { createOfflineRoot } from "./offline-root";
import { handshake, idsByName, isOnCrl, issue, ocspStatus, rootCertificate, type Issued } from "./pki-client";
import type { PkiParameters } from "./programs/secrets-pki";
import { createModuleProject, giveParameters, upWith } from "./project/module-project";
import { mustSucceed, removeProject, strongroom, type TestProject } from "./project/project";
import { asDeployer, asHolderOf } from "./project/vault";

jest.setTimeout(600_000);

const day = 24 * 3600;
const host = "reference-api.example.com";
const referenceApi: PkiRoleArgs = { name: "reference-api", allowedDomains: [host] };

let project: TestProject;
let parameters: PkiParameters = {
  root: { path: "pki-root", address: "https://vault.example.com:8200", commonName: "Example Root" },
  intermediate: {
    path: "pki",
    address: "https://vault.example.com:8200",
    generations: [{ name: "2026a", commonName: "Example Services 2026a" }],
    currentGeneration: "2026a",
    roles: [referenceApi],
  },
  offline: [],
};

/** Brings the project up with another intermediate. */
async function change(intermediate: Partial<PkiParameters["intermediate"]>): Promise<string> {
  parameters = { ...parameters, intermediate: { ...parameters.intermediate, ...intermediate } };
  return (await upWith(project, parameters)).stdout;
}

const asReferenceApi = (body: object = {}): Promise<Issued> =>
  issue(project, "reference-api", "pki/issue/reference-api", { common_name: host, ...body });

const revoke = ({ serial_number }: Issued): Promise<unknown> =>
  asHolderOf(project, "operator", async (client) => {
    await client.request("POST", "pki/revoke", { serial_number });
    await client.request("GET", "pki/crl/rotate");
  });

/** In hours. A certificate is dated back by half a minute. */
const lives = ({ certificate }: Issued): number => {
  const { notBefore, notAfter } = new x509.X509Certificate(certificate);
  return Math.round((notAfter.getTime() - notBefore.getTime()) / 3_600_000);
};

beforeAll(async () => {
  project = await createModuleProject("secrets-pki", parameters);
  // Its address is known only now. What clients are told changes; authorities and keys stay.
  parameters = { ...parameters, root: { ...parameters.root, address: project.address } };
  await change({ address: project.address });
});

afterAll(() => removeProject(project));

describe("reference-api, with its policy", () => {
  it("gets a certificate that clients of the root trust, for its name alone", async () => {
    const issued = await asReferenceApi();
    const root = await rootCertificate(project);
    expect(await handshake(issued, root, host)).toBe("trusted");
    expect(await handshake(issued, root, "other.example.com")).toContain("does not match");
    expect(lives(issued)).toBe(24);
  });

  it("reads the authority that issues to it", async () => {
    const { issuing_ca } = await asReferenceApi();
    expect(await asHolderOf(project, "reference-api", (client) => client.request("GET", "pki/cert/ca"))).toMatchObject({
      data: { certificate: issuing_ca },
    });
  });

  it.each([
    ["another name", { common_name: "payments.example.com" }],
    ["a name below its own", { common_name: `a.${host}` }],
    ["a wildcard", { common_name: `*.${host}` }],
    ["localhost", { common_name: "localhost" }],
    ["a second name", { alt_names: "payments.example.com" }],
    ["an IP address", { ip_sans: "127.0.0.1" }],
    ["a URI", { uri_sans: "spiffe://example.com/payments" }],
    ["no name", { common_name: "" }],
    ["a longer life than the authority's", { not_after: "2999-01-01T00:00:00Z" }],
  ])("is refused %s", async (_, body) => {
    await expect(asReferenceApi(body)).rejects.toMatchObject({ status: 400 });
  });

  it.each(["pki/sign-verbatim", "pki/root/sign-intermediate", "pki/issue/other", "pki-root/issue/reference-api"])(
    "may not use %s",
    async (endpoint) => {
      await expect(issue(project, "reference-api", endpoint, { common_name: host })).rejects.toMatchObject({
        status: 403,
      });
    },
  );

  it("gets a week at most by asking for a TTL", async () => {
    expect(lives(await asReferenceApi({ ttl: "8760h" }))).toBe(7 * 24);
  });

  it("gets more by asking for a date, unless its policy denies that", async () => {
    const body = { common_name: host, not_after: new Date(Date.now() + 60 * day * 1000).toISOString() };
    expect(lives(await asReferenceApi(body))).toBeGreaterThan(59 * 24);
    await expect(issue(project, "careful", "pki/issue/reference-api", body)).rejects.toMatchObject({ status: 403 });
    expect(lives(await issue(project, "careful", "pki/issue/reference-api", { common_name: host }))).toBe(24);
  });
});

describe("the deployer", () => {
  it.each([
    ["issues no certificate", "pki/issue/reference-api", { common_name: host }],
    ["issues none from the root", "pki-root/issue/any", { common_name: host }],
    ["makes no role on the root", "pki-root/roles/any", { allow_any_name: true }],
    ["takes no key out of the intermediate", "pki/keys/generate/exported", {}],
    ["takes no key out of the root", "pki-root/issuers/generate/root/exported", { common_name: "Mine" }],
    ["brings in no authority of its own", "pki/config/ca", { pem_bundle: "x" }],
  ])("%s", async (_, endpoint, body) => {
    await expect(asDeployer(project, (client) => client.request("POST", endpoint, body))).rejects.toMatchObject({
      status: 403,
    });
  });

  it("deletes neither the root's key nor its certificate", async () => {
    const { root } = await idsByName(project, "pki-root/keys");
    for (const endpoint of [`pki-root/key/${root}`, "pki-root/issuer/root", "pki-root/root"]) {
      await expect(asDeployer(project, (client) => client.request("DELETE", endpoint))).rejects.toMatchObject({
        status: 403,
      });
    }
  });

  it("leaves no key in Pulumi's state", () => {
    expect(stateText()).toContain("BEGIN CERTIFICATE");
    expect(stateText()).not.toContain("PRIVATE KEY");
  });
});

describe("a revoked certificate", () => {
  it("is on the CRL, and OCSP says so", async () => {
    const [revoked, good] = [await asReferenceApi(), await asReferenceApi()];
    expect([await isOnCrl(project, revoked), await ocspStatus(project, revoked)]).toEqual([false, "good"]);
    await revoke(revoked);
    expect([await isOnCrl(project, revoked), await ocspStatus(project, revoked)]).toEqual([true, "revoked"]);
    expect([await isOnCrl(project, good), await ocspStatus(project, good)]).toEqual([false, "good"]);
  });
});

describe("the next generation of the intermediate", () => {
  const next = { name: "2026b", commonName: "Example Services 2026b", key: { type: "rsa", bits: 3072 } } as const;
  let old: Issued;

  it("issues nothing before it is the current one", async () => {
    old = await asReferenceApi();
    await change({ generations: [...parameters.intermediate.generations, next] });
    expect((await asReferenceApi()).issuing_ca).toBe(old.issuing_ca);
    await expect(
      issue(project, "operator", "pki/issuer/2026b/issue/reference-api", { common_name: host }),
    ).rejects.toMatchObject({ status: 500 });
  });

  it("then issues what clients of the same root trust", async () => {
    await change({ currentGeneration: "2026b" });
    const issued = await asReferenceApi();
    expect(new x509.X509Certificate(issued.issuing_ca).subject).toBe("CN=Example Services 2026b");
    expect(await handshake(issued, await rootCertificate(project), host)).toBe("trusted");
  });

  it("leaves the older one's certificates trusted, and revocable", async () => {
    expect(await handshake(old, await rootCertificate(project), host)).toBe("trusted");
    expect([await isOnCrl(project, old), await ocspStatus(project, old)]).toEqual([false, "good"]);
    await revoke(old);
    expect([await isOnCrl(project, old), await ocspStatus(project, old)]).toEqual([true, "revoked"]);
  });

  it("leaves the older one no right to issue", async () => {
    await expect(
      issue(project, "operator", "pki/issuer/2026a/issue/reference-api", { common_name: host }),
    ).rejects.toMatchObject({ status: 500 });
  });
});

describe("a later change", () => {
  const authorities = async () => ({
    issuers: await idsByName(project, "pki/issuers"),
    keys: await idsByName(project, "pki/keys"),
    root: await idsByName(project, "pki-root/keys"),
  });

  it("of roles, lives, CRLs and addresses loses no authority and no key", async () => {
    const before = await authorities();
    parameters = { ...parameters, root: { ...parameters.root, description: "Signs intermediates" } };
    await change({
      description: "Certificates of services",
      maxTtl: 20 * day,
      crl: { expiry: 2 * day, deltaRebuildInterval: 600 },
      roles: [
        {
          ...referenceApi,
          allowSubdomains: true,
          clientFlag: true,
          ttl: 2 * day,
          maxTtl: 14 * day,
          allowIpSans: true,
          allowedUriSans: ["spiffe://example.com/reference-api"],
          organization: "Example",
          organizationalUnit: "Platform",
          key: { type: "rsa", bits: 2048 },
        },
        { name: "old-clients", allowedDomains: ["old.example.com"], generation: "2026a" },
      ],
    });
    expect(await authorities()).toEqual(before);
    const issued = await asReferenceApi({ common_name: `a.${host}`, ip_sans: "127.0.0.1" });
    expect(lives(issued)).toBe(48);
    expect(new x509.X509Certificate(issued.certificate).subject).toBe(`O=Example, OU=Platform, CN=a.${host}`);
    await change({ roles: [referenceApi] });
    await expect(asReferenceApi({ common_name: `a.${host}` })).rejects.toMatchObject({ status: 400 });
  });

  it.each([
    ["a root's life", { root: { ttl: 20 * 365 * day } }],
    ["a root's name", { root: { commonName: "Another Root" } }],
    ["an intermediate's life", { generation: { ttl: 365 * day } }],
    ["an intermediate's key", { generation: { key: { type: "ec", bits: 256 } as const } }],
  ])("of %s is refused: it would be another authority", async (_, { root = {}, generation = {} }: Recertified) => {
    const [first, ...others] = parameters.intermediate.generations;
    if (first === undefined) throw new Error("no generation is declared");
    const generations = [{ ...first, ...generation }, ...others];
    await expectRefused({
      ...parameters,
      root: { ...parameters.root, ...root },
      intermediate: { ...parameters.intermediate, generations },
    });
  });

  it("that leaves a generation out is refused until it is retired", async () => {
    const [first, ...others] = parameters.intermediate.generations;
    if (first === undefined) throw new Error("no generation is declared");
    await expectRefused({ ...parameters, intermediate: { ...parameters.intermediate, generations: others } });
    await change({ generations: [{ ...first, retired: true }, ...others] });
    expect(Object.keys((await authorities()).keys)).toEqual(["2026a", "2026b"]);
    await change({ generations: others });
    expect(Object.keys((await authorities()).issuers)).toEqual(["2026b"]);
    expect(Object.keys((await authorities()).keys)).toEqual(["2026b"]);
    expect(await handshake(await asReferenceApi(), await rootCertificate(project), host)).toBe("trusted");
  });

  interface Recertified {
    readonly root?: Partial<PkiParameters["root"]>;
    readonly generation?: Partial<PkiParameters["intermediate"]["generations"][number]>;
  }

  async function expectRefused(refused: PkiParameters): Promise<void> {
    const before = await authorities();
    giveParameters(project, refused);
    const { exitCode, stdout } = await strongroom(project.root, ["preview", "dev"]);
    expect(stdout).toMatch(/marked for protection|because it is protected/);
    expect(exitCode).not.toBe(0);
    expect(await authorities()).toEqual(before);
    giveParameters(project, parameters);
  }
});

describe("an intermediate of an offline root", () => {
  const waiting = { name: "2027a", commonName: "Example Services 2027a" };

  it("waits for its certificate, and issues once it is there", async () => {
    const [current] = parameters.intermediate.generations;
    if (current === undefined) throw new Error("no generation is declared");
    parameters = { ...parameters, offline: ["2027a"] };
    await change({ generations: [current, waiting] });
    expect(Object.keys(await idsByName(project, "pki/issuers"))).toEqual(["2026b"]);

    const root = await createOfflineRoot();
    const certificate = await root.sign(requestOf("2027a"));
    await change({ generations: [current, { ...waiting, certificate }], currentGeneration: "2027a" });
    expect(await handshake(await asReferenceApi(), root.certificate, host)).toBe("trusted");
  });

  it("is as declared afterwards, also to a preview that reaches no Vault", async () => {
    expect((await mustSucceed(project.root, "preview", "dev")).stdout).toContain("no changes");
    await mustSucceed(project.root, "dev", "stop");
    expect((await mustSucceed(project.root, "preview", "dev")).stdout).toContain("no changes");
  });

  /** As an operator finds it in the stack's state. */
  function requestOf(generation: string): string {
    const resources: unknown = JSON.parse(stateText());
    const text = JSON.stringify(resources);
    const request = new RegExp(
      `CertRequest::pki/${generation}".*?(-----BEGIN CERTIFICATE REQUEST-----.*?REQUEST-----)`,
    );
    const found = request.exec(text)?.[1];
    if (found === undefined) throw new Error(`no request of generation ${generation} in the state`);
    return found.replaceAll("\\n", "\n");
  }
});

function stateText(): string {
  return readFileSync(
    path.join(project.root, ".strongroom", "state", ".pulumi", "stacks", "strongroom", "dev.json"),
    "utf8",
  );
}
