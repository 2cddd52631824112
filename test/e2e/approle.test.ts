import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Agent, request } from "undici";
import { z } from "zod";
import type { AppRoleParameters } from "./programs/approle";
import { createModuleProject, upWith } from "./project/module-project";
import { mustSucceed, removeProject, type TestProject } from "./project/project";
import { until } from "./project/processes";
import { asDeployer } from "./project/vault";

jest.setTimeout(240_000);

const parameters: AppRoleParameters = { networks: ["127.0.0.1/32"], tokenMaxTtl: 3600 };
let project: TestProject;

beforeAll(async () => {
  project = await createModuleProject("approle", parameters);
});

afterAll(() => removeProject(project));

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Asks Vault from one of the machine's loopback addresses: on Linux the whole of 127.0.0.0/8 is. */
async function from(
  localAddress: string,
  method: "GET" | "POST",
  place: string,
  { token, body }: { readonly token?: string; readonly body?: object },
): Promise<Answer> {
  const ca = readFileSync(path.join(project.root, ".strongroom", "vault", "tls", "ca.pem"), "utf8");
  const dispatcher = new Agent({ connect: { ca }, localAddress });
  try {
    const answer = await request(`${project.address}/v1/${place}`, {
      method,
      dispatcher,
      headers: token === undefined ? {} : { "x-vault-token": token },
      body: body === undefined ? null : JSON.stringify(body),
    });
    return { status: answer.statusCode, body: JSON.parse((await answer.body.text()) || "null") as unknown };
  } finally {
    await dispatcher.close();
  }
}

const [home, away] = ["127.0.0.1", "127.0.0.2"];

interface Credentials {
  readonly role_id: string;
  readonly secret_id: string;
}

const roleIdAnswer = z.object({ data: z.object({ role_id: z.string() }) });
const secretIdAnswer = z.object({ data: z.object({ secret_id: z.string(), secret_id_accessor: z.string() }) });

function issue(role: string): Promise<Credentials & { readonly accessor: string }> {
  return asDeployer(project, async (deployer) => {
    const place = `auth/services/role/${role}`;
    const { data } = secretIdAnswer.parse(await deployer.request("POST", `${place}/secret-id`, {}));
    const { role_id } = roleIdAnswer.parse(await deployer.request("GET", `${place}/role-id`)).data;
    return { role_id, secret_id: data.secret_id, accessor: data.secret_id_accessor };
  });
}

const login = (address: string, { role_id, secret_id }: Credentials): Promise<Answer> =>
  from(address, "POST", "auth/services/login", { body: { role_id, secret_id } });

const tokenOf = ({ body }: Answer): string =>
  z.object({ auth: z.object({ client_token: z.string() }) }).parse(body).auth.client_token;

const lookup = (address: string, token: string): Promise<Answer> =>
  from(address, "GET", "auth/token/lookup-self", { token });

describe("the networks of an AppRole", () => {
  it("let in whom they name", async () => {
    expect(await login(home, await issue("here"))).toMatchObject({ status: 200 });
  });

  it.each([
    ["here", away],
    ["elsewhere", home],
  ])("refuse the secret-id of %s from %s", async (role, address) => {
    const { status, body } = await login(address, await issue(role));
    expect(status).not.toBe(200);
    expect(JSON.stringify(body)).toContain(
      `source address \\"${address}\\" unauthorized by CIDR restrictions on the role`,
    );
  });

  it("refuse a token from another address than its own", async () => {
    const token = tokenOf(await login(home, await issue("here")));
    expect(await lookup(home, token)).toMatchObject({ status: 200 });
    expect(await lookup(away, token)).toMatchObject({ status: 403 });
    expect(await from(away, "POST", "auth/token/renew-self", { token, body: {} })).toMatchObject({ status: 403 });
  });
});

describe("the limits of a secret-id", () => {
  it("end it with its last use", async () => {
    const credentials = await issue("counted");
    const logins = [await login(home, credentials), await login(home, credentials), await login(home, credentials)];
    expect(logins.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await login(home, credentials)).toMatchObject({ status: 400 });
  });

  const kept = z.object({
    data: z.object({ secret_id_num_uses: z.number(), creation_time: z.string(), expiration_time: z.string() }),
  });

  const lookupSecretId = async (role: string, accessor: string) => {
    const place = `auth/services/role/${role}/secret-id-accessor/lookup`;
    const body = { secret_id_accessor: accessor };
    return kept.parse(await asDeployer(project, (deployer) => deployer.request("POST", place, body))).data;
  };

  it("count a login from a wrong network too, so that a use alone does not prove a login", async () => {
    const credentials = await issue("here");
    await login(away, credentials);
    expect(await lookupSecretId("here", credentials.accessor)).toMatchObject({ secret_id_num_uses: 23 });
  });

  it("are what is declared: Vault shortens none of them", async () => {
    const { creation_time, expiration_time } = await lookupSecretId("here", (await issue("here")).accessor);
    expect(Math.round((Date.parse(expiration_time) - Date.parse(creation_time)) / 1000)).toBe(12 * 3600);
  });

  it("end it when its time is over, and so its tokens", async () => {
    const credentials = await issue("brief");
    const token = tokenOf(await login(home, credentials));
    expect(await lookup(home, token)).toMatchObject({
      status: 200,
      body: { data: { policies: ["default", "service"] } },
    });
    await until("the end of the token", async () => (await lookup(home, token)).status === 403, 20);
    // Vault tidies away what has expired once a minute.
    const isEnded = async (): Promise<boolean> => {
      await sleep(5_000);
      return (await login(home, credentials)).status === 400;
    };
    await until("the end of the secret-id", isEnded, 100);
  });
});

test("a role's settings change, and its role-id, secret-ids and tokens stay good", async () => {
  const before = await issue("here");
  const token = tokenOf(await login(home, before));
  await upWith(project, { networks: ["127.0.0.1/32", "127.0.0.2/32"], tokenMaxTtl: 7200 });
  expect((await issue("here")).role_id).toBe(before.role_id);
  expect(await lookup(home, token)).toMatchObject({ status: 200 });
  expect(await login(home, before)).toMatchObject({ status: 200 });
  expect(await login(away, before)).toMatchObject({ status: 200 });
  const { stdout } = await mustSucceed(project.root, "preview", "dev");
  expect(stdout).toContain("no changes");
});
