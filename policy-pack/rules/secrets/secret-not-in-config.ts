import { z } from "zod";
import { plainSecretsOf, type PlainSecret } from "../../../model/plain-secret";
import { notEvaluated, violation, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./secret-not-in-config.examples";

const must = "hold no password and no key: it is there to be read";

export default defineRule({
  id: "secret-not-in-config",
  family: "secrets",
  title: "No password, key or address with a password stands in a configuration, an environment or a policy",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Vault Security", section: "DO NOT Store Tokens in .env Files" },
    {
      title: "What I learned after a year of setting up and running HashiCorp Vault in production",
      section: "Solving for everything with Vault (Anti-pattern)",
    },
  ],
  rationale:
    "A configuration is in a repository, in a ConfigMap that every program of the namespace reads, in what a crash reports and in " +
    "what `kubectl describe` shows. A secret in it is known to all of them, nobody sees who took it, and changing it means " +
    "deploying.",
  remediation:
    "keep the secret in Vault, let the program or an agent read it from there, and leave its path in the configuration",
  config: z.object({}),
  kind: "resource",
  check: (resource) => plainSecretsOf(resource).flatMap(judge),
  examples,
});

function judge({ what, stands }: PlainSecret): Outcome[] {
  if (stands.kind !== "known") return [notEvaluated(stands, { must })];
  return stands.value ? [violation(stands, { must }, `${what} (not shown)`)] : [];
}
