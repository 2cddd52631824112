import { AppRoleAuth } from "../../../modules/auth/approle";
import { refusedFor, registrationsOf } from "../registrations";
import { writtenTo } from "./written";

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

/** The lockout stands there as it is written, and as Vault shows it. */
const tuning = writtenTo("sys/auth/approle/tune", mount.id, component.id, {
  default_lease_ttl: 3600,
  description: "",
  max_lease_ttl: 43200,
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
});

describe("the AppRole method", () => {
  it("is one protected mount, hidden, with an upper bound and a lockout", async () => {
    expect(await registrationsOf(() => new AppRoleAuth("apps", { path: "approle" }))).toEqual([
      component,
      tuning,
      mount,
    ]);
  });

  it("has what is given", async () => {
    const args = {
      path: "approle",
      description: "Applications",
      defaultLeaseTtl: 45,
      maxLeaseTtl: 5400,
      passthroughRequestHeaders: ["X-B", "X-A"],
      allowedResponseHeaders: ["X-D", "X-C"],
      userLockout: { threshold: 3, duration: 60, counterReset: 30 },
    };
    expect(await registrationsOf(() => new AppRoleAuth("apps", args))).toEqual([
      component,
      writtenTo("sys/auth/approle/tune", mount.id, component.id, {
        default_lease_ttl: 45,
        description: "Applications",
        max_lease_ttl: 5400,
        user_lockout_config: {
          lockout_counter_reset_duration: "30s",
          lockout_disable: false,
          lockout_duration: "60s",
          lockout_threshold: "3",
        },
        user_lockout_counter_reset_duration: 30,
        user_lockout_disable: false,
        user_lockout_duration: 60,
        user_lockout_threshold: 3,
      }),
      {
        ...mount,
        inputs: {
          ...mount.inputs,
          description: "Applications",
          tune: {
            ...mount.inputs.tune,
            defaultLeaseTtl: "45s",
            maxLeaseTtl: "1h30m",
            passthroughRequestHeaders: ["X-A", "X-B"],
            allowedResponseHeaders: ["X-C", "X-D"],
          },
        },
      },
    ]);
  });

  it("is refused with a lockout that would be none", () => {
    const userLockout = { threshold: 0, duration: 1.5, counterReset: -1 };
    const problem = { subject: 'auth method "approle"', must: "be a whole number above zero" };
    expect(refusedFor(() => new AppRoleAuth("apps", { path: "approle", userLockout }))).toEqual([
      { ...problem, path: "userLockout.threshold", found: "0" },
      { ...problem, path: "userLockout.duration", found: "1.5" },
      { ...problem, path: "userLockout.counterReset", found: "-1" },
    ]);
  });
});
