/** How long things live where a declaration does not say, in seconds. */
const day = 24 * 3600;
const year = 365 * day;

export const rootTtl = 10 * year;
export const generationTtl = 3 * year;
/** What an intermediate issues, whatever the role. */
export const issuedMaxTtl = 30 * day;
export const roleTtl = day;
export const roleMaxTtl = 7 * day;
export const crlExpiry = day;
/** Half a CRL's life: Vault may be down that long before anybody notices. */
export const crlGracePeriod = (expiry: number): number => Math.floor(expiry / 2);
export const deltaCrlInterval = 15 * 60;
export const ocspExpiry = 3600;
