import { readFileSync } from "node:fs";
import path from "node:path";
import {
  accessorsOf,
  declareRole,
  deliver,
  kubeconfigWith,
  logInWith,
  makePlace,
  makeSecret,
  removePlace,
  secretCalled,
  touchSecret,
  type Place,
} from "./project/delivery";
import { mustSucceed } from "./project/project";

jest.setTimeout(240_000);

let place: Place;

beforeAll(async () => {
  place = await makePlace();
}, 1_200_000);

afterAll(() => removePlace(place));

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
    kubeconfigWith(place, (text) =>
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
