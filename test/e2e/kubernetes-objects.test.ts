import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { isNativeError } from "node:util/types";
import { Agent, request } from "undici";
import { z } from "zod";
import { canonicalBundle } from "../../modules/certificates/bundle";
import { agentInjectorAnnotations } from "../../modules/kubernetes/agent-injector";
import { clusterTrustBundleVolume, configMapVolume, serviceAccountTokenVolume } from "../../modules/kubernetes/volumes";
import { createAuthority } from "../../toolchain/embedded/certificate";
import type { KubernetesParameters } from "./programs/kubernetes";
import { collectGarbage, declareCluster, makeNamespaces, makePod, makeReviewer } from "./project/cluster";
import { startKubernetes, type KubernetesServer } from "./project/kubernetes";
import { createModuleProject, giveParameters, upWith } from "./project/module-project";
import { mustSucceed, removeProject, strongroom, type TestProject } from "./project/project";

jest.setTimeout(300_000);

let server: KubernetesServer;
let project: TestProject;
let parameters: KubernetesParameters;

beforeAll(async () => {
  server = await startKubernetes();
  await makeNamespaces(server, "shop", "billing");
  parameters = {
    auth: { path: "kubernetes", kubernetesHost: server.address, disableLocalCaJwt: true },
    role: {
      name: "orders",
      boundServiceAccountNames: ["orders"],
      boundServiceAccountNamespaces: ["shop"],
      audience: "vault",
    },
    cluster: { cluster: "test", context: "test", kubeconfig: server.kubeconfigFile },
    accounts: [
      { name: "orders", namespace: "shop", authDelegator: true },
      { name: "invoices", namespace: "billing" },
    ],
    caNamespaces: ["billing", "shop"],
  };
  project = await createModuleProject("kubernetes", parameters, (project) => declareCluster(project, server));
}, 1_200_000);

afterAll(async () => {
  await removeProject(project);
  await server.stop();
});

const account = "/api/v1/namespaces/shop/serviceaccounts/orders";
const configMap = "/api/v1/namespaces/shop/configmaps/vault-ca";
const clusterBundle = "/apis/certificates.k8s.io/v1beta1/clustertrustbundles/vault-ca";

const vaultCa = (): string => readFileSync(path.join(project.root, ".strongroom/vault/tls/ca.pem"), "utf8");

/** Reaches Vault trusting these CAs and nobody else. @returns the status of its answer, or what the client says against it */
async function reachVault(ca: string): Promise<string> {
  const dispatcher = new Agent({ connect: { ca } });
  try {
    const { statusCode, body } = await request(`${project.address}/v1/sys/health`, { dispatcher });
    await body.dump();
    return String(statusCode);
  } catch (error) {
    return isNativeError(error) ? error.message : String(error);
  } finally {
    await dispatcher.close();
  }
}

const bundleShape = z.object({ metadata: z.object({ uid: z.string() }), spec: z.object({ trustBundle: z.string() }) });
const configMapShape = z.object({ metadata: z.object({ uid: z.string() }), data: z.object({ "ca.crt": z.string() }) });
const readBundle = async () => bundleShape.parse(await server.request("GET", clusterBundle));
const readConfigMap = async () => configMapShape.parse(await server.request("GET", configMap));

describe("a service account", () => {
  it("has no token in its Pods, and reviews its own where that is declared", async () => {
    expect(await server.request("GET", account)).toMatchObject({ automountServiceAccountToken: false });
    const bindings = "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings";
    expect(await server.request("GET", `${bindings}/vault-auth-delegator:shop:orders`)).toMatchObject({
      roleRef: { name: "system:auth-delegator" },
      subjects: [{ kind: "ServiceAccount", name: "orders", namespace: "shop" }],
    });
    await expect(server.request("GET", `${bindings}/vault-auth-delegator:billing:invoices`)).rejects.toThrow("404");
  });
});

