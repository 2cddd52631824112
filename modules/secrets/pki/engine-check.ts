import type { Problem } from "../../../problem/problem";
import { addressFault } from "../../address";
import type { PkiEngineArgs } from "./engine";
import { crlExpiry, crlGracePeriod, deltaCrlInterval } from "./lifetimes";

/** What every PKI engine needs, root or intermediate. */
export function engineProblems({ path, address, crl = {} }: PkiEngineArgs): Problem[] {
  const subject = `PKI engine "${path}"`;
  return [...addressProblems(subject, address), ...crlProblems(subject, crl)];
}

function addressProblems(subject: string, address: string): Problem[] {
  const found = addressFault(address) ?? (/^https:\/\/[^/\\]+$/.test(address) ? undefined : "one with a path");
  if (found === undefined) return [];
  return [
    {
      subject,
      path: "address",
      must: "be an https address without a path",
      found,
      fix: "give the address by which clients reach this Vault, such as https://vault.example.com:8200",
    },
  ];
}

/** Vault refuses a CRL that would be replaced only after its end (builtin/logical/pki/path_config_crl.go). */
function crlProblems(subject: string, crl: NonNullable<PkiEngineArgs["crl"]>): Problem[] {
  const { expiry = crlExpiry } = crl;
  const times = {
    autoRebuildGracePeriod: crl.autoRebuildGracePeriod ?? crlGracePeriod(expiry),
    deltaRebuildInterval: crl.deltaRebuildInterval ?? deltaCrlInterval,
  };
  return Object.entries(times)
    .filter(([, seconds]) => seconds >= expiry)
    .map(([name, seconds]) => ({
      subject,
      path: `crl.${name}`,
      must: `be shorter than a CRL's life of ${expiry} s`,
      found: `${seconds} s`,
      fix: "shorten it, or let CRLs live longer",
    }));
}
