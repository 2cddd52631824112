import { z } from "zod";
import type { Resource } from "../../../model/resource";
import { serverListenersOf, type Listener } from "../../../model/server/listener";
import { soundCipherSuites, tlsTermsOf, tlsVersions, type TlsVersion } from "../../../model/server/tls";
import { demand, demandEach, notEvaluated, type Outcome, type Requirement } from "../../outcome";
import { defineRule } from "../../rule";
import { inTheirTerms } from "../../terms";
import { examples } from "./tls-min-version.examples";

export default defineRule({
  id: "tls-min-version",
  family: "tls",
  title: "Listeners speak TLS 1.2 or newer, with sound cipher suites",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Production Hardening", section: "End-to-End TLS" },
    { title: "Vault production checklist", section: "TLS connection" },
  ],
  rationale:
    "TLS 1.0 and 1.1 and the suites without forward secrecy or authenticated encryption can be attacked: whoever records the " +
    "traffic reads the tokens in it, now or once the server's key is stolen. Vault refuses the old versions unless a listener " +
    "asks for them, and only warns of weak suites.",
  remediation:
    'set tls_min_version to "tls12" and leave out tls_max_version and tls_cipher_suites: the defaults are sound',
  config: z.object({
    lowestVersion: z
      .enum(["tls12", "tls13"])
      .default("tls12")
      .meta({ stricter: "later" })
      .describe("the oldest TLS version that a listener may speak"),
  }),
  kind: "resource",
  check: (resource, { lowestVersion }) =>
    serverListenersOf(resource).flatMap((listeners) =>
      listeners.kind === "known"
        ? listeners.value.flatMap((listener) => judgeListener(resource, listener, lowestVersion))
        : [notEvaluated(listeners, nothingOlder(lowestVersion))],
    ),
  examples,
});

const sound: Requirement = {
  must: "offer only cipher suites with forward secrecy and authenticated encryption",
  fix: "remove the suite, or leave tls_cipher_suites out: Go's own choice is sound",
};

function judgeListener(resource: Resource, listener: Listener, lowest: TlsVersion): Outcome[] {
  const terms = tlsTermsOf(listener);
  if (terms === undefined) return [];
  const { oldest, newest, cipherSuites } = terms;
  const isNewEnough = (version: string) => orderOf(version) >= orderOf(lowest);
  const atLeast = { ...nothingOlder(lowest), ...fixOf(resource, oldest, `"${lowest}"`) };
  const reaching = { must: `speak ${names[lowest]}`, fix: "remove tls_max_version" };
  return [
    ...demand(oldest, atLeast, { known: (version) => isNewEnough(orDefault(version, "tls12")), secret: () => false }),
    ...demand(newest, reaching, { known: (version) => isNewEnough(orDefault(version, "tls13")), secret: () => false }),
    ...demandEach(cipherSuites, sound, { known: (suite) => soundCipherSuites.has(suite), secret: () => false }),
  ];
}

/** An empty text is no setting either (internalshared/listenerutil/listener.go, TLSConfig). */
function orDefault(version: string | undefined, otherwise: TlsVersion): string {
  return version === undefined || version === "" ? otherwise : version;
}

const names: Readonly<Record<TlsVersion, string>> = {
  tls10: "TLS 1.0",
  tls11: "TLS 1.1",
  tls12: "TLS 1.2",
  tls13: "TLS 1.3",
};

function nothingOlder(lowest: TlsVersion): Requirement {
  return { must: `speak nothing older than ${names[lowest]}` };
}

/** -1 for what is no version in Vault's spelling. */
function orderOf(version: string): number {
  return tlsVersions.findIndex((each) => each === version);
}

function fixOf(resource: Resource, value: Parameters<typeof inTheirTerms>[1], version: string) {
  const fix = inTheirTerms(resource, value, {
    hcl: `set tls_min_version = ${version}`,
    helm: `set tls_min_version = ${version} in the server's config`,
    pulumi: `set tlsMinVersion to ${version}`,
  });
  return fix === undefined ? {} : { fix };
}