describe("the CA of Vault's certificate", () => {
  it("is in each declared namespace, and leads to Vault", async () => {
    expect(await reachVault((await readConfigMap()).data["ca.crt"])).toBe("200");
    const { certificate: another } = await createAuthority(new Date());
    expect(await reachVault(another)).toContain("unable to verify the first certificate");
  });

  it("is there for a namespace that was made later: any account of it reads the bundle, and reaches Vault", async () => {
    await makeNamespaces(server, "later");
    await makeReviewer(server, "later", "app");
    const dispatcher = new Agent({ connect: { ca: readFileSync(server.caFile, "utf8") } });
    const { body } = await request(`${server.address}${clusterBundle}`, {
      headers: { authorization: `Bearer ${await server.tokenFor("later", "app")}` },
      dispatcher,
    });
    const { spec } = bundleShape.parse(await body.json());
    await dispatcher.close();
    expect(await reachVault(spec.trustBundle)).toBe("200");
  });

  it("is what a Pod there mounts, beside its token for Vault", async () => {
    const volumes = [serviceAccountTokenVolume("vault"), clusterTrustBundleVolume()];
    const annotations = agentInjectorAnnotations({
      role: "orders",
      mountPath: "kubernetes",
      secrets: [{ name: "orders", path: "team/data/orders", template: "{{ with secret }}" }],
      ca: { from: "volume", container: "app", file: "/etc/vault-ca/ca.crt" },
    });
    const volumeMounts = [{ name: "vault-ca", mountPath: "/etc/vault-ca", readOnly: true }];
    const pod = { namespace: "later", name: "app", serviceAccountName: "app", annotations, volumes, volumeMounts };
    const { metadata, spec } = podShape.parse(await makePod(server, pod));
    expect(metadata.annotations).toEqual(annotations);
    // An API server that does not know the source would drop it, and the Pod would start without the CA.
    expect(spec.volumes).toMatchObject(volumes);
    const inNamespace = { ...pod, namespace: "shop", serviceAccountName: "orders", volumes: [configMapVolume()] };
    expect(podShape.parse(await makePod(server, inNamespace)).spec.volumes).toMatchObject([configMapVolume()]);
  });
});

const podShape = z.object({
  metadata: z.object({ annotations: z.record(z.string(), z.string()) }),
  spec: z.object({ volumes: z.array(z.unknown()) }),
});

describe("a change", () => {
  it("of the CA, rolled over, changes bundles in place, where both are then", async () => {
    const before = { bundle: await readBundle(), configMap: await readConfigMap() };
    const { certificate: next } = await createAuthority(new Date());
    await upWith(project, { ...parameters, nextCa: next });
    const after = { bundle: await readBundle(), configMap: await readConfigMap() };
    expect([after.bundle.metadata.uid, after.configMap.metadata.uid]).toEqual([
      before.bundle.metadata.uid,
      before.configMap.metadata.uid,
    ]);
    expect([after.bundle.spec.trustBundle, after.configMap.data["ca.crt"]]).toEqual([
      canonicalBundle(`${vaultCa()}\n${next}`),
      canonicalBundle(`${vaultCa()}\n${next}`),
    ]);
    expect(await reachVault(after.bundle.spec.trustBundle)).toBe("200");
  });

  it("of the namespaces takes the CA out of those that are no longer named", async () => {
    await Promise.all([
      upWith(project, { ...parameters, caNamespaces: ["billing"] }),
      collectGarbage(server, configMap),
    ]);
    await expect(readConfigMap()).rejects.toThrow("404");
  });

  it("of an account's name is stopped, because the account that Pods run as would go", async () => {
    const accounts = [{ name: "orders-2", namespace: "shop" }];
    giveParameters(project, { ...parameters, caNamespaces: ["billing"], accounts });
    const { exitCode, stdout, stderr } = await strongroom(project.root, ["up", "dev", "--yes"]);
    expect(exitCode).toBe(1);
    expect(stdout + stderr).toContain("protected");
    expect(await server.request("GET", account)).toMatchObject({ metadata: { name: "orders" } });
  });

  it("back leaves everything as declared", async () => {
    await upWith(project, parameters);
    const { stdout } = await mustSucceed(project.root, "preview", "dev");
    expect(stdout).toContain("no changes");
  });
});

test("no credential of the cluster stands in the project's files", () => {
  const { status, stdout } = spawnSync("grep", ["-rlF", server.adminToken, project.root], { encoding: "utf8" });
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
});
