import { z } from "zod";
import { isOpen } from "../../../model/certainty";
import type { ServerCertificate } from "../../../model/platform/certificates";
import { openWorkloadsIn } from "../../../model/platform/containers";
import { isReloaded } from "../../../model/platform/reload";
import { certificateMountsOf, certificatesOf, declaresCertificates } from "../../../model/platform/server-certificate";
import { serversIn, type ServerWorkload } from "../../../model/platform/servers";
import type { Resource } from "../../../model/resource";
import { subjectOf } from "../../../model/subject";
import { isAbsent } from "../../../model/value";
import { duration } from "../../duration";
import { demand, notEvaluated, violation, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./tls-certificate-rotation.examples";

export default defineRule({
  id: "tls-certificate-rotation",
  family: "tls",
  title: "The servers' certificate is short-lived, renewed in time, and read again",
  severity: "medium",
  blocks: "nowhere",
  sources: [
    { title: "Vault in Kubernetes", section: "Security Enhancements" },
    { title: "Vault production checklist", section: "TLS connection" },
    {
      title: "What I learned after a year of setting up and running HashiCorp Vault in production",
      section: "Production-grading Vault",
    },
  ],
  rationale:
    "A certificate that a person renews runs out on the day on which nobody remembers it, and every client stops at once. Vault reads " +
    "its files when it starts and on SIGHUP, so that a renewed certificate alone changes nothing.",
  remediation: "let cert-manager make the certificate, and send Vault a SIGHUP when it changes",
  config: z.object({
    longestLifetime: z
      .number()
      .int()
      .min(3600)
      .default(90 * 24 * 3600)
      .meta({ stricter: "lower" })
      .describe("the longest life of a server's certificate, in seconds"),
  }),
  kind: "stack",
  check: ({ resources }, { longestLifetime }) => {
    if (!declaresCertificates(resources)) return [];
    const open = openWorkloadsIn(resources).map(({ manifest, open: containers }) =>
      notEvaluated(containers, { ...renewed, subject: subjectOf(manifest) }),
    );
    return [...open, ...serversIn(resources).flatMap((server) => judgeServer(server, resources, longestLifetime))];
  },
  examples,
});

const renewed = { must: "be renewed before it runs out" };
const reloaded = {
  must: "have its servers read a renewed certificate (SIGHUP)",
  fix: "run a sidecar that sends Vault a SIGHUP when the file changes, with shareProcessNamespace",
};
const wholeFolder = {
  must: "have its certificate's folder mounted, for a single file is never renewed",
  fix: "mount the Secret without subPath",
};

function judgeServer(
  { manifest, ...server }: ServerWorkload,
  resources: readonly Resource[],
  longest: number,
): Outcome[] {
  const certificates = certificatesOf({ manifest, ...server }, resources);
  if (certificates.length === 0) return [];
  const subject = subjectOf(manifest);
  const isRead = isReloaded(manifest, resources);
  const inFolder = certificateMountsOf(manifest, resources).flatMap((mount) =>
    "volume" in mount
      ? demand(
          mount.subPath,
          { ...wholeFolder, subject },
          { known: (path) => (path ?? "") === "", secret: () => false },
        )
      : [],
  );
  const read = isOpen(isRead)
    ? [notEvaluated(isRead, { ...reloaded, subject })]
    : isRead
      ? []
      : [violation(manifest.inputs, { ...reloaded, subject }, "nothing that sends one")];
  return [
    ...certificates.flatMap((certificate) =>
      "names" in certificate
        ? judgeCertificate(certificate, longest)
        : [notEvaluated(certificate, { ...renewed, subject })],
    ),
    ...inFolder.slice(0, 1),
    ...read,
  ];
}

function judgeCertificate(
  { resource, renewal, renewedEarly, lifetime }: ServerCertificate,
  longest: number,
): Outcome[] {
  const subject = subjectOf(resource);
  const short = { must: `live ${duration(longest)} at most`, subject };
  const early = { ...renewed, subject, fix: "set earlyRenewalHours to a third of its life, and run the program often" };
  const found = lifetime.kind === "known" ? duration(lifetime.value) : undefined;
  const tooLong = demand(lifetime, short, { known: (seconds) => seconds <= longest, secret: () => false });
  return [
    ...tooLong.map((outcome) => ({ ...outcome, found: found ?? outcome.found })),
    ...(renewal === "nobody" ? [violation(lifetime, { ...renewed, subject }, "a certificate given as it is")] : []),
    ...(renewal === "the program"
      ? demand(renewedEarly, early, {
          known: (seconds = 0) => seconds > 0 && !isAbsent(renewedEarly),
          secret: () => false,
        })
      : []),
  ];
}
