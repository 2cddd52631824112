import * as vault from "@pulumi/vault";
import { LoginMfa } from "../../../modules/identity/login-mfa";
import type { EnforcedOn, LoginMfaArgs } from "../../../modules/identity/login-mfa-args";
import { loginMfaRights } from "../../../modules/identity/rights";
import { policyDocument } from "../../../modules/policies/document";
import { refusedFor, registrationsOf } from "../registrations";
import { accessorOf, Mount, mountId } from "./mount";

const component = { id: "strongroom:identity:LoginMfa::people", inputs: {} };

const method = {
  id: "vault:identity/mfaTotp:MfaTotp::people",
  inputs: {
    issuer: "Vault staging",
    algorithm: "SHA1",
    digits: 6,
    period: 30,
    skew: 1,
    keySize: 20,
    qrSize: 200,
    maxValidationAttempts: 5,
  },
  parent: component.id,
  protect: true,
};

const enforcementId = "vault:identity/mfaLoginEnforcement:MfaLoginEnforcement::people";

const declare = (enforcedOn: EnforcedOn, args: Partial<LoginMfaArgs> = {}): LoginMfa =>
  new LoginMfa("people", { enforcement: "people", issuer: "Vault staging", ...args, enforcedOn });

describe("login MFA", () => {
  it("is a protected method, and its enforcement on everyone who logs in by types that are known at preview", async () => {
    const registered = await registrationsOf(() => {
      const mounts = ["oidc", "ldap", "ldap-2"].map((path) => new Mount(path));
      declare({ methods: mounts.map((mount, index) => ({ type: ["oidc", "ldap", "ldap"][index] ?? "", mount })) });
    });
    expect(registered).toEqual([
      component,
      ...["ldap", "ldap-2", "oidc"].map((path) => ({ id: mountId(path), inputs: { accessor: accessorOf(path) } })),
      {
        id: enforcementId,
        inputs: { name: "people-of-methods", mfaMethodIds: ["people-id"], authMethodTypes: ["ldap", "oidc"] },
        parent: component.id,
        dependsOn: [mountId("ldap"), mountId("ldap-2"), mountId("oidc"), method.id],
      },
      method,
    ]);
  });

  it("is enforced on mounts, groups and entities, in one enforcement", async () => {
    const registered = await registrationsOf(() =>
      declare({
        mounts: [new Mount("userpass"), new Mount("oidc")],
        groups: [new vault.identity.Group("admins", {})],
        entities: [new vault.identity.Entity("deployer", {})],
      }),
    );
    expect(registered.find(({ id }) => id === enforcementId)?.inputs).toEqual({
      name: "people-of-entities-groups-mounts",
      mfaMethodIds: ["people-id"],
      authMethodAccessors: [accessorOf("oidc"), accessorOf("userpass")],
      identityGroupIds: ["admins-id"],
      identityEntityIds: ["deployer-id"],
    });
  });

  it("has what is given", async () => {
    const totp = {
      algorithm: "SHA512",
      digits: 8,
      period: 60,
      skew: 0,
      keySize: 32,
      qrSize: 0,
      maxValidationAttempts: 2,
    } as const;
    const registered = await registrationsOf(() => declare({ mounts: [new Mount("oidc")] }, totp));
    expect(registered.find(({ id }) => id === method.id)?.inputs).toEqual({ issuer: "Vault staging", ...totp });
  });

  it("lets the deployer enrol people without seeing their secrets", () => {
    expect(policyDocument(loginMfaRights())).toContain(`path "identity/mfa/method/totp/admin-generate" {
  capabilities     = ["update"]
  min_wrapping_ttl = 1`);
  });
});

const refused: readonly {
  name: string;
  enforcedOn: () => EnforcedOn;
  args?: Partial<LoginMfaArgs>;
  problems: readonly { path: string; found: string }[];
}[] = [
  {
    name: "nobody to ask",
    enforcedOn: () => ({ methods: [], groups: [] }),
    problems: [{ path: "enforcedOn", found: "none" }],
  },
  {
    name: "machines, who have no app",
    enforcedOn: () => ({
      methods: ["approle", "oidc", "kubernetes"].map((type) => ({ type, mount: new Mount(type) })),
    }),
    problems: [
      { path: "enforcedOn.methods", found: "approle" },
      { path: "enforcedOn.methods", found: "kubernetes" },
    ],
  },
  {
    name: "everything that Vault or an app would not take",
    enforcedOn: () => ({ mounts: [new Mount("oidc")] }),
    args: {
      enforcement: "all people",
      issuer: "Vault: dev",
      period: 0,
      keySize: 10,
      qrSize: 0.5,
      maxValidationAttempts: 0,
    },
    problems: [
      { path: "enforcement", found: '"all people"' },
      { path: "issuer", found: '"Vault: dev"' },
      { path: "period", found: "0" },
      { path: "keySize", found: "10" },
      { path: "qrSize", found: "0.5" },
      { path: "maxValidationAttempts", found: "0" },
    ],
  },
];

describe("login MFA that is refused", () => {
  it.each(refused)("$name", async ({ enforcedOn, args = {}, problems }) => {
    await registrationsOf(() => {
      expect(refusedFor(() => declare(enforcedOn(), args))).toEqual(
        problems.map((problem) => expect.objectContaining(problem) as unknown),
      );
    });
  });
});
