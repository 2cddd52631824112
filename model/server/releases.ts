/** Which versions of Vault still get fixes, and from which on serious flaws are mended. */

/** When the data below were last compared with their sources. */
export const releasesChecked = "2026-11-22";

/** Vault's two editions: images of the Enterprise edition are called so, or their tags (`1.21.12-ent`) say so. */
export type Edition = "community" | "enterprise";

/** The newest line that the data know. */
export const newestLine = "2.1";

/**
 * The lines of versions that still get fixes, the newest first. Community: only the newest does (github.com/hashicorp/vault, issue
 * 28471, the maintainers; endoflife.date, Hashicorp Vault), so that no 1.x has any since 2.0.0 of 2026-04-14. Enterprise: the newest
 * and two before it, and those with long-term support (Vault documentation, Long-term support), and 1.20, which HCSEC-2026-41 of
 * 2026-10-07 still mends beside 2.1, 1.21 and 1.19. It mends no 2.0, which is among the two all the same.
 */
export const maintainedLines: Readonly<Record<Edition, readonly string[]>> = {
  community: ["2.1"],
  enterprise: ["2.1", "2.0", "1.21", "1.20", "1.19"],
};

export interface Flaw {
  readonly id: string;
  readonly advisory: string;
  readonly fixedIn: Readonly<Record<Edition, readonly string[]>>;
  /** For a flaw that came with a fix of another: the first version of each line that has it. Other lines never had it. */
  readonly firstIn?: Readonly<Record<Edition, readonly string[]>>;
}

/**
 * Flaws of Vault itself, published since 2024, that have a CVSS base score of 7 or more, the newest first: a version that has an older
 * one has some of these as well. Source: the CVE record of each, by HashiCorp (github.com/CVEProject/cvelistV5). Where its ranges and
 * its text differ (CVE-2024-2048, 6468 and 9180, CVE-2025-6203), the text.
 */
export const flaws: readonly Flaw[] = [
  {
    id: "CVE-2026-105816",
    advisory: "HCSEC-2026-41",
    fixedIn: { community: ["2.1.2"], enterprise: ["2.1.2", "1.21.12", "1.20.17", "1.19.23"] },
  },
  {
    id: "CVE-2026-89322",
    advisory: "HCSEC-2026-43",
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
    id: "CVE-2025-12044",
    advisory: "HCSEC-2025-31",
    firstIn: { community: ["1.20.3"], enterprise: ["1.20.3", "1.19.9", "1.18.14", "1.16.25"] },
    fixedIn: { community: ["1.21.0"], enterprise: ["1.21.0", "1.20.5", "1.19.11", "1.16.27"] },
  },
  {
    id: "CVE-2025-11621",
    advisory: "HCSEC-2025-30",
    fixedIn: { community: ["1.21.0"], enterprise: ["1.21.0", "1.20.5", "1.19.11", "1.16.27"] },
  },
  {
    id: "CVE-2025-6203",
    advisory: "HCSEC-2025-24",
    fixedIn: { community: ["1.20.3"], enterprise: ["1.20.3", "1.19.9", "1.18.14", "1.16.25"] },
  },
  {
    id: "CVE-2025-6000",
    advisory: "HCSEC-2025-14",
    fixedIn: { community: ["1.20.1"], enterprise: ["1.20.1", "1.19.7", "1.18.12", "1.16.23"] },
  },
  {
    id: "CVE-2025-5999",
    advisory: "HCSEC-2025-13",
    fixedIn: { community: ["1.20.0"], enterprise: ["1.20.0", "1.19.6", "1.18.11", "1.16.22"] },
  },
  {
    id: "CVE-2024-8185",
    advisory: "HCSEC-2024-26",
    fixedIn: { community: ["1.18.1"], enterprise: ["1.18.1", "1.17.8", "1.16.12"] },
  },
  {
    id: "CVE-2024-9180",
    advisory: "HCSEC-2024-21",
    fixedIn: { community: ["1.18.0"], enterprise: ["1.18.0", "1.17.7", "1.16.11", "1.15.16"] },
  },
  {
    id: "CVE-2024-7594",
    advisory: "HCSEC-2024-20",
    fixedIn: { community: ["1.17.6"], enterprise: ["1.17.6", "1.16.10", "1.15.15"] },
  },
  {
    id: "CVE-2024-6468",
    advisory: "HCSEC-2024-14",
    fixedIn: { community: ["1.17.2"], enterprise: ["1.17.2", "1.16.6", "1.15.12"] },
  },
  {
    id: "CVE-2024-2048",
    advisory: "HCSEC-2024-05",
    fixedIn: { community: ["1.15.5", "1.14.10"], enterprise: ["1.15.5", "1.14.10"] },
  },
];
