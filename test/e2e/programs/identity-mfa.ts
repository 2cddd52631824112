import { JwtAuth } from "../../../modules/auth/jwt";
import { Entities } from "../../../modules/identity/entities";
import { Groups } from "../../../modules/identity/groups";
import { LoginMfa } from "../../../modules/identity/login-mfa";
import type { TotpArgs } from "../../../modules/identity/login-mfa-args";
import { identityRights, loginMfaRights } from "../../../modules/identity/rights";
import type { ModuleProgram } from "../project/module-project";

export interface IdentityMfaParameters {
  /** PEM, of whoever signs the logins. */
  readonly publicKey: string;
  readonly enforcement: string;
  /** Everyone who logs in by the method's type, by its mount, or the members of a group. */
  readonly enforcedOn: "type" | "mount" | "group";
  readonly totp: TotpArgs;
}

const mountPath = "people";

const program: ModuleProgram<IdentityMfaParameters> = {
  rights: () => [
    { path: `auth/${mountPath}/*`, capabilities: ["create", "read", "update", "delete", "list"] },
    ...identityRights(),
    ...loginMfaRights(),
  ],
  policies: [],
  declare: ({ options }, { publicKey, enforcement, enforcedOn, totp }) => {
    const { mount } = new JwtAuth(
      mountPath,
      {
        path: mountPath,
        boundIssuer: "https://idp.example.com",
        validationPublicKeys: [publicKey],
        roles: [
          {
            name: "person",
            boundAudiences: ["vault"],
            boundClaims: { company: "example" },
            userClaim: "email",
            tokenPolicies: ["default"],
          },
        ],
      },
      options,
    );
    const admin = { name: "admin", aliases: [{ mount, mountPath, name: "admin@example.com" }] };
    const entities = new Entities("entities", { entities: [admin] }, options);
    const groups = new Groups(
      "groups",
      { internal: [{ name: "admins", policies: [], memberEntityIds: [entities.entity("admin").id] }] },
      options,
    );
    const whom = {
      type: { methods: [{ type: "jwt", mount }] },
      mount: { mounts: [mount] },
      group: { groups: [groups.group("admins")] },
    };
    new LoginMfa("people", { enforcement, enforcedOn: whom[enforcedOn], ...totp }, options);
  },
};

export default program;
