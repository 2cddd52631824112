import { AppRoleAuth } from "../../../modules/auth/approle";
import { UserpassAuth, userpassAuthRights } from "../../../modules/auth/userpass";
import type { UserLockoutArgs } from "../../../modules/auth/lockout";
import type { ModuleProgram } from "../project/module-project";

export interface LockoutParameters {
  readonly userLockout: UserLockoutArgs;
}

const program: ModuleProgram<LockoutParameters> = {
  rights: () => [
    ...userpassAuthRights("people"),
    // For the test's own role, and its secret-ids.
    { path: "auth/apps/role/*", capabilities: ["create", "read", "update"] },
  ],
  policies: [],
  declare: ({ options }, { userLockout }) => {
    new UserpassAuth("people", { path: "people", users: [], userLockout }, options);
    new AppRoleAuth("apps", { path: "apps", userLockout }, options);
  },
};

export default program;
