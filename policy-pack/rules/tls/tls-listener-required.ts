import { z } from "zod";
import { chartTlsDisable } from "../../../model/server/helm";
import { listenersOf, type Listener } from "../../../model/server/listener";
import { configurationsOf, isServer } from "../../../model/server/settings";
import type { Value } from "../../../model/value";
import { demand, notEvaluated, type Decision, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./tls-listener-required.examples";

export default defineRule({
  id: "tls-listener-required",
  family: "tls",
  title: "Every tcp listener of a Vault server uses TLS",
  severity: "critical",
  blocks: "everywhere",
  sources: [
    { title: "Production Hardening", section: "End-to-End TLS" },
    { title: "Vault production checklist", section: "TLS connection" },
    { title: "Vault in Kubernetes", section: "Security Enhancements" },
    { title: "Vault Security", section: "Enable TLS" },
  ],
  rationale:
    "Tokens and secrets cross a listener in every request. On one without TLS, whoever can see the traffic has them all, " +
    "and Vault's own encryption protects nothing.",
  remediation: "remove tls_disable and set tls_cert_file and tls_key_file",
  config: z.object({}),
  kind: "resource",
  check: (resource) => [
    ...configurationsOf(resource).flatMap((settings) => (isServer(settings) ? judgeServer(settings) : [])),
    ...judgeChart(chartTlsDisable(resource)),
  ],
  examples,
});

const tlsOn = { must: "use TLS on every tcp listener" };
const certificate = { must: "have a certificate for TLS" };
const key = { must: "have a private key for TLS" };

function judgeChart(tlsDisable: Value<boolean | undefined> | undefined): Outcome[] {
  if (tlsDisable === undefined) return [];
  const requirement = { must: "run Vault's pods with TLS", fix: "set global.tlsDisable to false" };
  return demand(tlsDisable, requirement, { known: (disabled) => disabled !== true, secret: () => false });
}

function judgeServer(settings: Value): Outcome[] {
  const listeners = listenersOf(settings);
  return listeners.kind === "known" ? listeners.value.flatMap(judgeListener) : [notEvaluated(listeners, tlsOn)];
}

function judgeListener({ type, tlsDisable, certificate: file, key: keyFile }: Listener): Outcome[] {
  // A unix socket does not leave the machine.
  if (type.kind === "known" && type.value === "unix") return [];
  const switchedOff = demand(tlsDisable, tlsOn, { known: (disabled) => disabled !== true, secret: () => false });
  return switchedOff.length > 0
    ? switchedOff
    : [...demand(file, certificate, isGiven), ...demand(keyFile, key, isGiven)];
}

const isGiven: Decision<string | undefined> = {
  known: (file) => file !== undefined && file !== "",
  secret: (file) => !file.isEmpty(),
};
