import { UserpassAuth, type UserpassAuthArgs } from "../../../modules/auth/userpass";
import { registrationsOf, secret } from "../registrations";
import { writtenTo } from "./written";

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

const lockout = {
  user_lockout_config: {
    lockout_counter_reset_duration: "900s",
    lockout_disable: false,
    lockout_duration: "900s",
    lockout_threshold: "5",
  },
  user_lockout_counter_reset_duration: 900,
  user_lockout_disable: false,
  user_lockout_duration: 900,
  user_lockout_threshold: 5,
};

function tuning(description: string, maxLeaseTtl: number) {
  const settings = { default_lease_ttl: 3600, description, max_lease_ttl: maxLeaseTtl, ...lockout };
  return writtenTo("sys/auth/userpass/tune", mount.id, component.id, settings);
}

describe("the user and password method", () => {
  it("is one protected mount, and its users without a password, whose lists have one order", async () => {
    expect(await registrationsOf(() => new UserpassAuth("people", minimal))).toEqual([
      component,
      tuning("", 43200),
      user('{"token_max_ttl":14400,"token_policies":["read","write"],"token_ttl":3600}'),
      mount,
    ]);
  });

  it("has what is given", async () => {
    const args: UserpassAuthArgs = {
      ...minimal,
      description: "People",
      maxLeaseTtl: 7200,
      users: [{ username: "deployer", tokenPolicies: [], tokenTtl: 60, tokenMaxTtl: 120 }],
    };
    expect(await registrationsOf(() => new UserpassAuth("people", args))).toEqual([
      component,
      tuning("People", 7200),
      user('{"token_max_ttl":120,"token_policies":[],"token_ttl":60}'),
      {
        ...mount,
        inputs: { ...mount.inputs, description: "People", tune: { ...mount.inputs.tune, maxLeaseTtl: "2h" } },
      },
    ]);
  });
});
