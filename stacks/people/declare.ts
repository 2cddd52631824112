import type { GitHubAuthArgs } from "../../modules/auth/github-args";
import type { LdapAuthArgs } from "../../modules/auth/ldap-args";
import type { OidcAuthArgs, OidcRoleArgs } from "../../modules/auth/oidc-args";
import type { LoginMfaArgs } from "../../modules/identity/login-mfa-args";
import { referencedFile } from "../referenced-file";
import type { WithPolicyNames } from "../with-policy-names";
import type { PeopleValues } from "./values";

/** How people log in, which groups they may be in, and their second factor. */
export interface PeopleDeclaration {
  readonly login: PeopleLogin;
  /** Each has the policy of its own name. */
  readonly groups: readonly PeopleGroup[];
  /** Enforced on everyone who logs in so. */
  readonly mfa: Omit<LoginMfaArgs, "enforcedOn">;
}

export type PeopleLogin =
  | {
      readonly method: "oidc";
      readonly auth: Omit<OidcAuthArgs, "roles">;
      readonly role: WithPolicyNames<OidcRoleArgs>;
    }
  | { readonly method: "ldap"; readonly auth: LdapAuthArgs }
  | { readonly method: "github"; readonly auth: GitHubAuthArgs };

export interface PeopleGroup {
  readonly name: string;
  /** What the method calls it. */
  readonly alias: string;
}

/** @param environment what an authenticator app shows beside the codes */
export function declarePeople(values: PeopleValues, environment: string): PeopleDeclaration {
  return {
    login: declareLogin(values),
    groups: Object.entries(values.groups).map(([name, alias]) => ({ name, alias })),
    mfa: { enforcement: "people", issuer: `Vault ${environment}` },
  };
}

function declareLogin(values: PeopleValues): PeopleLogin {
  const mount = { path: values.mount, description: "People" };
  switch (values.method) {
    case "oidc":
      return {
        method: "oidc",
        auth: {
          ...mount,
          discoveryUrl: values.issuer,
          ...(values.caFile === undefined ? {} : { discoveryCaCertificate: referencedFile(values.caFile) }),
          clientId: values.clientId,
          defaultRole: "people",
        },
        role: {
          name: "people",
          allowedRedirectUris: values.redirectUris,
          groupsClaim: values.groupsClaim,
          scopes: values.scopes,
          // What a person may do comes from groups.
          policies: [],
        },
      };
    case "ldap":
      return {
        method: "ldap",
        auth: {
          ...mount,
          urls: [values.url],
          ...(values.caFile === undefined ? {} : { caCertificate: referencedFile(values.caFile) }),
          userDn: values.userDn,
          userAttr: values.userAttribute,
          groupDn: values.groupDn,
        },
      };
    case "github":
      return {
        method: "github",
        auth: { ...mount, organization: values.organization, organizationId: values.organizationId, teams: [] },
      };
  }
}
