import { readFileSync } from "node:fs";
import path from "node:path";
import { Agent, request } from "undici";
import { createAuthority, type Authority } from "../../toolchain/embedded/certificate";
import type { CertificateParameters } from "./programs/auth-certificate";
import { createClientCertificate } from "./project/client-certificate";
import { createModuleProject, giveParameters, upWith } from "./project/module-project";
import { mustSucceed, removeProject, strongroom, type TestProject } from "./project/project";
import { asDeployer } from "./project/vault";

jest.setTimeout(240_000);

let project: TestProject;
let ours: Authority;
let another: Authority;
let parameters: CertificateParameters;

beforeAll(async () => {
  [ours, another] = await Promise.all([createAuthority(new Date()), createAuthority(new Date())]);
  parameters = {
    path: "machines",
    roles: [
      { name: "billing", caCertificates: [ours.certificate], allowedNames: ["billing.example.com"] },
      {
        name: "build",
        caCertificates: [ours.certificate],
        allowedDnsSans: ["*.build.example.com"],
        allowedOrganizationalUnits: ["build"],
      },
    ],
  };
  project = await createModuleProject("auth-certificate", parameters);
});

afterAll(() => removeProject(project));

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Logs in as a machine would: with a client certificate on the connection, and the role's name. */
async function logIn(role: string, { certificate, key }: Authority): Promise<Answer> {
  const ca = readFileSync(path.join(project.root, ".strongroom", "vault", "tls", "ca.pem"), "utf8");
  const dispatcher = new Agent({ connect: { ca, cert: certificate, key } });
  try {
    const { statusCode, body } = await request(`${project.address}/v1/auth/machines/login`, {
      method: "POST",
      body: JSON.stringify({ name: role }),
      dispatcher,
    });
    return { status: statusCode, body: await body.json() };
  } finally {
    await dispatcher.close();
  }
}

const letIn = expect.objectContaining({ status: 200 }) as unknown;
const refused = expect.objectContaining({ status: 400 }) as unknown;

describe("a login with a client certificate", () => {
  it("gives the role's policies, for as long as the role says", async () => {
    const { body } = await logIn("billing", await createClientCertificate(ours, { commonName: "billing.example.com" }));
    expect(body).toMatchObject({ auth: { token_policies: ["default", "machines"], lease_duration: 3600 } });
  });

  it("takes a DNS name and an organisational unit that the role allows", async () => {
    const names = { commonName: "any", dnsName: "seven.build.example.com", organizationalUnit: "build" };
    expect(await logIn("build", await createClientCertificate(ours, names))).toEqual(letIn);
  });

  it.each([
    ["another name", "billing", { commonName: "shipping.example.com" }],
    ["a name of the other role", "build", { commonName: "billing.example.com" }],
    [
      "another organisational unit",
      "build",
      { commonName: "any", dnsName: "seven.build.example.com", organizationalUnit: "sales" },
    ],
    ["no organisational unit", "build", { commonName: "any", dnsName: "seven.build.example.com" }],
  ])("with %s is refused", async (_, role, names) => {
    expect(await logIn(role, await createClientCertificate(ours, names))).toEqual(refused);
  });

  it("with the right name from another CA is refused", async () => {
    const names = { commonName: "billing.example.com" };
    expect(await logIn("billing", await createClientCertificate(another, names))).toEqual(refused);
  });
});

describe("a change", () => {
  it("of the CA, rolled over, lets in certificates of both; a token from before lives on", async () => {
    const names = { commonName: "billing.example.com" };
    const before = await logIn("billing", await createClientCertificate(ours, names));
    const [billing, ...others] = parameters.roles;
    if (billing === undefined) throw new Error("no role");
    const caCertificates = [ours.certificate, another.certificate];
    await upWith(project, { ...parameters, roles: [{ ...billing, caCertificates }, ...others] });
    for (const authority of [ours, another]) {
      expect(await logIn("billing", await createClientCertificate(authority, names))).toEqual(letIn);
    }
    expect(await whoIs(before)).toMatchObject({ data: { path: "auth/machines/login" } });
  });

  it("from one kind of name to another leaves nothing of the first", async () => {
    const [billing, ...others] = parameters.roles;
    if (billing === undefined) throw new Error("no role");
    const { name, caCertificates } = billing;
    await upWith(project, {
      ...parameters,
      roles: [{ name, caCertificates, allowedDnsSans: ["billing.example.com"] }, ...others],
    });
    const read = await asDeployer(project, (client) => client.request("GET", "auth/machines/certs/billing"));
    expect(read).toMatchObject({ data: { allowed_names: null, allowed_dns_sans: ["billing.example.com"] } });
    const onlyCommonName = await createClientCertificate(ours, { commonName: "billing.example.com" });
    expect(await logIn("billing", onlyCommonName)).toEqual(refused);
  });

  it("of the mount's tuning loses no role, and reaches Vault", async () => {
    const mounted = () => asDeployer(project, (client) => client.request("GET", "sys/auth"));
    const accessor = await accessorIn(mounted());
    await upWith(project, { ...parameters, maxLeaseTtl: 7200 });
    expect(await accessorIn(mounted())).toBe(accessor);
    const tuned = await asDeployer(project, (client) => client.request("GET", "sys/mounts/auth/machines/tune"));
    expect(tuned).toMatchObject({ data: { max_lease_ttl: 7200, listing_visibility: "hidden" } });
    const certificate = await createClientCertificate(ours, { commonName: "billing.example.com" });
    expect(await logIn("billing", certificate)).toEqual(letIn);
  });

  it("of nothing is none", async () => {
    const { stdout } = await mustSucceed(project.root, "preview", "dev");
    expect(stdout).toContain("no changes");
  });

  it("of the mount's path is refused: everything in it would be lost", async () => {
    giveParameters(project, { ...parameters, path: "elsewhere" });
    const { exitCode, stdout } = await strongroom(project.root, ["up", "dev", "--yes"]);
    expect(exitCode).not.toBe(0);
    expect(stdout).toMatch(/protect/);
    giveParameters(project, parameters);
  });
});

async function whoIs({ body }: Answer): Promise<unknown> {
  const { auth } = body as { auth: { client_token: string } };
  return asDeployer(project, (client) =>
    client.request("GET", "auth/token/lookup-self", undefined, { token: auth.client_token }),
  );
}

async function accessorIn(mounts: Promise<unknown>): Promise<string> {
  const { data } = (await mounts) as { data: Record<string, { accessor: string } | undefined> };
  return data["machines/"]?.accessor ?? "none";
}
