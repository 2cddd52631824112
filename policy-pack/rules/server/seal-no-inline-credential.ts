import { z } from "zod";
import type { Resource } from "../../../model/resource";
import { sealCredentialsOf, sealsOf } from "../../../model/server/seal";
import { configurationsOf, isServer } from "../../../model/server/settings";
import type { Value } from "../../../model/value";
import { demand, notEvaluated, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { inTheirTerms } from "../../terms";
import { examples } from "./seal-no-inline-credential.examples";

const must = "hold no credential";

export default defineRule({
  id: "seal-no-inline-credential",
  family: "server",
  title: "No seal holds a credential of the key service in the server's configuration",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Vault production checklist", section: "Auto-Unseal" },
    { title: "Production Hardening", section: "Don't Run as Root" },
  ],
  rationale:
    "Whoever reads the configuration, in the repository, in the cluster or in a backup of either, can ask the key service to decrypt " +
    "the root key. With that and a copy of the storage everything in Vault is theirs, and Vault's audit log shows none of it.",
  remediation:
    "remove it and revoke it; let the server log in by its machine's or pod's identity, or by a variable that comes from a Secret",
  config: z.object({}),
  kind: "resource",
  check: (resource) =>
    configurationsOf(resource)
      .filter(isServer)
      .flatMap((settings) => judge(resource, settings)),
  examples,
});

function judge(resource: Resource, settings: Value): Outcome[] {
  if (settings.kind === "unknown") return [notEvaluated(settings, { must })];
  return sealsOf(settings)
    .flatMap(sealCredentialsOf)
    .flatMap((isCredential) =>
      demand(isCredential, { must, ...fixOf(resource, isCredential) }, { known: (is) => !is, secret: () => false }).map(
        (outcome) => (outcome.verdict === "violation" ? { ...outcome, found: "one" } : outcome),
      ),
    );
}

function fixOf(resource: Resource, value: Value<unknown>): { fix?: string } {
  const fix = inTheirTerms(resource, value, {
    helm: "remove it and revoke it; give the servers' service account the key service's role, or use server.extraSecretEnvironmentVars",
  });
  return fix === undefined ? {} : { fix };
}
