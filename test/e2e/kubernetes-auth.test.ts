import { createSign, generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";
import { isVaultAnswer } from "../../live/refusal";
import { loginJwt } from "../../live/token";
import type { KubernetesParameters } from "./programs/kubernetes";
import {
  accountUid,
  declareCluster,
  deletePod,
  makeNamespaces,
  makePod,
  makeReviewer,
  podToken,
  remakeAccount,
} from "./project/cluster";
import { startKubernetes, type KubernetesServer } from "./project/kubernetes";
import { createModuleProject, upWith } from "./project/module-project";
import { until } from "./project/processes";
import { mustSucceed, removeProject, type TestProject } from "./project/project";
import { asHolderOf, withVault } from "./project/vault";

jest.setTimeout(300_000);

/** The API server takes tokens for this audience for itself too, so that whoever logs in can have its own token reviewed. */
const audience = "https://kubernetes.default.svc.cluster.local";

let server: KubernetesServer;
let project: TestProject;
let parameters: KubernetesParameters;

beforeAll(async () => {
  server = await startKubernetes();
  await makeNamespaces(server, "shop", "billing");
  parameters = {
    auth: {
      path: "kubernetes",
      kubernetesHost: server.address,
      kubernetesCaCert: readFileSync(server.caFile, "utf8"),
      disableLocalCaJwt: true,
    },
    role: {
      name: "orders",
      boundServiceAccountNames: ["orders", "temporary"],
      boundServiceAccountNamespaces: ["shop"],
      audience,
    },
    cluster: { cluster: "test", context: "test", kubeconfig: server.kubeconfigFile },
    accounts: [{ name: "orders", namespace: "shop", authDelegator: true }],
    caNamespaces: [],
  };
  project = await createModuleProject("kubernetes", parameters, (project) => declareCluster(project, server));
  await asHolderOf(project, "writer", async (client) => {
    for (const name of ["orders", "shipping"]) await client.request("POST", `team/data/${name}`, { data: { name } });
  });
}, 1_200_000);

afterAll(async () => {
  await removeProject(project);
  await server.stop();
});

/** Logs in, and fails with Vault's refusal. @returns the token */
async function logIn(jwt: string): Promise<string> {
  const login = await withVault(project, (client) => loginJwt(client, { mount: "kubernetes", role: "orders", jwt }));
  expect(login.policies).toEqual(["default", "orders"]);
  return login.token;
}

const refused = expect.objectContaining({ status: 403 }) as unknown;

/** The API server remembers for ten seconds that a token was good. */
async function untilRefused(jwt: string): Promise<void> {
  const isRefused = async () => isVaultAnswer(await logIn(jwt).catch((error: unknown) => error), 403);
  await until("the refusal of a token whose owner is gone", isRefused, 30);
}

const read = (token: string, path: string): Promise<unknown> =>
  withVault(project, (client) => client.request("GET", path, undefined, { token }));

const lookup = z.object({ data: z.object({ entity_id: z.string(), creation_ttl: z.number() }) });
const whoIs = async (token: string) => lookup.parse(await read(token, "auth/token/lookup-self")).data;

describe("a login with a service account's token", () => {
  it("gives the role's policies for as long as the role says, and so the account's own secret", async () => {
    const token = await logIn(await server.tokenFor("shop", "orders"));
    expect(await read(token, "team/data/orders")).toMatchObject({ data: { data: { name: "orders" } } });
    await expect(read(token, "team/data/shipping")).rejects.toEqual(refused);
    expect(await whoIs(token)).toMatchObject({ creation_ttl: 1200 });
  });

  it("is the same entity each time, known by the account's uid", async () => {
    const first = await whoIs(await logIn(await server.tokenFor("shop", "orders")));
    const second = await whoIs(await logIn(await server.tokenFor("shop", "orders")));
    expect(second.entity_id).toBe(first.entity_id);
    const uid = await accountUid(server, "shop", "orders");
    const entity = `identity/entity/id/${first.entity_id}`;
    expect(await asHolderOf(project, "entities", (client) => client.request("GET", entity))).toMatchObject({
      data: { aliases: [{ name: uid, mount_path: "auth/kubernetes/" }] },
    });
  });

  const strangers: readonly [string, () => Promise<string>][] = [
    ["another account of the namespace", () => tokenOfAnother("shop", "shipping")],
    ["an account of that name in another namespace", () => tokenOfAnother("billing", "orders")],
    ["the account of every Pod that names none", () => tokenOfAnother("shop", "default")],
    ["the right account, for another audience", () => server.tokenFor("shop", "orders", ["https://elsewhere"])],
    ["the right account, signed by somebody else", async () => forged(await server.tokenFor("shop", "orders"))],
  ];

  it.each(strangers)("of %s is refused", async (_, token) => {
    await expect(logIn(await token())).rejects.toEqual(refused);
  });

  it("is refused with a token from before the account was deleted, also when another has its name", async () => {
    await makeReviewer(server, "shop", "temporary");
    const [before, after] = [await server.tokenFor("shop", "temporary"), () => server.tokenFor("shop", "temporary")];
    const { entity_id } = await whoIs(await logIn(before));
    await remakeAccount(server, "shop", "temporary");
    await untilRefused(before);
    expect(await whoIs(await logIn(await after()))).not.toMatchObject({ entity_id });
  });

  it("is refused with the token of a Pod that is gone", async () => {
    const pod = { namespace: "shop", name: "orders-1", serviceAccountName: "orders" };
    await makePod(server, pod);
    const token = await podToken(server, pod, audience);
    await logIn(token);
    await deletePod(server, pod);
    await untilRefused(token);
  });
});

async function tokenOfAnother(namespace: string, name: string): Promise<string> {
  await makeReviewer(server, namespace, name);
  return server.tokenFor(namespace, name);
}

function forged(token: string): string {
  const unsigned = token.split(".").slice(0, 2).join(".");
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return `${unsigned}.${createSign("RSA-SHA256").update(unsigned).sign(privateKey, "base64url")}`;
}

describe("a change", () => {
  it("of the role and the method loses no token and no entity, and reaches Vault", async () => {
    const before = await logIn(await server.tokenFor("shop", "orders"));
    const { auth, role, accounts } = parameters;
    await upWith(project, {
      ...parameters,
      auth: { ...auth, description: "Services", disableLocalCaJwt: false },
      role: { ...role, boundServiceAccountNamespaces: ["billing", "shop"], tokenTtl: 600 },
      accounts: [...accounts, { name: "invoices", namespace: "billing" }],
    } satisfies KubernetesParameters);
    expect(await read(before, "team/data/orders")).toMatchObject({ data: { data: { name: "orders" } } });
    const after = await whoIs(await logIn(await server.tokenFor("shop", "orders")));
    expect(after).toEqual({ entity_id: (await whoIs(before)).entity_id, creation_ttl: 600 });
    await logIn(await server.tokenFor("billing", "orders"));
    expect(await read(before, "team/data/orders")).toBeDefined();
  });

  it("leaves everything as declared", async () => {
    const { stdout } = await mustSucceed(project.root, "preview", "dev");
    expect(stdout).toContain("no changes");
  });
});
