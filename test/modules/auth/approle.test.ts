import { AppRoleAuth } from "../../../modules/auth/approle";
import { registrationsOf } from "../registrations";

const component = { id: "strongroom:auth:AppRoleAuth::apps", inputs: {} };

const mount = {
  id: "vault:index/authBackend:AuthBackend::approle",
  inputs: {
    type: "approle",
    path: "approle",
    disableRemount: false,
    tune: { defaultLeaseTtl: "1h", maxLeaseTtl: "12h", listingVisibility: "hidden", tokenType: "default-service" },
  },
  parent: component.id,
  protect: true,
};

describe("the AppRole method", () => {
  it("is one protected mount, hidden and with an upper bound", async () => {
    expect(await registrationsOf(() => new AppRoleAuth("apps", { path: "approle" }))).toEqual([component, mount]);
  });

  it("has the description and the bound that are given", async () => {
    const args = { path: "approle", description: "Applications", maxLeaseTtl: "2h" };
    expect(await registrationsOf(() => new AppRoleAuth("apps", args))).toEqual([
      component,
      {
        ...mount,
        inputs: { ...mount.inputs, description: "Applications", tune: { ...mount.inputs.tune, maxLeaseTtl: "2h" } },
      },
    ]);
  });
});
