import * as pulumi from "@pulumi/pulumi";
import type { AppRoleArgs } from "../../../modules/approles/args";
import { AppRole } from "../../../modules/approles/role";
import { AppRoleAuth } from "../../../modules/auth/approle";
import { refusedFor, registrationsOf, type Registration } from "../registrations";

type RoleArgs = Omit<AppRoleArgs, "mount" | "mountPath">;

const minimal: RoleArgs = {
  roleName: "api",
  tokenPolicies: [pulumi.output("write"), "read"],
  boundCidrs: ["10.30.0.0/16", "10.20.0.0/16"],
};

function declare(args: RoleArgs): void {
  const { mount } = new AppRoleAuth("approle", { path: "approle" });
  new AppRole("api", { ...args, mount, mountPath: "approle" });
}

async function roleOf(args: RoleArgs): Promise<readonly Registration[]> {
  return (await registrationsOf(() => declare(args))).filter(({ id }) => id.endsWith("::api"));
}

const component = { id: "strongroom:approles:AppRole::api", inputs: {} };

const role = {
  id: "vault:appRole/authBackendRole:AuthBackendRole::api",
  inputs: {
    backend: "approle",
    roleName: "api",
    bindSecretId: true,
    secretIdBoundCidrs: ["10.20.0.0/16", "10.30.0.0/16"],
    secretIdTtl: 43_200,
    secretIdNumUses: 24,
    tokenBoundCidrs: ["10.20.0.0/16", "10.30.0.0/16"],
    tokenPolicies: ["read", "write"],
    tokenTtl: 3600,
    tokenMaxTtl: 14_400,
  },
  parent: component.id,
  protect: true,
  dependsOn: ["vault:index/authBackend:AuthBackend::approle"],
  deletedWith: "vault:index/authBackend:AuthBackend::approle",
};

describe("an AppRole", () => {
  it("is one protected role, bounded in every way that is not given, whose lists have one order", async () => {
    expect(await roleOf(minimal)).toEqual([component, role]);
  });

  it("has the limits that are given", async () => {
    const limits = { tokenTtl: 60, tokenMaxTtl: 120, secretIdTtl: 180, secretIdNumUses: 1 };
    expect(await roleOf({ ...minimal, ...limits })).toEqual([
      component,
      { ...role, inputs: { ...role.inputs, ...limits } },
    ]);
  });

  it.each<[string, readonly string[], readonly object[]]>([
    [
      "no network",
      [],
      [
        {
          path: "boundCidrs",
          must: "name at least one network",
          found: "none",
          fix: "name the networks that the application runs in",
        },
      ],
    ],
    [
      "every address",
      ["10.0.0.0/8", "0.0.0.0/0"],
      [
        {
          path: "boundCidrs[1]",
          must: "leave addresses out: this network is every address there is",
          found: '"0.0.0.0/0"',
          fix: "name the networks that requests come from",
        },
      ],
    ],
  ])("bound to %s is refused", (_, boundCidrs, problems) => {
    expect(refusedFor(() => declare({ ...minimal, boundCidrs }))).toEqual(
      problems.map((problem) => ({ subject: 'AppRole "api"', ...problem })),
    );
  });

  it("may be bound to one address, and to IPv6 networks", () => {
    expect(refusedFor(() => declare({ ...minimal, boundCidrs: ["192.0.2.7/32", "2001:db8::/32"] }))).toEqual([]);
  });

  it.each<[string, Partial<RoleArgs>, readonly object[]]>([
    [
      "without limits",
      { tokenTtl: 0, tokenMaxTtl: 0, secretIdTtl: 0, secretIdNumUses: 0 },
      [
        { path: "tokenTtl", found: "0", fix: "leave it out for 3600, or give a limit" },
        { path: "tokenMaxTtl", found: "0", fix: "leave it out for 14400, or give a limit" },
        { path: "secretIdTtl", found: "0", fix: "leave it out for 43200, or give a limit" },
        { path: "secretIdNumUses", found: "0", fix: "leave it out for 24, or give a limit" },
      ],
    ],
    [
      "whose tokens live longer than they may",
      { tokenMaxTtl: 1800 },
      [{ path: "tokenTtl", must: "be no longer than tokenMaxTtl, 1800 s", found: "3600 s" }],
    ],
    [
      "with everything wrong",
      { boundCidrs: [], secretIdTtl: -1 },
      [{ path: "boundCidrs" }, { path: "secretIdTtl", found: "-1" }],
    ],
  ])("%s is refused, with every problem", (_, settings, problems) => {
    expect(refusedFor(() => declare({ ...minimal, ...settings }))).toMatchObject(problems);
  });
});
