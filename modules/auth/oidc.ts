import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import type { PolicyStanza } from "../policies/document";
import { joinedClaims } from "./claims";
import { authMount } from "./mount";
import type { OidcAuthArgs, OidcRoleArgs } from "./oidc-args";
import { checkOidcAuth, defaultLives } from "./oidc-check";
import { oidcConfig } from "./oidc-config";
import { tokenOf } from "./token";

/**
 * The OpenID Connect method: how people log in at the company's own provider, with its second factor, and keep no password here.
 *
 * Vault takes the client's settings and its secret in one write only, and a secret must not stand in state. So the settings are
 * declared here, and `strongroom auth secret PATH` writes them with the secret, which it reads from standard input; run it again when
 * they change. `strongroom up` says when Vault's differ. Until the first time nobody can log in.
 */
export class OidcAuth extends pulumi.ComponentResource {
  readonly mount: vault.AuthBackend;
  /** What identity aliases name this mount by. */
  readonly accessor: pulumi.Output<string>;

  /** @throws Refusal with everything that would let in more than was meant, or nobody */
  constructor(name: string, args: OidcAuthArgs, options?: pulumi.ComponentResourceOptions) {
    checkOidcAuth(args);
    super("strongroom:auth:OidcAuth", name, { path: args.path, config: oidcConfig(args) }, options);
    this.mount = authMount("oidc", args, { parent: this });
    this.accessor = this.mount.accessor;
    for (const role of args.roles) this.#declareRole(args, role);
    this.registerOutputs({});
  }

  #declareRole({ path, clientId }: OidcAuthArgs, role: OidcRoleArgs): void {
    new vault.jwt.AuthBackendRole(
      `${path}/${role.name}`,
      {
        backend: path,
        roleName: role.name,
        roleType: "oidc",
        userClaim: role.userClaim ?? "sub",
        ...(role.groupsClaim === undefined ? {} : { groupsClaim: role.groupsClaim }),
        oidcScopes: [...(role.scopes ?? [])].sort(),
        allowedRedirectUris: [...role.allowedRedirectUris].sort(),
        boundAudiences: [clientId],
        boundClaims: joinedClaims(role.boundClaims ?? {}),
        boundClaimsType: "string",
        maxAge: role.maxAge ?? 0,
        // Vault's log would get people's tokens.
        verboseOidcLogging: false,
        ...tokenOf(role, defaultLives),
      },
      {
        parent: this,
        dependsOn: this.mount,
        deletedWith: this.mount,
        // An update would not tell Vault of what became empty (vault/resource_jwt_auth_backend_role.go). A role holds nothing, and
        // tokens outlive it; the old one goes first, since both have one path.
        replaceOnChanges: ["oidcScopes", "maxAge"],
        deleteBeforeReplace: true,
      },
    );
  }
}

/** What the deployer needs to declare one, and to give it the client's secret, which Vault shows to nobody. */
export function oidcAuthRights(mountPath: string): readonly PolicyStanza[] {
  return [
    {
      comment: `The settings of ${mountPath}, and who may log in`,
      path: `auth/${mountPath}/config`,
      capabilities: ["read", "update"],
    },
    { path: `auth/${mountPath}/role/*`, capabilities: ["create", "read", "update", "delete"] },
  ];
}
