import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import type { PolicyStanza } from "../policies/document";
import type { LdapAuthArgs, LdapGroupArgs } from "./ldap-args";
import { checkLdapAuth } from "./ldap-check";
import { ldapConfig } from "./ldap-config";
import { authMount } from "./mount";
import { writtenSettings } from "./settings";

/**
 * The LDAP method: how people log in with their password of the company's directory, which Vault never keeps.
 *
 * Its mount and its settings are two resources. The provider's one for both forgets the mount when Vault refuses a setting, and can
 * then never make it again; and it does not tell Vault of what became empty (vault/resource_ldap_auth_backend.go).
 */
export class LdapAuth extends pulumi.ComponentResource {
  readonly mount: vault.AuthBackend;
  /** What identity aliases name this mount by. */
  readonly accessor: pulumi.Output<string>;

  /** @throws Refusal with everything that would show people's passwords, or let in more than was meant */
  constructor(name: string, args: LdapAuthArgs, options?: pulumi.ComponentResourceOptions) {
    checkLdapAuth(args);
    const config = ldapConfig(args);
    super("strongroom:auth:LdapAuth", name, { path: args.path, config }, options);
    this.mount = authMount("ldap", args, { parent: this });
    this.accessor = this.mount.accessor;
    writtenSettings(`auth/${args.path}/config`, config, { parent: this, deletedWith: this.mount });
    for (const group of args.groups ?? []) this.#declareGroup(args.path, group);
    this.registerOutputs({});
  }

  #declareGroup(mountPath: string, { name, policies }: LdapGroupArgs): void {
    new vault.ldap.AuthBackendGroup(
      `${mountPath}/${name}`,
      {
        backend: mountPath,
        groupname: name,
        policies: pulumi.all([...policies]).apply((names) => names.sort()),
      },
      { parent: this, dependsOn: this.mount, deletedWith: this.mount },
    );
  }
}

/** What the deployer needs to declare one, and to give it the password of `bindDn`, which Vault shows to nobody. */
export function ldapAuthRights(mountPath: string): readonly PolicyStanza[] {
  return [
    {
      comment: `The directory of ${mountPath}, and what its groups may do`,
      path: `auth/${mountPath}/config`,
      capabilities: ["create", "read", "update"],
    },
    { path: `auth/${mountPath}/groups/*`, capabilities: ["create", "read", "update", "delete"] },
  ];
}
