import type { SecretsMountArgs } from "../mount";

/** The key that signs. It is made in Vault and cannot be had from there. */
export type SshSigningKeyType = "ssh-ed25519" | "ecdsa-sha2-nistp256" | "ecdsa-sha2-nistp384" | "ecdsa-sha2-nistp521";

/** Certificates with which people and machines log in to hosts. */
export interface SshUserRoleArgs {
  readonly name: string;
  /** Users of the hosts that a certificate may be for. */
  readonly allowedUsers: readonly string[];
  /** The one that it is for when nobody is asked for. */
  readonly defaultUser?: string;
  /** What a session may do; a certificate gets all of them. A terminal by default: no forwarding of ports, agents or X11. */
  readonly extensions?: readonly string[];
  /** Networks, in CIDR notation, that it may be used from. Any by default; naming every address is refused. */
  readonly sourceAddresses?: readonly string[];
  /** Life of a certificate, in seconds. Half an hour by default: it is needed at the login, not for the session. */
  readonly ttl?: number;
  /** Longest life of a certificate, in seconds. Eight hours by default: a working day. */
  readonly maxTtl?: number;
}

/** Certificates with which hosts prove who they are, so that nobody trusts a key on first use. */
export interface SshHostRoleArgs {
  readonly name: string;
  /** Domain names of the hosts. */
  readonly allowedDomains: readonly string[];
  /** Whether a certificate may be for these very names. It may by default. */
  readonly allowBareDomains?: boolean;
  /** Whether a certificate may be for names below them. It may not by default. */
  readonly allowSubdomains?: boolean;
  /** Life of a certificate, in seconds. 30 days by default. */
  readonly ttl?: number;
  /** Longest life of a certificate, in seconds. 90 days by default. */
  readonly maxTtl?: number;
}

export interface SshCertificateAuthorityArgs extends SecretsMountArgs {
  /** `ssh-ed25519` by default. */
  readonly keyType?: SshSigningKeyType;
  readonly userRoles?: readonly SshUserRoleArgs[];
  readonly hostRoles?: readonly SshHostRoleArgs[];
}

/** Lives where a role does not say, in seconds. */
export const userLife = { ttl: 30 * 60, maxTtl: 8 * 3600 };
export const hostLife = { ttl: 30 * 24 * 3600, maxTtl: 90 * 24 * 3600 };
export const userExtensions: readonly string[] = ["permit-pty"];
