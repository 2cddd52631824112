import { TokenRole } from "../../../modules/auth/token-role";
import { refusedFor, registrationsOf } from "../registrations";

const component = { id: "strongroom:auth:TokenRole::batch", inputs: {} };

const role = {
  id: "vault:tokenauth/authBackendRole:AuthBackendRole::batch",
  inputs: {
    roleName: "batch",
    allowedPolicies: ["read", "write"],
    allowedPoliciesGlobs: [],
    disallowedPolicies: [],
    disallowedPoliciesGlobs: [],
    allowedEntityAliases: [],
    orphan: false,
    renewable: true,
    tokenExplicitMaxTtl: 3600,
    tokenPeriod: 0,
    tokenType: "service",
    tokenNoDefaultPolicy: false,
    tokenBoundCidrs: [],
    pathSuffix: "",
  },
  parent: component.id,
};

describe("a token role", () => {
  it("makes no orphan, no periodic token, and none that lives for more than an hour", async () => {
    const args = { name: "batch", allowedPolicies: ["write", "read"] };
    expect(await registrationsOf(() => new TokenRole("batch", args))).toEqual([component, role]);
  });

  it("has what is given", async () => {
    const args = {
      name: "batch",
      allowedPolicies: ["read"],
      tokenExplicitMaxTtl: 60,
      renewable: false,
      defaultPolicy: false,
      boundCidrs: ["10.2.0.0/16", "10.1.0.0/16"],
      pathSuffix: "nightly",
    };
    expect(await registrationsOf(() => new TokenRole("batch", args))).toEqual([
      component,
      {
        ...role,
        inputs: {
          ...role.inputs,
          allowedPolicies: ["read"],
          tokenExplicitMaxTtl: 60,
          renewable: false,
          tokenNoDefaultPolicy: true,
          tokenBoundCidrs: ["10.1.0.0/16", "10.2.0.0/16"],
          pathSuffix: "nightly",
        },
      },
    ]);
  });

  it("that would let tokens do anything, or live for ever, is refused", () => {
    const subject = 'token role "batch"';
    const problemsOf = (allowedPolicies: string[], tokenExplicitMaxTtl?: number) =>
      refusedFor(
        () =>
          new TokenRole("batch", {
            name: "batch",
            allowedPolicies,
            ...(tokenExplicitMaxTtl === undefined ? {} : { tokenExplicitMaxTtl }),
          }),
      );
    expect(problemsOf([], 0)).toEqual([
      {
        subject,
        path: "allowedPolicies",
        must: "name at least one policy: without, a token may have every policy of the one that makes it",
        found: "none",
      },
      { subject, path: "tokenExplicitMaxTtl", must: "be above zero: tokens must end", found: "0" },
    ]);
    expect(problemsOf(["root"])).toEqual([{ subject, path: "allowedPolicies", must: "leave out root", found: "root" }]);
  });

  it("whose networks bind nobody is refused", () => {
    const args = { name: "batch", allowedPolicies: ["read"], boundCidrs: ["2001:DB8::/32", "::/0"] };
    const problem = { subject: 'token role "batch"', fix: "name the networks that requests come from" };
    expect(refusedFor(() => new TokenRole("batch", args))).toEqual([
      {
        ...problem,
        path: "boundCidrs[0]",
        must: "be written as 2001:db8::/32, which is how Vault gives it back",
        found: '"2001:DB8::/32"',
      },
      {
        ...problem,
        path: "boundCidrs[1]",
        must: "leave addresses out: this network is every address there is",
        found: '"::/0"',
      },
    ]);
  });
});
