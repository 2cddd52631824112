import type * as vault from "@pulumi/vault";
import { GitHubAuth } from "../../modules/auth/github";
import { LdapAuth } from "../../modules/auth/ldap";
import { OidcAuth } from "../../modules/auth/oidc";
import { Groups } from "../../modules/identity/groups";
import { LoginMfa } from "../../modules/identity/login-mfa";
import type { Given } from "../given";
import { withReferences } from "../with-policy-names";
import type { PeopleDeclaration, PeopleLogin } from "./declare";

export function realisePeople({ login, groups, mfa }: PeopleDeclaration, given: Given): void {
  const { policies, options } = given;
  const mount = realiseLogin(login, given);
  const mountPath = login.auth.path;
  const external = groups.map((group) => ({ ...group, mount, mountPath, policies: [policies.name(group.name)] }));
  new Groups("people", { external }, options);
  new LoginMfa("people", { ...mfa, enforcedOn: { methods: [{ type: login.method, mount }] } }, options);
}

function realiseLogin(login: PeopleLogin, { policies, options }: Given): vault.AuthBackend {
  switch (login.method) {
    case "oidc": {
      const roles = [withReferences(login.role, policies)];
      return new OidcAuth(login.auth.path, { ...login.auth, roles }, options).mount;
    }
    case "ldap":
      return new LdapAuth(login.auth.path, login.auth, options).mount;
    case "github":
      return new GitHubAuth(login.auth.path, login.auth, options).mount;
  }
}
