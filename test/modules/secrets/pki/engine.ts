/** What every PKI engine registers, root or intermediate, without settings of its own. */
import type { Registration } from "../../registrations";

interface Engine {
  readonly mount: Registration;
  readonly settings: readonly Registration[];
  /** Options of what is in the engine. */
  readonly inMount: Pick<Registration, "parent" | "deletedWith"> & { readonly dependsOn: readonly string[] };
}

/** At https://vault.example.com:8200. `ttl`: of the mount, in seconds. */
export function engine(path: string, parent: string, ttl: { readonly max: number; readonly default: number }): Engine {
  const mount: Registration = {
    id: `vault:index/mount:Mount::${path}`,
    inputs: { path, type: "pki", defaultLeaseTtlSeconds: ttl.default, maxLeaseTtlSeconds: ttl.max },
    parent,
    protect: true,
  };
  const inMount = { parent, dependsOn: [mount.id], deletedWith: mount.id };
  const setting = (type: string, inputs: object): Registration => ({
    id: `vault:pkiSecret/${type.charAt(0).toLowerCase()}${type.slice(1)}:${type}::${path}`,
    inputs: { backend: path, ...inputs },
    ...inMount,
  });
  const api = `https://vault.example.com:8200/v1/${path}`;
  const cluster = setting("BackendConfigCluster", { path: api, aiaPath: api });
  return {
    mount,
    inMount,
    settings: [
      cluster,
      {
        ...setting("SecretBackendConfigUrls", {
          enableTemplating: true,
          issuingCertificates: ["{{cluster_aia_path}}/issuer/{{issuer_id}}/der"],
          crlDistributionPoints: ["{{cluster_aia_path}}/issuer/{{issuer_id}}/crl/der"],
          ocspServers: ["{{cluster_path}}/ocsp"],
        }),
        dependsOn: [mount.id, cluster.id],
      },
      setting("SecretBackendCrlConfig", {
        expiry: "86400s",
        disable: false,
        autoRebuild: true,
        autoRebuildGracePeriod: "43200s",
        enableDelta: true,
        deltaRebuildInterval: "900s",
        ocspDisable: false,
        ocspExpiry: "3600s",
      }),
      setting("BackendConfigAutoTidy", {
        enabled: true,
        intervalDuration: "43200s",
        safetyBuffer: "259200s",
        tidyCertStore: true,
        tidyRevokedCerts: true,
        tidyRevokedCertIssuerAssociations: true,
        tidyExpiredIssuers: false,
      }),
      setting("BackendConfigAcme", { enabled: false }),
    ],
  };
}
