import { z } from "zod";
import { allOf, isNot } from "../../../model/certainty";
import { isMissing } from "../../../model/platform/client/bundle";
import type { VaultClient } from "../../../model/platform/client/client";
import { clientsIn } from "../../../model/platform/client/clients";
import type { Resource } from "../../../model/resource";
import { about } from "../../about";
import { distinct } from "../../distinct";
import { violationIf } from "../../only-if";
import type { Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./ca-distributed.examples";

export default defineRule({
  id: "ca-distributed",
  family: "kubernetes",
  title: "Whatever uses Vault in a cluster gets the CA by which to know it",
  severity: "low",
  blocks: "nowhere",
  sources: [
    {
      title: "What I learned after a year of setting up and running HashiCorp Vault in production",
      section: "Production-grading Vault",
    },
  ],
  rationale:
    "A company's own CA is in no image. A pod without it does not start, or somebody switches verification off so that it does; " +
    "and in a namespace that is made for one deployment nothing is there unless that deployment brings it.",
  remediation:
    "mount the CA from a ClusterTrustBundle or from a ConfigMap of the namespace, and name its file in VAULT_CACERT, " +
    "vault.hashicorp.com/ca-cert or the operator's own setting",
  config: z.object({
    publiclyTrusted: z
      .boolean()
      .default(false)
      .meta({ stricter: "off" })
      .describe("whether Vault's certificate is signed by a CA that every image already trusts"),
  }),
  kind: "stack",
  check: ({ resources }, { publiclyTrusted }) =>
    publiclyTrusted ? [] : distinct(clientsIn(resources).flatMap((client) => judge(client, resources))),
  examples,
});

function judge({ manifest, value, isOverTls, isTold, source }: VaultClient, resources: readonly Resource[]): Outcome[] {
  const told = { must: "be told by which CA to know Vault", ...about(manifest) };
  const untold = violationIf(allOf([isOverTls, isNot(isTold)]), value, told, "none");
  if (source === undefined) return untold;
  const made = {
    must: "find Vault's CA in its namespace",
    fix: `make the ${source.kind} in the namespace that this stack makes, or mount a ClusterTrustBundle`,
    ...about(manifest),
  };
  return [...untold, ...violationIf(allOf([isOverTls, isMissing(source, manifest, resources)]), source.name, made)];
}
