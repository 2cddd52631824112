import { cloudInitType, composeType } from "../../../model/file-types";
import { notKnownYet, type BadExample, type Example, type UnknownExample } from "../../example";
import { hardenedVault, withContainer } from "../../hardened";

const must = "be of a version that gets fixes and has no serious flaw that is known";
const subject = "StatefulSet vault/vault";
const path = "spec.template.spec.containers[0].image";
const since2026 = ["CVE-2026-105816", "CVE-2026-89322", "CVE-2026-5807", "CVE-2026-4525", "CVE-2026-3605"];
const digest = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "a hardened Vault", resources: hardenedVault() },
    {
      name: "an older line that Enterprise still has fixes for, and a flaw that the network keeps out",
      resources: of(`hashicorp/vault-enterprise:1.21.12-ent@${digest}`),
      config: { accepted: ["CVE-2026-5807"] },
    },
    {
      name: "a version that the company has looked at",
      resources: of(`hashicorp/vault:2.0.4@${digest}`),
      config: { acceptedLines: ["2.0"], accepted: ["CVE-2026-105816", "CVE-2026-89322"] },
    },
    { name: "a package", resources: [userData({ packages: [["vault", "2.1.2-1"]] })], isPartial: true },
  ],
  bad: [
    {
      name: "a line without fixes, with flaws that are mended only in later ones",
      resources: of("hashicorp/vault:1.21.4"),
      finds: [
        {
          subject,
          path,
          must,
          found:
            "1.21.4: no more fixes for 1.21 community (2026-11-22), CVE-2026-105816 (HCSEC-2026-41), CVE-2026-89322 (HCSEC-2026-43), CVE-2026-5807 (HCSEC-2026-08), " +
            "CVE-2026-4525 (HCSEC-2026-07), CVE-2026-3605 (HCSEC-2026-05)",
        },
      ],
    },
    {
      name: "an old version",
      resources: of("hashicorp/vault:1.14.9"),
      finds: [
        {
          subject,
          path,
          must,
          found:
            "1.14.9: no more fixes for 1.14 community (2026-11-22), CVE-2026-105816 (HCSEC-2026-41), " +
            "CVE-2026-89322 (HCSEC-2026-43), CVE-2026-5807 (HCSEC-2026-08), CVE-2026-4525 (HCSEC-2026-07), " +
            "CVE-2026-3605 (HCSEC-2026-05), 9 older",
        },
      ],
    },
    {
      name: "Enterprise, one version before the fix",
      resources: of("registry.example.com/hashicorp/vault-enterprise:1.20.16-ent"),
      finds: [
        {
          subject,
          path,
          must,
          found:
            "1.20.16-ent: CVE-2026-105816 (HCSEC-2026-41), CVE-2026-89322 (HCSEC-2026-43), CVE-2026-5807 (HCSEC-2026-08)",
        },
      ],
    },
    {
      name: "a fix that brought another flaw",
      resources: of("hashicorp/vault:1.20.3"),
      config: { acceptedLines: ["1.20"], accepted: since2026 },
      finds: [{ subject, path, must, found: "1.20.3: CVE-2025-12044 (HCSEC-2025-31), CVE-2025-11621 (HCSEC-2025-30)" }],
    },
    {
      name: "the version before that fix",
      resources: of("hashicorp/vault:1.20.2"),
      config: { acceptedLines: ["1.20"], accepted: since2026 },
      finds: [{ subject, path, must, found: "1.20.2: CVE-2025-11621 (HCSEC-2025-30), CVE-2025-6203 (HCSEC-2025-24)" }],
    },
    {
      name: "a floating tag of a line without fixes",
      resources: of("hashicorp/vault:2.0"),
      finds: [
        {
          subject,
          path,
          must,
          found:
            "2.0: no more fixes for 2.0 community (2026-11-22), CVE-2026-105816 (HCSEC-2026-41), CVE-2026-89322 (HCSEC-2026-43)",
        },
      ],
    },
    {
      name: "a limit of the company's own",
      resources: of("hashicorp/vault:2.1.2"),
      config: { oldest: "2.1.3" },
      finds: [{ subject, path, must, found: "2.1.2: older than 2.1.3" }],
    },
    {
      name: "Compose, a package and an archive",
      resources: [
        {
          type: composeType,
          name: "compose.yaml",
          props: { services: { vault: { image: "hashicorp/vault:2.1.1", command: "server" } } },
        },
        userData({
          packages: [["vault", "2.1.0-1"]],
          runcmd: ["curl -O https://releases.hashicorp.com/vault/2.1.1/vault_2.1.1_linux_amd64.zip"],
        }),
      ],
      finds: [
        {
          subject: "compose.yaml",
          path: "services.vault.image",
          must,
          found: "2.1.1: CVE-2026-105816 (HCSEC-2026-41), CVE-2026-89322 (HCSEC-2026-43)",
        },
        {
          subject: "user-data.yaml",
          path: "packages[0][1]",
          must,
          found: "2.1.0-1: CVE-2026-105816 (HCSEC-2026-41), CVE-2026-89322 (HCSEC-2026-43)",
        },
        {
          subject: "user-data.yaml",
          path: "runcmd[0]",
          must,
          found: "2.1.1: CVE-2026-105816 (HCSEC-2026-41), CVE-2026-89322 (HCSEC-2026-43)",
        },
      ],
    },
  ],
  unknown: [
    { name: "an image that another resource decides", resources: of(notKnownYet), finds: [{ subject, path, must }] },
    {
      name: "a digest alone",
      resources: of(`hashicorp/vault@${digest}`),
      finds: [{ subject, path, must }],
    },
    {
      name: "a line that is newer than what this rule knows",
      resources: of(`hashicorp/vault:3.0.0@${digest}`),
      finds: [{ subject, path, must }],
    },
  ],
};

function of(image: string) {
  return hardenedVault({ servers: withContainer({ image }) });
}

function userData(props: Record<string, unknown>) {
  return { type: cloudInitType, name: "user-data.yaml", props };
}
