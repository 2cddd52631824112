import type { AuthMountArgs } from "./mount";
import type { TokenArgs } from "./token";

/**
 * Who may log in with which certificate: one that the CA signed for client authentication and that carries one of the names of each
 * kind that is given. Names may hold `*` for any text. Tokens live for an hour, and four in all, by default.
 */
export interface CertificateRoleArgs extends TokenArgs {
  readonly name: string;
  /** PEM of the CA whose client certificates are accepted; while it is rolled over, of the new one and the old one. */
  readonly caCertificates: readonly string[];
  /** The certificate's common name, or one of its DNS or e-mail names. */
  readonly allowedNames?: readonly string[];
  /** DNS names of the certificate. */
  readonly allowedDnsSans?: readonly string[];
  /** URIs of the certificate, such as a SPIFFE id. */
  readonly allowedUriSans?: readonly string[];
  /** Organisational units of the certificate. They bind to a part of a company and not to a name: a role needs one of the others too. */
  readonly allowedOrganizationalUnits?: readonly string[];
}

export interface CertificateAuthArgs extends AuthMountArgs {
  readonly roles: readonly CertificateRoleArgs[];
}
