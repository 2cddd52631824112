/**
 * The declared company, as stacks/dev has it, with everything that it talks to: a Kubernetes API server, PostgreSQL, a directory, a CA
 * of machines and a CI system's key. Nobody here is given anything but what the company declares.
 */
import { spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Agent, request } from "undici";
import { z } from "zod";
import type { Method, VaultClient } from "../../live/client";
import { VaultRefusal } from "../../live/refusal";
import { loginJwt } from "../../live/token";
import { createAuthority, type Authority } from "../../toolchain/embedded/certificate";
import { handshake } from "./pki-client";
import { createClientCertificate } from "./project/client-certificate";
import { makeNamespaces } from "./project/cluster";
import { startDirectory, type Directory } from "./project/directory";
import { download } from "./project/download";
import { signedToken } from "./project/jwt";
import { startKubernetes, type KubernetesServer } from "./project/kubernetes";
import { startPostgres, type Postgres } from "./project/postgres";
import { until } from "./project/processes";
import { createProject, ended, mustSucceed, removeProject, type TestProject } from "./project/project";
import { totpCode } from "./project/totp";
import { setValues } from "./project/values";
import { asDeployer, asHolderOf, withVault } from "./project/vault";

jest.setTimeout(300_000);

let project: TestProject;
let cluster: KubernetesServer;
let postgres: Postgres;
let directory: Directory;
let machines: Authority;

const ci = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ada = { name: "ada", password: "CANARY-ada", groups: ["people", "operators"], searches: true } as const;
const linus = { name: "linus", password: "CANARY-linus", groups: ["people", "makers"], searches: true } as const;
const administrator = { username: "vault", password: "CANARY-administrator" };
/** The API server takes tokens for this audience for itself too, so that whoever logs in can have its own token reviewed. */
const audience = "https://kubernetes.default.svc.cluster.local";

beforeAll(async () => {
  [cluster, postgres, directory, machines] = await Promise.all([
    startKubernetes(),
    startPostgres(),
    startDirectory({ users: [ada, linus] }),
    createAuthority(new Date()),
  ]);
  await makeNamespaces(cluster, "checkout", "payments");
  await postgres.sql(`
    CREATE TABLE orders (id int); INSERT INTO orders VALUES (7); CREATE TABLE payroll (id int);
    CREATE ROLE checkout; GRANT SELECT, INSERT ON orders TO checkout;
    CREATE ROLE vault WITH LOGIN CREATEROLE PASSWORD '${administrator.password}'; GRANT checkout TO vault WITH ADMIN OPTION;
    CREATE ROLE reporting WITH LOGIN PASSWORD 'CANARY-reporting'; GRANT reporting TO vault WITH ADMIN OPTION`);
  project = await createProject();
  setValues(project, realParts());
  writeFileSync(path.join(project.root, "stacks", "policies", "writer.hcl"), writer);
  await mustSucceed(project.root, "dev", "start");
  // Only now there is a CA that the cluster can be told of.
  const { kubeconfigFile: kubeconfig } = cluster;
  setValues(project, [
    ["kubernetes.cluster", { name: "test", context: "test", kubeconfig, vaultCaFile: vaultCaFile() }],
  ]);
  await mustSucceed(project.root, "up", "dev", "--yes");
}, 1_200_000);

afterAll(async () => {
  await removeProject(project);
  await Promise.all([cluster.stop(), postgres.remove(), directory.stop()]);
});

/** Whoever puts the applications' secrets into Vault. */
const writer = 'path "secret/data/*" {\n  capabilities = ["create", "update"]\n}\n';

const vaultCaFile = (): string => path.join(project.root, ".strongroom", "vault", "tls", "ca.pem");

/** The values of dev that lead to what runs here. */
function realParts(): [string, unknown][] {
  const file = (name: string, text: string): string => {
    const place = path.join(project.root, "stacks", name);
    writeFileSync(place, text);
    return place;
  };
  const key = ci.publicKey.export({ type: "spki", format: "pem" }).toString();
  return [
    ["kubernetes.host", cluster.address],
    ["kubernetes.caFile", cluster.caFile],
    ["kubernetes.audience", audience],
    ["pipelines.publicKeyFile", file("ci.pem", key)],
    [
      "people",
      {
        method: "ldap",
        url: directory.address,
        caFile: file("directory.pem", directory.caPem),
        userDn: `cn=people,ou=users,${directory.baseDn}`,
        groupDn: `ou=groups,${directory.baseDn}`,
        groups: { platform: "operators", security: "guards", developers: "makers" },
      },
    ],
    ["machines.caFile", file("machines.pem", machines.certificate)],
    ["database.host", `127.0.0.1:${postgres.port}`],
    ["database.name", "postgres"],
    ["database.caFile", file("postgres.pem", postgres.caCertificate)],
  ];
}

