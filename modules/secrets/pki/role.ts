import type * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import type { GenerationPlace } from "./generation";
import { defaultLeafKey, type LeafKey } from "./key";
import { roleMaxTtl, roleTtl } from "./lifetimes";

/** Which certificates one holder of `<path>/issue/<name>` may ask for. */
export interface PkiRoleArgs {
  readonly name: string;
  /** Domain names; never a wildcard or a glob. */
  readonly allowedDomains: readonly string[];
  /** Whether a certificate may be for these very names. It may by default. */
  readonly allowBareDomains?: boolean;
  /** Whether a certificate may be for names below them. It may not by default. */
  readonly allowSubdomains?: boolean;
  /** Whether a certificate may be for IP addresses, any of them. It may not by default. */
  readonly allowIpSans?: boolean;
  /** URIs that a certificate may be for, such as `spiffe://example.com/reference-api`. None by default. */
  readonly allowedUriSans?: readonly string[];
  /** Whether it proves a server. It does by default. */
  readonly serverFlag?: boolean;
  /** Whether it proves a client. It does not by default: what may answer as a service need not log in as it. */
  readonly clientFlag?: boolean;
  /** EC P-256 by default. */
  readonly key?: LeafKey;
  /** Life of a certificate that asks for none, in seconds. One day by default. */
  readonly ttl?: number;
  /** Longest life of a certificate, in seconds. Seven days by default: what is renewed daily has time to notice. */
  readonly maxTtl?: number;
  readonly organization?: string;
  readonly organizationalUnit?: string;
  /** Generation that issues them, where not the current one: for clients that know only an older one. */
  readonly generation?: string;
  /** Whether Vault forgets them. Not by default: what is not kept cannot be revoked by its serial number. */
  readonly noStore?: boolean;
}

/**
 * A role. Everything is named, Vault's own defaults too: several of them are wide (any IP address, localhost, wildcards, client and server).
 *
 * @param issuer the issuer that the role names, if it names one
 */
export function declareRole(
  role: PkiRoleArgs,
  { path, mount, parent }: GenerationPlace,
  issuer: pulumi.Resource | undefined,
): void {
  const key = role.key ?? defaultLeafKey;
  new vault.pkisecret.SecretBackendRole(
    `${path}/${role.name}`,
    {
      backend: path,
      name: role.name,
      issuerRef: role.generation ?? "default",
      allowedDomains: [...role.allowedDomains].sort(),
      allowBareDomains: role.allowBareDomains ?? true,
      allowSubdomains: role.allowSubdomains ?? false,
      allowAnyName: false,
      allowGlobDomains: false,
      allowLocalhost: false,
      allowWildcardCertificates: false,
      allowedDomainsTemplate: false,
      enforceHostnames: true,
      requireCn: true,
      cnValidations: ["hostname"],
      allowIpSans: role.allowIpSans ?? false,
      allowedUriSans: [...(role.allowedUriSans ?? [])].sort(),
      serverFlag: role.serverFlag ?? true,
      clientFlag: role.clientFlag ?? false,
      codeSigningFlag: false,
      emailProtectionFlag: false,
      keyType: key.type,
      keyBits: key.bits,
      keyUsages: ["DigitalSignature", ...(key.type === "rsa" ? ["KeyEncipherment"] : [])],
      basicConstraintsValidForNonCa: true,
      ttl: String(role.ttl ?? roleTtl),
      maxTtl: String(role.maxTtl ?? roleMaxTtl),
      notBeforeDuration: "30s",
      organizations: role.organization === undefined ? [] : [role.organization],
      organizationUnit: role.organizationalUnit === undefined ? [] : [role.organizationalUnit],
      generateLease: false,
      noStore: role.noStore ?? false,
    },
    { parent, dependsOn: issuer === undefined ? mount : [mount, issuer], deletedWith: mount },
  );
}
