import { UserpassAuth, type UserpassAuthArgs } from "../../../modules/auth/userpass";
import { registrationsOf, secret } from "../registrations";

const minimal: UserpassAuthArgs = {
  path: "userpass",
  users: [{ username: "deployer", tokenPolicies: ["write", "read"] }],
};

const component = { id: "strongroom:auth:UserpassAuth::people", inputs: {} };

const mount = {
  id: "vault:index/authBackend:AuthBackend::userpass",
  inputs: {
    type: "userpass",
    path: "userpass",
    disableRemount: false,
    tune: { defaultLeaseTtl: "1h", maxLeaseTtl: "12h", listingVisibility: "hidden", tokenType: "default-service" },
  },
  parent: component.id,
  protect: true,
};

/** The provider's resource marks its body secret, whatever is in it. */
function user(settings: string) {
  return {
    id: "vault:generic/endpoint:Endpoint::userpass/deployer",
    inputs: { path: "auth/userpass/users/deployer", dataJson: secret(settings), ignoreAbsentFields: true },
    parent: component.id,
    dependsOn: [mount.id],
    deletedWith: mount.id,
  };
}

describe("the user and password method", () => {
  it("is one protected mount, and its users without a password, whose lists have one order", async () => {
    expect(await registrationsOf(() => new UserpassAuth("people", minimal))).toEqual([
      component,
      user('{"token_max_ttl":14400,"token_policies":["read","write"],"token_ttl":3600}'),
      mount,
    ]);
  });

  it("has what is given", async () => {
    const args: UserpassAuthArgs = {
      ...minimal,
      description: "People",
      maxLeaseTtl: "2h",
      users: [{ username: "deployer", tokenPolicies: [], tokenTtl: 60, tokenMaxTtl: 120 }],
    };
    expect(await registrationsOf(() => new UserpassAuth("people", args))).toEqual([
      component,
      user('{"token_max_ttl":120,"token_policies":[],"token_ttl":60}'),
      {
        ...mount,
        inputs: { ...mount.inputs, description: "People", tune: { ...mount.inputs.tune, maxLeaseTtl: "2h" } },
      },
    ]);
  });
});
