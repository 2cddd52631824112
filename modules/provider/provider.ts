import type * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

/** How the deployer logs in: names only. Its credential reaches the provider through the environment. */
export interface UserpassLogin {
  readonly method: "userpass";
  readonly mount: string;
  readonly username: string;
}

export interface JwtLogin {
  readonly method: "jwt";
  readonly mount: string;
  readonly role: string;
}

export interface VaultProviderArgs {
  /** Address of the API, with https. */
  readonly address: string;
  /** PEM file of the CA that signed the server's certificate, if it is not one the machine trusts. */
  readonly caCertificate?: string;
  readonly login: UserpassLogin | JwtLogin;
}

/**
 * The Vault provider, logged in through an auth method.
 *
 * It takes no token, password or JWT: the SDK keeps every provider argument in state in clear, so the credential comes from
 * the environment alone (`TERRAFORM_VAULT_PASSWORD`, `TERRAFORM_VAULT_AUTH_JWT`). It logs in when it first needs the server,
 * so a preview of things it has seen before works without Vault and without a credential.
 */
export function vaultProvider(name: string, args: VaultProviderArgs, options?: pulumi.ResourceOptions): vault.Provider {
  return new vault.Provider(
    name,
    {
      address: args.address,
      ...(args.caCertificate === undefined ? {} : { caCertFile: args.caCertificate }),
      ...loginArguments(args.login),
      // A child token per provider process would leave a lease behind in Vault on every run; the login token is short-lived itself.
      skipChildToken: true,
    },
    options,
  );
}

function loginArguments(login: UserpassLogin | JwtLogin): vault.ProviderArgs {
  switch (login.method) {
    case "userpass":
      return { authLoginUserpass: { mount: login.mount, username: login.username } };
    case "jwt":
      return { authLoginJwt: { mount: login.mount, role: login.role } };
  }
}
