import { isIP } from "node:net";

/** The host in an address: of `https://[::1]:8200/`, `::1`. Undefined for what is no address. */
export function hostOf(address: string): string | undefined {
  const { six, host } =
    /^(?:[a-z]+:\/\/)?(?:\[(?<six>[^\]]*)\]|(?<host>[^/:\s]+))(?::\d+)?(?:\/.*)?$/iu.exec(address)?.groups ?? {};
  return six ?? host;
}

/**
 * Whether a name in a certificate stands for a host, as Go verifies it (crypto/x509, VerifyHostname): an address must be there
 * as an address, and `*` stands for one label at the beginning.
 */
export function covers(name: string, host: string): boolean {
  const [written, wanted] = [name.toLowerCase().replace(/\.$/u, ""), host.toLowerCase().replace(/\.$/u, "")];
  if (isIP(wanted) !== 0) return written === wanted;
  if (!written.startsWith("*.")) return written === wanted;
  const dot = wanted.indexOf(".");
  return dot > 0 && wanted.slice(dot) === written.slice(1);
}
