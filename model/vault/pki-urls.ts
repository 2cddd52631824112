import type { Resource } from "../resource";
import { asNames, isText } from "../scalars";
import { known, type Unknown, type Value } from "../value";
import { mountOf } from "./mount";
import { mountIn } from "./pki-role";
import { foundIn, isFound } from "./settings";

/** Where a PKI engine's certificates say that their revocation can be looked up. */
export interface PkiUrls {
  /** Path of the engine. */
  readonly mount: Value<string | undefined>;
  readonly crl: Value<readonly Value<string>[]>;
  readonly ocsp: Value<readonly Value<string>[]>;
  /** Whether they are one issuer's rather than the engine's: an issuer without any has the engine's. */
  readonly ofIssuer: boolean;
}

const urlsPath = /^(?!(?:auth|sys|identity)\/)(?<mount>.+)\/(?:config\/urls|issuer\/[^/]+)$/u;
const issuerType = "vault:pkiSecret/secretBackendIssuer:SecretBackendIssuer";

export function pkiUrlsOf(resource: Resource): PkiUrls | Unknown | undefined {
  const urls = foundIn(resource, {
    types: ["vault:pkiSecret/secretBackendConfigUrls:SecretBackendConfigUrls", issuerType],
    path: urlsPath,
    mounts: ["pki"],
  });
  if (urls === undefined || !isFound(urls)) return urls;
  const { settings, path } = urls;
  return {
    mount: path === undefined ? mountIn(settings) : known(urlsPath.exec(path)?.groups?.["mount"], { path: ["path"] }),
    crl: asNames(settings("crl_distribution_points")),
    ocsp: asNames(settings("ocsp_servers")),
    ofIssuer: resource.type === issuerType || (path ?? "").includes("/issuer/"),
  };
}

/** The path of a PKI engine that a resource mounts; undefined for everything else. */
export function pkiMountOf(resource: Resource): Value<string | undefined> | undefined {
  const mount = mountOf(resource);
  return mount?.kind === "engine" && isText(mount.type, "pki") ? mount.path : undefined;
}
