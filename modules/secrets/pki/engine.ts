import type * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import { secretsMount, type SecretsMountArgs } from "../mount";
import { crlExpiry, crlGracePeriod, deltaCrlInterval, ocspExpiry, roleTtl } from "./lifetimes";

export interface PkiEngineArgs extends SecretsMountArgs {
  /**
   * Address by which clients reach this Vault: `https://vault.example.com:8200`. Every certificate names it as the place of its
   * issuer's certificate, CRL and OCSP responder, and keeps the name for life.
   */
  readonly address: string;
  readonly crl?: CrlArgs;
}

/** How soon a revocation is known, in seconds. OCSP knows it at once. */
export interface CrlArgs {
  /** Life of a CRL. One day by default: who cannot reach Vault for longer trusts no certificate any more. */
  readonly expiry?: number;
  /** How long before its end a CRL is replaced. Half its life by default, so that a Vault may be down for that long. */
  readonly autoRebuildGracePeriod?: number;
  /** How often a delta CRL with the newest revocations is built. 15 minutes by default. */
  readonly deltaRebuildInterval?: number;
  /** How long an OCSP answer may be kept. One hour by default. */
  readonly ocspExpiry?: number;
}

/** An engine, and what has to be there before it may sign. */
export interface PkiEngine {
  readonly mount: vault.Mount;
  readonly urls: vault.pkisecret.SecretBackendConfigUrls;
}

/**
 * What a root and an intermediate have in common: the mount, where certificate, CRL and OCSP are found, and housekeeping.
 *
 * @param maxTtl longest life of a certificate, in seconds: Vault cuts one that should live longer than its mount permits
 */
export function pkiEngine(args: PkiEngineArgs, maxTtl: number, parent: pulumi.Resource): PkiEngine {
  const { path, address, crl = {} } = args;
  const leaseTimes = { defaultLeaseTtlSeconds: Math.min(roleTtl, maxTtl), maxLeaseTtlSeconds: maxTtl };
  const mount = secretsMount("pki", args, { parent }, leaseTimes);
  const options = { parent, dependsOn: mount, deletedWith: mount };
  const cluster = new vault.pkisecret.BackendConfigCluster(
    path,
    { backend: path, path: `${address}/v1/${path}`, aiaPath: `${address}/v1/${path}` },
    options,
  );
  const urls = new vault.pkisecret.SecretBackendConfigUrls(
    path,
    { backend: path, ...issuerUrls },
    {
      ...options,
      dependsOn: [mount, cluster],
    },
  );
  new vault.pkisecret.SecretBackendCrlConfig(path, { backend: path, ...crlSettings(crl) }, options);
  new vault.pkisecret.BackendConfigAutoTidy(path, { backend: path, ...tidySettings }, options);
  // ACME hands out certificates to whoever answers its challenge, without a token of this Vault.
  new vault.pkisecret.BackendConfigAcme(path, { backend: path, enabled: false }, options);
  return { mount, urls };
}

/** By the issuer's id, so that a certificate finds its own issuer after another one has become the default. */
const issuerUrls = {
  enableTemplating: true,
  issuingCertificates: ["{{cluster_aia_path}}/issuer/{{issuer_id}}/der"],
  crlDistributionPoints: ["{{cluster_aia_path}}/issuer/{{issuer_id}}/crl/der"],
  ocspServers: ["{{cluster_path}}/ocsp"],
};

/** Without rebuilding by itself, Vault lets a CRL expire when nobody revokes anything, and strict clients refuse every certificate. */
function crlSettings(crl: CrlArgs) {
  const { expiry = crlExpiry } = crl;
  return {
    expiry: `${expiry}s`,
    disable: false,
    autoRebuild: true,
    autoRebuildGracePeriod: `${crl.autoRebuildGracePeriod ?? crlGracePeriod(expiry)}s`,
    enableDelta: true,
    deltaRebuildInterval: `${crl.deltaRebuildInterval ?? deltaCrlInterval}s`,
    ocspDisable: false,
    ocspExpiry: `${crl.ocspExpiry ?? ocspExpiry}s`,
  };
}

/** Expired certificates go after three days; issuers never go by themselves. */
const tidySettings = {
  enabled: true,
  intervalDuration: `${12 * 3600}s`,
  safetyBuffer: `${3 * 24 * 3600}s`,
  tidyCertStore: true,
  tidyRevokedCerts: true,
  tidyRevokedCertIssuerAssociations: true,
  tidyExpiredIssuers: false,
};
