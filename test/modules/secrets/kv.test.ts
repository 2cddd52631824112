import { kvRights, KvVersion2 } from "../../../modules/secrets/kv";
import { refusedFor, registrationsOf } from "../registrations";

const component = { id: "strongroom:secrets:KvVersion2::static", inputs: {} };

const mount = {
  id: "vault:index/mount:Mount::secret",
  inputs: { path: "secret", type: "kv", options: { version: "2" } },
  parent: component.id,
  protect: true,
};

const settings = {
  id: "vault:kv/secretBackendV2:SecretBackendV2::secret",
  inputs: { mount: "secret", maxVersions: 10, casRequired: false },
  parent: component.id,
  dependsOn: [mount.id],
  deletedWith: mount.id,
};

describe("a key-value engine", () => {
  it("is a protected mount of version 2, and its settings", async () => {
    expect(await registrationsOf(() => new KvVersion2("static", { path: "secret" }))).toEqual([
      component,
      mount,
      settings,
    ]);
  });

  it("has what is given", async () => {
    const given = { maxVersions: 3, casRequired: true, deleteVersionAfter: 3600 };
    const args = { path: "secret", description: "Static secrets", ...given };
    expect(await registrationsOf(() => new KvVersion2("static", args))).toEqual([
      component,
      { ...mount, inputs: { ...mount.inputs, description: "Static secrets" } },
      { ...settings, inputs: { mount: "secret", ...given } },
    ]);
  });

  it.each([
    [-1, -5],
    [0, 0],
    [0.5, 1.5],
  ])("that keeps %s versions, for %s s, is refused", (maxVersions, deleteVersionAfter) => {
    const problem = { subject: 'key-value engine "secret"', must: "be a whole number above zero" };
    expect(refusedFor(() => new KvVersion2("static", { path: "secret", maxVersions, deleteVersionAfter }))).toEqual([
      { ...problem, path: "maxVersions", found: String(maxVersions), fix: "leave it out for 10" },
      {
        ...problem,
        path: "deleteVersionAfter",
        found: String(deleteVersionAfter),
        fix: "leave it out to keep versions without end",
      },
    ]);
  });

  it("lets the deployer see and change its settings, and nothing else", () => {
    expect(kvRights("secret").map(({ path, capabilities }) => [path, capabilities])).toEqual([
      ["secret/config", ["create", "read", "update"]],
    ]);
  });
});
