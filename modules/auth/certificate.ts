import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import type { PolicyStanza } from "../policies/document";
import type { CertificateAuthArgs, CertificateRoleArgs } from "./certificate-args";
import { checkCertificateAuth, defaultLives } from "./certificate-check";
import { authMount } from "./mount";
import { pemBlocks } from "./pem";
import { tokenOf } from "./token";

/**
 * The TLS certificate method: how machines log in that have a client certificate of the company's own CA.
 *
 * A listener must ask for client certificates, as Vault's does unless told otherwise. Vault checks the certificate again when its
 * token is renewed. It asks nobody whether the certificate was revoked: let them live for days, not years.
 */
export class CertificateAuth extends pulumi.ComponentResource {
  readonly mount: vault.AuthBackend;

  /** @throws Refusal with every role that would let in more than was meant, or nobody */
  constructor(name: string, args: CertificateAuthArgs, options?: pulumi.ComponentResourceOptions) {
    checkCertificateAuth(args);
    super("strongroom:auth:CertificateAuth", name, {}, options);
    this.mount = authMount("cert", args, { parent: this });
    for (const role of args.roles) this.#declareRole(args.path, role);
    this.registerOutputs({});
  }

  #declareRole(mountPath: string, role: CertificateRoleArgs): void {
    new vault.CertAuthBackendRole(
      `${mountPath}/${role.name}`,
      {
        backend: mountPath,
        name: role.name,
        certificate: pemBlocks(role.caCertificates),
        // Not allowedCommonNames: the provider does not read them back, and would not see them widened in Vault.
        allowedNames: sorted(role.allowedNames),
        allowedDnsSans: sorted(role.allowedDnsSans),
        allowedUriSans: sorted(role.allowedUriSans),
        allowedEmailSans: [],
        allowedOrganizationalUnits: sorted(role.allowedOrganizationalUnits),
        ...tokenOf(role, defaultLives),
      },
      {
        parent: this,
        dependsOn: this.mount,
        deletedWith: this.mount,
        // An update would not tell Vault of a list that became empty (vault/resource_cert_auth_backend_role.go,
        // certAuthResourceUpdate). A role holds nothing, and tokens outlive it; the old one goes first, since both have one path.
        replaceOnChanges: ["allowedNames", "allowedDnsSans", "allowedUriSans", "allowedOrganizationalUnits"],
        deleteBeforeReplace: true,
      },
    );
  }
}

/** What the deployer needs to declare one. */
export function certificateAuthRights(mountPath: string): readonly PolicyStanza[] {
  return [
    {
      comment: `Who may log in at ${mountPath}`,
      path: `auth/${mountPath}/certs/*`,
      capabilities: ["create", "read", "update", "delete"],
    },
  ];
}

function sorted(names: readonly string[] = []): string[] {
  return [...names].sort();
}