type Fields = Readonly<Record<string, string>>;
const answered = <Shape extends z.ZodType>(data: Shape) => z.object({ data });
const texts = answered(z.record(z.string(), z.unknown()));

/** Asks Vault with a token and nothing else. @returns the fields of its answer, those that are texts */
async function ask(token: string, method: "GET" | "LIST" | "POST", place: string, body?: object): Promise<Fields> {
  const answer = await withVault(project, (client) => client.request(method, place, body, { token }));
  const { data } = texts.parse(answer);
  return Object.fromEntries(
    Object.entries(data).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

const forbidden = expect.objectContaining({ status: 403 }) as unknown;
const login = z.object({ auth: z.object({ client_token: z.string(), token_policies: z.array(z.string()) }) });

async function certificateOf(token: string, name: string): Promise<string> {
  const issued = await ask(token, "POST", `pki/issue/${name}`, { common_name: `${name}.dev.example.com` });
  const root = (await download(project, `${project.address}/v1/pki-root/ca/pem`)).toString();
  const { certificate = "", issuing_ca = "", private_key = "", serial_number = "" } = issued;
  return handshake(
    { certificate, issuing_ca, private_key, serial_number, expiration: 0 },
    root,
    `${name}.dev.example.com`,
  );
}

describe("the reference API", () => {
  const job = { iss: "https://ci.dev.example.com", aud: "", repository: "example/reference-api", environment: "dev" };
  const services = ["postgres", "mysql", "mongodb", "redis-1", "rabbitmq"];
  let token: string;

  /** A pipeline's job. */
  function deploy<Result>(claims: object, work: (client: VaultClient) => Promise<Result>): Promise<Result> {
    const jwt = signedToken(ci.privateKey, {
      ...job,
      aud: project.address,
      sub: "job",
      ...claims,
    });
    return withVault(project, async (client) => {
      const { token: jobs } = await loginJwt(client, { mount: "jwt", role: "reference-api", jwt });
      return work(client.withToken(jobs));
    });
  }

  it("is handed a secret-id by its own pipeline, which sees only the wrapping", async () => {
    await expect(deploy({ environment: "production" }, () => Promise.resolve())).rejects.toMatchObject({ status: 400 });
    const place = "auth/approle/role/reference-api/secret-id";
    await expect(deploy({}, (client) => client.request("POST", place, {}))).rejects.toEqual(forbidden);
    const wrapped = z.object({ wrap_info: z.object({ token: z.string() }) });
    const [roleId, wrapping] = await deploy({}, async (client) => [
      z
        .object({ data: z.object({ role_id: z.string() }) })
        .parse(await client.request("GET", "auth/approle/role/reference-api/role-id")).data.role_id,
      wrapped.parse(await client.request("POST", place, {}, { wrapTtl: "2m" })).wrap_info.token,
    ]);
    const { secret_id: secretId } = await ask(wrapping, "POST", "sys/wrapping/unwrap");
    const answer = await withVault(project, (client) =>
      client.request("POST", "auth/approle/login", { role_id: roleId, secret_id: secretId }),
    );
    expect(login.parse(answer).auth.token_policies).toEqual(["default", "reference-api"]);
    token = login.parse(answer).auth.client_token;
  });

  it("reads the secrets of its five services, and no others", async () => {
    await asHolderOf(project, "writer", async (client) => {
      for (const name of [...services, "payments/provider"])
        await client.request("POST", `secret/data/${name}`, { data: { username: name } });
    });
    for (const name of services) {
      const answer = await withVault(project, (client) =>
        client.request("GET", `secret/data/${name}`, undefined, { token }),
      );
      expect(answer).toMatchObject({ data: { data: { username: name } } });
    }
    await expect(ask(token, "GET", "secret/data/payments/provider")).rejects.toEqual(forbidden);
  });

  it("gets a certificate for its name that its clients trust, and none for another", async () => {
    expect(await certificateOf(token, "reference-api")).toBe("trusted");
    await expect(
      ask(token, "POST", "pki/issue/reference-api", { common_name: "payments.dev.example.com" }),
    ).rejects.toMatchObject({ status: 400 });
    await expect(certificateOf(token, "payments")).rejects.toEqual(forbidden);
  });
});

describe("checkout, a service in Kubernetes", () => {
  let token: string;

  async function logIn(role: string) {
    const jwt = await cluster.tokenFor("checkout", "checkout");
    return withVault(project, (client) => loginJwt(client, { mount: "kubernetes", role, jwt }));
  }

  it("logs in with its service account, and not as another service", async () => {
    const { token: own, policies } = await logIn("checkout");
    token = own;
    expect(policies).toEqual(["checkout", "default"]);
    await expect(logIn("payments")).rejects.toEqual(forbidden);
  });

  it("finds Vault's CA in its namespace and in the cluster", async () => {
    const ca = readFileSync(vaultCaFile(), "utf8");
    expect(await cluster.request("GET", "/api/v1/namespaces/checkout/configmaps/vault-ca")).toMatchObject({
      data: { "ca.crt": expect.stringContaining(ca.trim()) as string },
    });
  });

  it("gets a database login of its own, once Vault has been given the administrator's", async () => {
    await expect(ask(token, "GET", "database/creds/checkout")).rejects.toMatchObject({ status: 500 });
    const child = spawn(process.execPath, ["cli/strongroom.js", "database", "rotate-root", "postgres"], {
      cwd: project.root,
    });
    child.stdin.end(administrator.password);
    expect(await ended(child)).toMatchObject({ exitCode: 0, stderr: "" });
    await expect(postgres.sqlAs(administrator, "SELECT 1")).rejects.toMatchObject({ code: "28P01" });
    const { username = "", password = "" } = await ask(token, "GET", "database/creds/checkout");
    expect(await postgres.sqlAs({ username, password }, "SELECT id FROM orders")).toEqual([{ id: 7 }]);
    await expect(postgres.sqlAs({ username, password }, "DROP TABLE orders")).rejects.toMatchObject({ code: "42501" });
  });

  it("leaves no database login behind when it ends", async () => {
    const { token: brief } = await logIn("checkout");
    const { username = "" } = await ask(brief, "GET", "database/creds/checkout");
    const known = () => postgres.sql(`SELECT 1 FROM pg_roles WHERE rolname = '${username}'`);
    expect(await known()).toHaveLength(1);
    await withVault(project, (client) => client.request("POST", "auth/token/revoke-self", undefined, { token: brief }));
    await until("the login is gone", async () => (await known()).length === 0);
  });

  it("encrypts with its own key, and with no other", async () => {
    const plaintext = Buffer.from("4 Privet Drive").toString("base64");
    const { ciphertext } = await ask(token, "POST", "transit/encrypt/checkout", { plaintext });
    expect(await ask(token, "POST", "transit/decrypt/checkout", { ciphertext })).toMatchObject({ plaintext });
    await expect(ask(token, "POST", "transit/encrypt/payments", { plaintext })).rejects.toEqual(forbidden);
  });

  it("gets a certificate for its name", async () => {
    expect(await certificateOf(token, "checkout")).toBe("trusted");
  });
});

describe("the database", () => {
  it("has a password rotated by Vault where a tool needs one that stays for a day", async () => {
    setValues(project, [["database.rootCredentialGiven", true]]);
    await mustSucceed(project.root, "up", "dev", "--yes");
    await expect(
      postgres.sqlAs({ username: "reporting", password: "CANARY-reporting" }, "SELECT 1"),
    ).rejects.toMatchObject({ code: "28P01" });
  });
});

describe("a person", () => {
  const answer = z.object({
    auth: z.object({
      client_token: z.string(),
      mfa_requirement: z.object({
        mfa_request_id: z.string(),
        mfa_constraints: z.record(z.string(), z.object({ any: z.tuple([z.object({ id: z.string() })]) })),
      }),
    }),
  });

  /** The first factor: what Vault answers to the password. */
  async function firstFactor({ name, password }: { name: string; password: string }) {
    const { auth } = answer.parse(
      await withVault(project, (client) => client.request("POST", `auth/ldap/login/${name}`, { password })),
    );
    const [constraint] = Object.values(auth.mfa_requirement.mfa_constraints);
    return {
      token: auth.client_token,
      request: auth.mfa_requirement.mfa_request_id,
      method: constraint?.any[0].id ?? "",
    };
  }

  it("gets nothing for the password alone, and with the second factor what the group may do", async () => {
    const first = await firstFactor(ada);
    expect(first.token).toBe("");
    const wrapping = (await mustSucceed(project.root, "mfa", "enrol", "--mount", "ldap", ada.name)).stdout.trim();
    const { url = "" } = await ask(wrapping, "POST", "sys/wrapping/unwrap");
    const { request: mfa_request_id, method } = await firstFactor(ada);
    const { auth } = login.parse(
      await withVault(project, (client) =>
        client.request("POST", "sys/mfa/validate", { mfa_request_id, mfa_payload: { [method]: [totpCode(url)] } }),
      ),
    );
    await ask(auth.client_token, "LIST", "secret/metadata");
    await expect(ask(auth.client_token, "GET", "secret/data/postgres")).rejects.toEqual(forbidden);
  });

  it("gets nothing for a wrong password, and nothing without being enrolled", async () => {
    await expect(firstFactor({ ...linus, password: "wrong" })).rejects.toMatchObject({ status: 400 });
    expect(await firstFactor(linus)).toMatchObject({ token: "" });
  });
});

describe("prometheus, a machine", () => {
  it("reads metrics with its client certificate, and nothing else", async () => {
    const { certificate, key } = await createClientCertificate(machines, {
      commonName: "prometheus",
      dnsName: "prometheus.dev.example.com",
    });
    const ca = readFileSync(vaultCaFile(), "utf8");
    const dispatcher = new Agent({ connect: { ca, cert: certificate, key } });
    const { body } = await request(`${project.address}/v1/auth/cert/login`, {
      method: "POST",
      body: JSON.stringify({ name: "prometheus" }),
      dispatcher,
    });
    const { auth } = login.parse(await body.json());
    await dispatcher.close();
    expect(
      await withVault(project, (client) =>
        client.request("GET", "sys/metrics", undefined, { token: auth.client_token }),
      ),
    ).toHaveProperty("Gauges");
    await expect(ask(auth.client_token, "LIST", "secret/metadata")).rejects.toEqual(forbidden);
  });
});

describe("policies", () => {
  const outcome = (request: Promise<unknown>): Promise<unknown> =>
    request.then(
      () => "allowed",
      (error: unknown) => (error instanceof VaultRefusal ? error.status : error),
    );

  it.each<[string, Method, string, object | undefined, "allowed" | 403 | 400]>([
    ["platform", "GET", "sys/mounts", undefined, "allowed"],
    ["platform", "GET", "auth/kubernetes/role/checkout", undefined, "allowed"],
    ["platform", "GET", "secret/data/postgres", undefined, 403],
    ["platform", "POST", "auth/approle/role/reference-api/secret-id", {}, 403],
    ["security", "GET", "sys/policies/acl/checkout", undefined, "allowed"],
    ["security", "LIST", "identity/group/name", undefined, "allowed"],
    ["security", "GET", "identity/group/name/platform", undefined, "allowed"],
    // Vault looks, and finds none.
    ["security", "POST", "auth/token/lookup-accessor", { accessor: "nobody's" }, 400],
    ["security", "PUT", "sys/policies/acl/checkout", { policy: "" }, 403],
    ["developers", "LIST", "secret/metadata", undefined, "allowed"],
    ["developers", "GET", "secret/data/postgres", undefined, 403],
  ])("let %s %s %s: %j is %s", async (policy, method, place, body, expected) => {
    const answer = await outcome(asHolderOf(project, policy, (client) => client.request(method, place, body)));
    expect(answer).toBe(expected);
  });

  it.each<[Method, string, object | undefined]>([
    ["GET", "secret/data/postgres", undefined],
    ["POST", "pki/issue/reference-api", { common_name: "reference-api.dev.example.com" }],
    ["POST", "transit/encrypt/checkout", { plaintext: "" }],
    ["GET", "database/creds/checkout", undefined],
    ["POST", "ssh/sign/platform", {}],
    ["POST", "auth/token/create", {}],
  ])("keep the deployer from the company's secrets: %s %s", async (method, place, body) => {
    expect(await outcome(asDeployer(project, (client) => client.request(method, place, body)))).toBe(403);
  });
});

describe("the whole company", () => {
  it("is as declared after all that", async () => {
    expect((await mustSucceed(project.root, "preview", "dev")).stdout).toContain("no changes");
    expect((await mustSucceed(project.root, "up", "dev", "--yes")).stdout).toMatch(/server read back: (\d+) of \1/);
  });

  it("has left no password in any file of the state", () => {
    const state = readFileSync(
      path.join(project.root, ".strongroom", "state", ".pulumi", "stacks", "strongroom", "dev.json"),
      "utf8",
    );
    expect(state).not.toContain("CANARY");
  });
});
