import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { makeNamespaces } from "./project/cluster";
import {
  accessorsOf,
  declareRole,
  deliver,
  deliveryOf,
  kubeconfigWith,
  logInWith,
  makeSecret,
  secretCalled,
  touchSecret,
  type Place,
} from "./project/delivery";
import { startKubernetes } from "./project/kubernetes";
import { until } from "./project/processes";
import { createProject, ended, mustSucceed, removeProject, startStrongroom } from "./project/project";
import { passThrough, startTcpProxy, type ProxiedConnection } from "./project/tcp-proxy";
import { asDeployer } from "./project/vault";

jest.setTimeout(240_000);

let place: Place;
let folder: string;

beforeAll(async () => {
  const [server, project] = await Promise.all([startKubernetes(), createProject()]);
  place = { server, project };
  folder = mkdtempSync(path.join(tmpdir(), "strongroom-delivery-"));
  await makeNamespaces(server, "shop");
  await mustSucceed(project.root, "dev", "start");
  await asDeployer(project, (deployer) => deployer.request("POST", "sys/auth/approle", { type: "approle" }));
}, 1_200_000);

afterAll(async () => {
  await removeProject(place.project);
  await place.server.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe("a secret-id that is delivered", () => {
  it("is in the Secret and nowhere else, and logs in", async () => {
    await declareRole(place, "api");
    const { exitCode, stdout, stderr } = await deliver(place, "api");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const secret = await secretCalled(place, "vault-approle");
    const { metadata, type, data } = secret;
    const [accessor = ""] = await accessorsOf(place, "api");
    expect({ type, ...metadata }).toMatchObject({
      type: "Opaque",
      labels: { "app.kubernetes.io/managed-by": "strongroom" },
      annotations: {
        "strongroom/environment": "dev",
        "strongroom/role": "auth/approle/role/api",
        "strongroom/secret-id-accessor": accessor,
      },
    });
    expect(Object.keys(data).sort()).toEqual(["role-id", "secret-id"]);
    expect(await logInWith(place, secret)).toBe("in");
    expect(stdout).toBe(
      "A new secret-id of api is in Secret shop/vault-approle (context test), good for 3600 s and 24 logins.\n" +
        `Its accessor is ${accessor}. Pods that mount the Secret see it within a minute or two; others when they start again.\n`,
    );
    expect(Object.values(data).filter((value) => stdout.includes(value))).toEqual([]);
    expect(readFileSync(path.join(place.project.root, ".strongroom/vault/audit/a.log"), "utf8")).not.toContain(
      data["secret-id"],
    );
  });

  it("takes the older one's place, which stays good until the rotation is finished", async () => {
    await declareRole(place, "rotating");
    await deliver(place, "rotating", "--secret", "rotating");
    const before = await secretCalled(place, "rotating");
    await touchSecret(place, "rotating", { extra: "gone" });
    const { stdout } = await deliver(place, "rotating", "--secret", "rotating");
    const after = await secretCalled(place, "rotating");
    expect(after.metadata).toMatchObject({ uid: before.metadata.uid, labels: { touched: "yes" } });
    expect(Object.keys(after.data).sort()).toEqual(["role-id", "secret-id"]);
    expect(await logInWith(place, before)).toBe("in");
    expect(await logInWith(place, after)).toBe("in");
    const [, command = ""] = /^ {2}strongroom (.*)$/m.exec(stdout) ?? [];
    await mustSucceed(place.project.root, ...command.split(" "));
    expect([await logInWith(place, before), await logInWith(place, after)]).toEqual(["refused", "in"]);
  });

  it("is told to scripts by its accessor", async () => {
    await declareRole(place, "scripted");
    const { stdout } = await deliver(place, "scripted", "--secret", "scripted", "--json");
    const [accessor] = await accessorsOf(place, "scripted");
    expect(JSON.parse(stdout)).toEqual({
      context: "test",
      namespace: "shop",
      secret: "scripted",
      secret_id_accessor: accessor,
      secret_id_ttl: 3600,
      secret_id_num_uses: 24,
      older: [],
    });
  });
});

describe("the cluster's credential", () => {
  const credentialFrom = (script: string) =>
    kubeconfigWith(place, folder, (text) =>
      text.replace(
        /"user":\{"token":"[^"]*"\}/,
        `"user":${JSON.stringify({ exec: { apiVersion, command: "sh", args: ["-c", script], interactiveMode: "Never" } })}`,
      ),
    );
  const apiVersion = "client.authentication.k8s.io/v1";

  it("may come from a program, as in most clouds", async () => {
    await declareRole(place, "cloud");
    const credential = { apiVersion, kind: "ExecCredential", status: { token: place.server.adminToken } };
    const kubeconfig = credentialFrom(`echo '${JSON.stringify(credential)}'`);
    const result = await deliver(place, "cloud", "--secret", "cloud", "--kubeconfig", kubeconfig);
    expect(result).toMatchObject({ exitCode: 0, stderr: "" });
  });

  it("is said to be missing where the program says so", async () => {
    await declareRole(place, "no-cloud");
    const kubeconfig = credentialFrom("echo 'you are not logged in' >&2; exit 1");
    const { exitCode, stderr } = await deliver(place, "no-cloud", "--kubeconfig", kubeconfig);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("to read Secret shop/vault-approle must answer, found you are not logged in");
    expect(stderr).toContain("No secret-id was issued.");
  });
});

describe("a Secret that is not the role's", () => {
  it("is left alone, whoever has written it", async () => {
    await declareRole(place, "owner");
    await declareRole(place, "another");
    await makeSecret(place, "foreign", { labels: {} }, { "secret-id": "theirs" });
    await deliver(place, "owner", "--secret", "owned");
    const [foreign, owned] = [
      await deliver(place, "another", "--secret", "foreign"),
      await deliver(place, "another", "--secret", "owned"),
    ];
    expect([foreign, owned]).toMatchObject([
      { exitCode: 1, stdout: "" },
      { exitCode: 1, stdout: "" },
    ]);
    expect(foreign.stderr).toContain("Secret shop/foreign must be one that strongroom has written");
    expect(owned.stderr).toContain(
      "Secret shop/owned must be for auth/approle/role/another of dev, found one for auth/approle/role/owner of dev",
    );
    expect(foreign.stderr + owned.stderr).toContain("No secret-id was issued.");
    expect(await accessorsOf(place, "another")).toEqual([]);
  });

  it("is overwritten with --force, and keeps nothing that repeats what it held", async () => {
    await declareRole(place, "forced");
    const applied = { "kubectl.kubernetes.io/last-applied-configuration": "CANARY", "example.com/team": "a" };
    await makeSecret(place, "forced", { annotations: applied }, { password: "CANARY" });
    expect(await deliver(place, "forced", "--secret", "forced", "--force")).toMatchObject({ exitCode: 0 });
    const secret = await secretCalled(place, "forced");
    expect(JSON.stringify(secret)).not.toContain("CANARY");
    expect(secret.metadata.annotations).toMatchObject({ "example.com/team": "a" });
    expect(await logInWith(place, secret)).toBe("in");
  });
});

describe("a cluster that says no, or nothing", () => {
  it.each([
    ["a namespace that is not there", ["--namespace", "shap"], ['found 404: namespaces "shap" not found']],
    ["a context that is not there", ["--context", "tets"], ["contexts must have the context", 'mean "test"?']],
    ["names that are none", ["--namespace", "Shop", "--secret", "a_b"], ["--namespace must be", "--secret must be"]],
  ])("%s: nothing is issued", async (_, options, says) => {
    await declareRole(place, "nowhere");
    const { exitCode, stdout, stderr } = await deliver(place, "nowhere", ...options);
    expect({ exitCode: exitCode === 0, stdout }).toEqual({ exitCode: false, stdout: "" });
    expect([...says, "No secret-id was issued."].filter((text) => !stderr.includes(text))).toEqual([]);
    expect(await accessorsOf(place, "nowhere")).toEqual([]);
  });

  it.each<[string, (text: string) => string, string]>([
    [
      "does not check the server",
      (text) => text.replace('"cluster":{"server"', '"cluster":{"insecure-skip-tls-verify":true,"server"'),
      "clusters.test.insecure-skip-tls-verify must be off: a secret would go to whoever answers",
    ],
    ["has no TLS", (text) => text.replace("https://", "http://"), "clusters.test.server must start with https://"],
    ["trusts another CA", (text) => text.replace(/"certificate-authority":"[^"]*"/, '"x":"y"'), "must answer, found"],
    ["has a stranger's token", (text) => text.replace(place.server.adminToken, "CANARY"), "must agree, found 401"],
    ["is no YAML", () => "users: [CANARY", "must be a kubeconfig that can be read"],
    ["is empty", () => "", "must be a kubeconfig that can be read"],
  ])("a kubeconfig that %s: nothing is issued, and nothing of it repeated", async (_, change, says) => {
    await declareRole(place, "unsafe");
    const { exitCode, stdout, stderr } = await deliver(
      place,
      "unsafe",
      "--kubeconfig",
      kubeconfigWith(place, folder, change),
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toContain(says);
    expect(stderr).not.toContain("CANARY");
    expect(await accessorsOf(place, "unsafe")).toEqual([]);
  });
});

/** Delivers through a proxy; the third connection is the one that writes, after a look and a rehearsal. */
async function deliverThrough(handle: Parameters<typeof startTcpProxy>[1], role: string) {
  const proxy = await startTcpProxy(place.server.address, handle);
  const kubeconfig = kubeconfigWith(place, folder, (text) => text.replace(place.server.address, proxy.address));
  const child = startStrongroom(
    place.project.root,
    deliveryOf(place, role, "--secret", role, "--kubeconfig", kubeconfig),
  );
  return { proxy, child, result: ended(child) };
}

describe("a delivery that is disturbed", () => {
  it("destroys the new secret-id where somebody else has changed the Secret meanwhile", async () => {
    await declareRole(place, "conflict");
    await deliver(place, "conflict", "--secret", "conflict");
    const before = await secretCalled(place, "conflict");
    const { proxy, result } = await deliverThrough((connection, number) => {
      if (number === 3) void touchSecret(place, "conflict").then(() => passThrough(connection));
      else passThrough(connection);
    }, "conflict");
    const { exitCode, stdout, stderr } = await result;
    await proxy.close();
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toContain("to write Secret shop/conflict must agree, found 409");
    expect(stderr).toContain("The Secret is as it was; the new secret-id is destroyed.");
    expect(await accessorsOf(place, "conflict")).toEqual([
      before.metadata.annotations["strongroom/secret-id-accessor"],
    ]);
    expect(await logInWith(place, await secretCalled(place, "conflict"))).toBe("in");
  });

  it("says that it does not know where the answer is lost, and leaves the application what it may have", async () => {
    await declareRole(place, "lost");
    const { proxy, result } = await deliverThrough((connection, number) => {
      if (number === 3) loseAnswer(connection);
      else passThrough(connection);
    }, "lost");
    await until("the Secret", () =>
      secretCalled(place, "lost").then(
        () => true,
        () => false,
      ),
    );
    await proxy.close();
    const { exitCode, stdout, stderr } = await result;
    const [accessor = ""] = await accessorsOf(place, "lost");
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toContain("to write Secret shop/lost must answer");
    expect(stderr).toContain(`The Secret may have the new secret-id (${accessor}) or not. Run it again to be sure.`);
    expect(await logInWith(place, await secretCalled(place, "lost"))).toBe("in");
    expect(await deliver(place, "lost", "--secret", "lost")).toMatchObject({ exitCode: 0 });
  });

  it("ends when it is interrupted, and says what is true then", async () => {
    await declareRole(place, "interrupted");
    let isConnected = false;
    const { proxy, child, result } = await deliverThrough(() => (isConnected = true), "interrupted");
    await until("a connection", () => isConnected);
    child.kill("SIGINT");
    expect(await result).toMatchObject({ exitCode: 1, stdout: "" });
    expect((await result).stderr).toContain(
      "secret-id deliver: interrupted by SIGINT. If a secret-id was issued by then, it is in the Secret, or nobody has it.",
    );
    await proxy.close();
    expect(await accessorsOf(place, "interrupted")).toEqual([]);
  });
});

/** Lets a TLS handshake through and the request that follows; what the server says from then on is lost. */
function loseAnswer({ client, server: behind }: ProxiedConnection): void {
  let flights = 0;
  client.on("data", (data) => {
    flights += 1;
    behind.write(data);
  });
  behind.on("data", (data) => {
    if (flights < 2) client.write(data);
  });
}
