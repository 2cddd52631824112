import { z } from "zod";
import { allOf, anyOf, type Certainty } from "../../../model/certainty";
import { verdictOf, type ServerState, type Verdict } from "../../../model/platform/health";
import { runsServer, type ServerWorkload } from "../../../model/platform/servers";
import { isEnterpriseImage } from "../../../model/platform/vault-images";
import type { Resource } from "../../../model/resource";
import { containersOf, type Container } from "../../../model/server/workload";
import { field, isAbsent, type Value } from "../../../model/value";
import { judgeServers } from "../../judge-servers";
import { violationIf } from "../../only-if";
import { notEvaluated, show, violation, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { inTheirTerms, type Terms } from "../../terms";
import { examples } from "./probes-right.examples";

export default defineRule({
  id: "probes-right",
  family: "kubernetes",
  title: "Probes tell servers that can serve from sealed ones, and restart neither",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Vault in Kubernetes", section: "High Availability (HA) Considerations" },
    { title: "Vault production checklist", section: "Load Balancer configuration" },
  ],
  rationale:
    "A readiness probe that a sealed server passes sends it clients, who get errors. A liveness probe that a sealed server fails " +
    "restarts it, and it comes back sealed: nobody is quick enough to unseal it. A standby that cannot reach the active server has a " +
    "code of its own as well, and so have performance standbys and DR secondaries of Vault Enterprise; none of them is a success. " +
    "Without probes a server that hangs stays.",
  remediation:
    "ask /v1/sys/health?standbyok=true&perfstandbyok=true for readiness, and for liveness the same with " +
    "&sealedcode=204&uninitcode=204&haunhealthycode=204&drsecondarycode=204",
  config: z.object({
    liveness: z
      .boolean()
      .default(true)
      .meta({ stricter: "on" })
      .describe("whether servers must have a liveness probe as well"),
  }),
  kind: "resource",
  check: (resource, { liveness }) =>
    judgeServers(resource, "have a readiness probe, if it runs Vault", (server) =>
      containersOf(server.manifest)
        .filter(runsServer)
        .flatMap((container) => judgeContainer(server, container, liveness)),
    ),
  examples,
});

const kept: readonly ServerState[] = ["sealed", "not initialized", "standby", "cut-off standby"];
const keptOfEnterprise: readonly ServerState[] = ["performance standby", "DR secondary"];

function judgeContainer({ manifest }: ServerWorkload, { settings, image }: Container, liveness: boolean): Outcome[] {
  const probe = (name: string) => field(settings, name);
  const restartsEnterprise = (says: Verdict) => allOf([!keptOfEnterprise.every(says), isEnterpriseImage(image)]);
  return [
    ...judgeThere(manifest, probe("readinessProbe"), "have a readiness probe", readyFix),
    ...judgeProbe(manifest, probe("readinessProbe"), readyFix, {
      must: "have a readiness probe that a sealed server fails",
      fails: (says) => says("sealed") || says("not initialized"),
    }),
    ...(liveness ? judgeThere(manifest, probe("livenessProbe"), "have a liveness probe", liveFix) : []),
    ...["livenessProbe", "startupProbe"].flatMap((name) =>
      judgeProbe(manifest, probe(name), liveFix, {
        must: `have a ${name === "livenessProbe" ? "liveness" : "startup"} probe that sealed, standby and secondary servers pass`,
        fails: (says) => anyOf([!kept.every(says), restartsEnterprise(says)]),
      }),
    ),
  ];
}

const readyFix: Terms = {
  helm: "set server.readinessProbe.enabled to true and its path to /v1/sys/health?standbyok=true&perfstandbyok=true",
  manifest: "ask for /v1/sys/health?standbyok=true&perfstandbyok=true, or run vault status",
};
const alive =
  "/v1/sys/health?standbyok=true&perfstandbyok=true&sealedcode=204&uninitcode=204&haunhealthycode=204&drsecondarycode=204";
const liveFix: Terms = {
  helm: `set server.livenessProbe.enabled to true and its path to ${alive}`,
  manifest: `ask for ${alive}`,
};

function judgeThere(manifest: Resource, probe: Value, must: string, terms: Terms): Outcome[] {
  return isAbsent(probe) ? [violation(probe, requirement(manifest, probe, must, terms), "none")] : [];
}

interface Demand {
  readonly must: string;
  readonly fails: (says: Verdict) => Certainty;
}

function judgeProbe(manifest: Resource, probe: Value, terms: Terms, { must, fails }: Demand): Outcome[] {
  const verdict = verdictOf(probe);
  const asked = requirement(manifest, verdict, must, terms);
  if (verdict.kind !== "known") return [notEvaluated(verdict, asked)];
  if (verdict.value === undefined) return [];
  return violationIf(fails(verdict.value), verdict, asked, whatItAsks(probe));
}

function whatItAsks(probe: Value): string {
  const path = field(probe, "httpGet", "path");
  if (!isAbsent(path)) return show(path);
  return isAbsent(field(probe, "exec")) ? "a connection" : "a command that decides otherwise";
}

function requirement(manifest: Resource, value: Value<unknown>, must: string, terms: Terms) {
  const fix = inTheirTerms(manifest, value, terms);
  return { must, ...(fix === undefined ? {} : { fix }) };
}
