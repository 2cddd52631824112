import { z } from "zod";
import { openWorkloadsIn, variableOf } from "../../../model/platform/containers";
import { manifestsIn } from "../../../model/platform/manifests";
import { configurationsFor } from "../../../model/platform/mounted-data";
import { probesOf, type Probe } from "../../../model/platform/probes";
import { runsServer, serversIn, type ServerWorkload } from "../../../model/platform/servers";
import type { Resource } from "../../../model/resource";
import { asText } from "../../../model/scalars";
import { listenersOf, serverListenersOf, type Listener } from "../../../model/server/listener";
import { tlsTermsOf } from "../../../model/server/tls";
import { containersOf, type Container } from "../../../model/server/workload";
import { subjectOf } from "../../../model/subject";
import { asUnknown, field, isAbsent, known, map, type Unknown, type Value } from "../../../model/value";
import { demand, notEvaluated, violation, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./tls-client-certificates.examples";

export default defineRule({
  id: "tls-client-certificates",
  family: "tls",
  title: "Listeners that require client certificates can be asked by whoever must ask them",
  severity: "medium",
  blocks: "nowhere",
  sources: [{ title: "Production Hardening", section: "End-to-End TLS" }],
  // internalshared/listenerutil/listener.go, TLSConfig: "mutually exclusive". Kubelet shows no certificate (Kubernetes
  // documentation, Configure Liveness, Readiness and Startup Probes).
  rationale:
    "A server whose listener requires client certificates and refuses them at once does not start. One that requires them answers " +
    "no probe of Kubernetes's over HTTPS, because the kubelet has none to show: the pods never become ready, or are restarted " +
    "for ever.",
  remediation: "remove one of the two settings, and probe with a command or on a listener without client certificates",
  config: z.object({}),
  kind: "resource",
  check: (resource) =>
    serverListenersOf(resource).flatMap((listeners) =>
      listeners.kind === "known" ? listeners.value.flatMap(judgeListener) : [notEvaluated(listeners, decided)],
    ),
  checkStack: ({ resources }) => [
    ...serversIn(resources).flatMap((server) => judgeProbes(server, resources)),
    ...judgeOpen(resources),
  ],
  examples,
});

const decided = { must: "either require client certificates or refuse them" };

function judgeListener(listener: Listener): Outcome[] {
  const terms = tlsTermsOf(listener);
  if (terms === undefined) return [];
  const { requiresClientCertificate: required, refusesClientCertificates: refused } = terms;
  if (isOff(required) || isOff(refused)) return [];
  const outcomes = demand(required, decided, { known: () => false, secret: () => false });
  return refused.kind === "unknown" ? [notEvaluated(refused, decided)] : outcomes;
}

function isOff(value: Value<boolean | undefined>): boolean {
  return value.kind === "known" && value.value !== true;
}

const answered = { must: "be probed with a client certificate, which its listener requires" };

function judgeProbes({ manifest }: ServerWorkload, resources: readonly Resource[]): Outcome[] {
  const demanding = configurationsFor(manifest, resources).flatMap(({ settings }) => {
    const listeners = listenersOf(settings);
    return listeners.kind === "known" ? listeners.value.flatMap(demandOf) : [];
  });
  if (demanding.length === 0) return [];
  const subject = subjectOf(manifest);
  return containersOf(manifest)
    .filter(runsServer)
    .flatMap((container) => probesOf(container).map((probe) => ({ container, probe })))
    .flatMap(({ container, probe }) =>
      "kind" in probe
        ? [notEvaluated(probe, { ...answered, subject })]
        : judgeProbe(probe, container, demanding).map((outcome) => ({ ...outcome, subject })),
    );
}

/** Containers of which nothing is known could be servers with such a configuration. */
function judgeOpen(resources: readonly Resource[]): Outcome[] {
  const listeners = manifestsIn(resources).flatMap(serverListenersOf);
  const isDemanded = listeners.some(
    (each) => each.kind === "known" && each.value.some((one) => demandOf(one).length > 0),
  );
  if (!isDemanded) return [];
  return openWorkloadsIn(resources).map(({ manifest, open }) =>
    notEvaluated(open, { ...answered, subject: subjectOf(manifest) }),
  );
}

interface Demand {
  readonly port: Value<number>;
  readonly isRequired: Value<boolean | undefined>;
}

function demandOf(listener: Listener): Demand[] {
  const terms = tlsTermsOf(listener);
  if (terms === undefined || isOff(terms.requiresClientCertificate)) return [];
  const address = asText(field(listener.settings, "address"));
  const port = map(address, (text, place) => known(Number(/:(\d+)$/u.exec(text ?? "")?.[1] ?? "8200"), place));
  return [{ port, isRequired: terms.requiresClientCertificate }];
}

function judgeProbe(
  { value, httpPort, command }: Probe,
  container: Container,
  demanding: readonly Demand[],
): Outcome[] {
  if (httpPort !== undefined) {
    const asked = demanding.filter(({ port }) => !areDifferent(port, httpPort));
    return asked.slice(0, 1).flatMap((each) => judgeAsked(each, [each.port, httpPort], value, "a probe over HTTPS"));
  }
  if (command === undefined) return [];
  const certificate = variableOf(container.settings, "VAULT_CLIENT_CERT");
  if (command.kind !== "known") return [notEvaluated(command, answered)];
  const isVault = /\bvault\s+status\b/u.test(command.value) && !/-client-cert\b/u.test(command.value);
  if (!isVault || (certificate.kind === "known" && !isAbsent(certificate))) return [];
  return demanding.slice(0, 1).flatMap((each) => judgeAsked(each, [certificate], value, "a command without one"));
}

function judgeAsked(
  { isRequired }: Demand,
  deciding: readonly Value<unknown>[],
  probe: Value,
  found: string,
): Outcome[] {
  const open = [isRequired, ...deciding].find((value): value is Unknown => value.kind === "unknown");
  return [open === undefined ? violation(probe, answered, found) : notEvaluated(asUnknown(open, ""), answered)];
}

function areDifferent(port: Value<number>, asked: Value<number | undefined>): boolean {
  return port.kind === "known" && asked.kind === "known" && port.value !== asked.value;
}
