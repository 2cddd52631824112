import { readFileSync, statSync } from "node:fs";
import { z } from "zod";
import { startKubernetes, type KubernetesServer } from "./project/kubernetes";

let server: KubernetesServer;

beforeAll(async () => {
  server = await startKubernetes();
}, 1_200_000);

afterAll(() => server.stop());

const serviceAccount = { namespace: "shop", name: "api" };

function review(token: string, audiences?: readonly string[]): Promise<unknown> {
  return server.request("POST", "/apis/authentication.k8s.io/v1/tokenreviews", {
    apiVersion: "authentication.k8s.io/v1",
    kind: "TokenReview",
    spec: { token, audiences },
  });
}

describe("a real Kubernetes API server", () => {
  beforeAll(async () => {
    const { namespace, name } = serviceAccount;
    const object = (kind: string, named: string) => ({ apiVersion: "v1", kind, metadata: { name: named } });
    await server.request("POST", "/api/v1/namespaces", object("Namespace", namespace));
    await server.request("POST", `/api/v1/namespaces/${namespace}/serviceaccounts`, object("ServiceAccount", name));
  });

  test("is the one that the toolchain builds", async () => {
    const version = z.object({ gitVersion: z.string() }).parse(await server.request("GET", "/version"));
    expect(version.gitVersion).toMatch(/^v1\.3[456]\./);
  });

  test("gives a service account a token, and says whose it is", async () => {
    const token = await server.tokenFor(serviceAccount.namespace, serviceAccount.name);
    expect(await review(token)).toMatchObject({
      status: { authenticated: true, user: { username: "system:serviceaccount:shop:api" } },
    });
  });

  test("says so of a token for Vault only where Vault is asked for", async () => {
    const token = await server.tokenFor(serviceAccount.namespace, serviceAccount.name, ["vault"]);
    expect(await review(token, ["vault"])).toMatchObject({ status: { authenticated: true, audiences: ["vault"] } });
    expect(await review(token)).not.toMatchObject({ status: { authenticated: true } });
  });

  test("knows no other token", async () => {
    expect(await review("e30.e30.e30")).not.toMatchObject({ status: { authenticated: true } });
  });

  test("lets a service account do nothing that no role allows", async () => {
    const answer = await server.request("POST", "/apis/authorization.k8s.io/v1/subjectaccessreviews", {
      apiVersion: "authorization.k8s.io/v1",
      kind: "SubjectAccessReview",
      spec: {
        user: "system:serviceaccount:shop:api",
        resourceAttributes: { namespace: "shop", verb: "get", resource: "secrets" },
      },
    });
    expect(answer).toMatchObject({ status: { allowed: false } });
  });

  test("says what it refuses", async () => {
    await expect(server.tokenFor("shop", "nobody")).rejects.toThrow(/404.*serviceaccounts \\?"nobody\\?" not found/);
  });

  test("keeps the administrator's token from other users of the machine", () => {
    expect(statSync(server.kubeconfigFile).mode & 0o777).toBe(0o600);
    expect(readFileSync(server.kubeconfigFile, "utf8")).toContain(server.adminToken);
  });
});
