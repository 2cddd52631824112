/** Which versions of Vault still get fixes, and from which on serious flaws are mended. */

/** When the data below were last compared with their sources. */
export const releasesChecked = "2026-11-22";

/** Vault's two editions: images of the Enterprise edition are called so, or their tags (`1.21.12-ent`) say so. */
export type Edition = "community" | "enterprise";

/** The newest line that the data know. */
export const newestLine = "2.1";

/**
 * The lines of versions that still get fixes, the newest first. Community: only the newest does (github.com/hashicorp/vault, issue
 * 28471, the maintainers; endoflife.date, Hashicorp Vault). Enterprise: the newest and two before it, and those with long-term support
 * (Vault documentation, Long-term support); HCSEC-2026-41 of 2026-10-07 mends 2.1, 1.21, 1.20 and 1.19.
 */
export const maintainedLines: Readonly<Record<Edition, readonly string[]>> = {
  community: ["2.1"],
  enterprise: ["2.1", "2.0", "1.21", "1.20", "1.19"],
};

export interface Flaw {
  readonly id: string;
  readonly advisory: string;
  readonly fixedIn: Readonly<Record<Edition, readonly string[]>>;
}

/** Published flaws of Vault itself with a CVSS base score of 7 or more. Source: the CVE record of each, by HashiCorp. */
export const flaws: readonly Flaw[] = [
  {
    id: "CVE-2026-105816",
    advisory: "HCSEC-2026-41",
    fixedIn: { community: ["2.1.2"], enterprise: ["2.1.2", "1.21.12", "1.20.17", "1.19.23"] },
  },
  { id: "CVE-2026-5807", advisory: "HCSEC-2026-08", fixedIn: { community: ["2.0.0"], enterprise: ["2.0.0"] } },
  {
    id: "CVE-2026-4525",
    advisory: "HCSEC-2026-07",
    fixedIn: { community: ["2.0.0"], enterprise: ["2.0.0", "1.21.5", "1.20.10", "1.19.16"] },
  },
  {
    id: "CVE-2026-3605",
    advisory: "HCSEC-2026-05",
    fixedIn: { community: ["2.0.0"], enterprise: ["2.0.0", "1.21.5", "1.20.10", "1.19.16"] },
  },
  {
    id: "CVE-2025-11621",
    advisory: "HCSEC-2025-30",
    fixedIn: { community: ["1.21.0"], enterprise: ["1.21.0", "1.20.5", "1.19.11", "1.16.27"] },
  },
  {
    id: "CVE-2025-6000",
    advisory: "HCSEC-2025-14",
    fixedIn: { community: ["1.20.1"], enterprise: ["1.20.1", "1.19.7", "1.18.12", "1.16.23"] },
  },
];
