import {
  accessorsOf,
  declareRole,
  deliver,
  deliveryOf,
  kubeconfigWith,
  logInWith,
  makePlace,
  removePlace,
  secretCalled,
  touchSecret,
  type Place,
} from "./project/delivery";
import { until } from "./project/processes";
import { ended, startStrongroom } from "./project/project";
import { loseAnswer, passThrough, startTcpProxy } from "./project/tcp-proxy";
import { whileDeployerMay } from "./project/vault";

jest.setTimeout(240_000);

let place: Place;

beforeAll(async () => {
  place = await makePlace();
}, 1_200_000);

afterAll(() => removePlace(place));

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
    const { exitCode, stdout, stderr } = await deliver(place, "unsafe", "--kubeconfig", kubeconfigWith(place, change));
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toContain(says);
    expect(stderr).not.toContain("CANARY");
    expect(await accessorsOf(place, "unsafe")).toEqual([]);
  });
});

test.each([0, 1])(
  "a role whose secret-ids are of %s uses is refused: the older could never be destroyed",
  async (uses) => {
    await declareRole(place, `uses-${uses}`, { secret_id_num_uses: uses });
    const { exitCode, stdout, stderr } = await deliver(place, `uses-${uses}`);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toContain(`AppRole "uses-${uses}" secret_id_num_uses must be at least 2`);
    expect(stderr).toContain("No secret-id was issued.");
    expect(await accessorsOf(place, `uses-${uses}`)).toEqual([]);
  },
);

/** Delivers through a proxy; the third connection is the one that writes, after a look and a rehearsal. */
async function deliverThrough(handle: Parameters<typeof startTcpProxy>[1], role: string) {
  const proxy = await startTcpProxy(place.server.address, handle);
  const kubeconfig = kubeconfigWith(place, (text) => text.replace(place.server.address, proxy.address));
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

  it("tells both where the Secret was not written and the new secret-id is not destroyed", async () => {
    await declareRole(place, "both");
    await deliver(place, "both", "--secret", "both");
    const path = "auth/approle/role/both/secret-id-accessor/destroy";
    const { stderr } = await whileDeployerMay(place.project, { path, says: 'capabilities = ["deny"]' }, async () => {
      const { proxy, result } = await deliverThrough((connection, number) => {
        if (number === 3) void touchSecret(place, "both").then(() => passThrough(connection));
        else passThrough(connection);
      }, "both");
      const ending = await result;
      await proxy.close();
      return ending;
    });
    const accessor = (await accessorsOf(place, "both")).at(-1) ?? "";
    expect(stderr).toContain("to write Secret shop/both must agree, found 409");
    expect(stderr).toContain(`POST ${path} must be accepted, found 403`);
    expect(stderr).toContain(
      `The Secret is as it was. Nobody has the new secret-id (${accessor}), which may still be good.`,
    );
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
