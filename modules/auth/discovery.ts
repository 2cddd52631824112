import type { Problem } from "../../problem/problem";
import { addressFault } from "../address";
import { caProblems } from "./pem";

/** Where an issuer's discovery document is, from which Vault has its keys. */
export interface DiscoveryArgs {
  /** The issuer, without `/.well-known/openid-configuration`. */
  readonly discoveryUrl?: string;
  /** PEM certificates of the CA of the issuer's certificate. The CAs of Vault's machine where it is not given. */
  readonly discoveryCaCertificate?: string;
}

/** Whoever answers in the issuer's place says which keys sign. */
export function discoveryProblems(
  subject: string,
  { discoveryUrl: url, discoveryCaCertificate: ca }: DiscoveryArgs,
): Problem[] {
  return [
    ...(url === undefined ? [] : urlProblems(subject, url)),
    ...(ca === undefined ? [] : caProblems(subject, "discoveryCaCertificate", [ca])),
  ];
}

function urlProblems(subject: string, url: string): Problem[] {
  const problem = { subject, path: "discoveryUrl" };
  const found = addressFault(url);
  if (found !== undefined) {
    return [
      { ...problem, must: "be an address that starts with https://, and nothing but host, port and path", found },
    ];
  }
  if (!url.includes("/.well-known/")) return [];
  return [{ ...problem, must: "be the issuer: Vault adds /.well-known/openid-configuration itself", found: url }];
}
