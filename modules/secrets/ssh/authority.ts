import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import type { PolicyStanza } from "../../policies/document";
import { secretsMount } from "../mount";
import {
  hostLife,
  userExtensions,
  userLife,
  type SshCertificateAuthorityArgs,
  type SshHostRoleArgs,
  type SshUserRoleArgs,
} from "./args";
import { checkSshCertificateAuthority } from "./check";

/**
 * A certificate authority for SSH: who logs in to a host shows a certificate of minutes instead of a key for ever. Hosts trust the
 * public key at `<path>/public_key`, which needs no token.
 *
 * The signing key is made in Vault, is protected, and cannot be changed: hosts would have to be told of another one first. A
 * successor is another authority, at a path of its own, that hosts trust beside this one for a while.
 */
export class SshCertificateAuthority extends pulumi.ComponentResource {
  readonly mount: vault.Mount;
  /** What hosts trust, in OpenSSH's form. */
  readonly publicKey: pulumi.Output<string>;
  readonly #path: string;

  /** @throws Refusal with everything that would sign for more than was meant, or that Vault would refuse */
  constructor(name: string, args: SshCertificateAuthorityArgs, options?: pulumi.ComponentResourceOptions) {
    checkSshCertificateAuthority(args);
    super("strongroom:secrets:SshCertificateAuthority", name, {}, options);
    this.#path = args.path;
    this.mount = secretsMount("ssh", args, { parent: this });
    const authority = new vault.ssh.SecretBackendCa(
      args.path,
      { backend: args.path, generateSigningKey: true, keyType: args.keyType ?? "ssh-ed25519" },
      { parent: this, protect: true, dependsOn: this.mount, deletedWith: this.mount },
    );
    this.publicKey = authority.publicKey;
    for (const role of args.userRoles ?? []) this.#declareRole(role, userSettings(role));
    for (const role of args.hostRoles ?? []) this.#declareRole(role, hostSettings(role));
    this.registerOutputs({});
  }

  #declareRole(
    { name }: { readonly name: string },
    settings: Omit<vault.ssh.SecretBackendRoleArgs, "backend" | "keyType">,
  ) {
    new vault.ssh.SecretBackendRole(
      `${this.#path}/${name}`,
      {
        backend: this.#path,
        name,
        keyType: "ca",
        // The key's id is what a host logs: it names the login, whatever the client would like it to say.
        allowUserKeyIds: false,
        allowEmptyPrincipals: false,
        allowedCriticalOptions: noCriticalOption,
        notBeforeDuration: "30",
        ...settings,
      },
      { parent: this, dependsOn: this.mount, deletedWith: this.mount },
    );
  }
}

/**
 * Of an empty list Vault allows every option, and what a client asks for takes the place of the role's own: a source address would
 * be shed (builtin/logical/ssh/path_issue_sign.go, calculateCriticalOptions). No server knows this one, so none accepts it.
 */
const noCriticalOption = "none";

function userSettings(role: SshUserRoleArgs) {
  const extensions = [...(role.extensions ?? userExtensions)].sort();
  const sources = [...(role.sourceAddresses ?? [])].sort();
  return {
    allowUserCertificates: true,
    allowHostCertificates: false,
    allowedUsers: [...role.allowedUsers].sort().join(","),
    ...(role.defaultUser === undefined ? {} : { defaultUser: role.defaultUser }),
    allowedExtensions: extensions.join(","),
    defaultExtensions: Object.fromEntries(extensions.map((extension) => [extension, ""])),
    ...(sources.length === 0 ? {} : { defaultCriticalOptions: { "source-address": sources.join(",") } }),
    ...lives(role, userLife),
  };
}

function hostSettings(role: SshHostRoleArgs) {
  return {
    allowUserCertificates: false,
    allowHostCertificates: true,
    allowedDomains: [...role.allowedDomains].sort().join(","),
    allowBareDomains: role.allowBareDomains ?? true,
    allowSubdomains: role.allowSubdomains ?? false,
    ...lives(role, hostLife),
  };
}

function lives({ ttl, maxTtl }: { readonly ttl?: number; readonly maxTtl?: number }, standard: typeof userLife) {
  return { ttl: String(ttl ?? standard.ttl), maxTtl: String(maxTtl ?? standard.maxTtl) };
}

/** What the deployer needs for an `SshCertificateAuthority`: its key and roles, but no signature; a key is made, never deleted. */
export function sshCertificateAuthorityRights(mountPath: string): readonly PolicyStanza[] {
  return [
    {
      comment: `${mountPath}: the authority's key, made in Vault, and its roles; certificates are for others`,
      path: `${mountPath}/config/ca`,
      capabilities: ["create", "read", "update"],
    },
    { path: `${mountPath}/roles/+`, capabilities: ["create", "read", "update", "delete"] },
  ];
}
