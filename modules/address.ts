/** What an address may have beside host, port and path. */
interface AddressForm {
  /** With the colon: `https:`. */
  readonly schemes: readonly string[];
  readonly query?: "allowed";
}

/**
 * What an address has that it must not, or lacks; undefined for one as it must be.
 * Never the address itself: where it has a user or a query, a password or a token may stand there.
 */
export function addressFault(
  address: string,
  { schemes, query }: AddressForm = { schemes: ["https:"] },
): string | undefined {
  // Before anything else: `user:password@host` would be taken for an address whose scheme is the user.
  if (/^(?:[^/?#]*\/\/)?[^/?#]*@/.test(address)) return "one with a user";
  // URL drops them, and Vault does not.
  if (/\s/.test(address)) return "one with blanks";
  if (!URL.canParse(address)) return "no address";
  const { protocol, username, password, hostname, search, hash } = new URL(address);
  if (!schemes.includes(protocol)) return `one that starts with ${protocol}`;
  if (username !== "" || password !== "") return "one with a user";
  if (hostname === "") return "one without a host";
  return query === "allowed" || (search === "" && hash === "") ? undefined : "one with a query";
}
