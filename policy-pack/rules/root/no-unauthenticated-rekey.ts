import { z } from "zod";
import type { Resource } from "../../../model/resource";
import { asNames } from "../../../model/scalars";
import { configurationsOf, isServer } from "../../../model/server/settings";
import { field } from "../../../model/value";
import { notKnownYet } from "../../example";
import { configuration, hardenedVault } from "../../hardened";
import { demandEach, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { inTheirTerms } from "../../terms";

const must = "ask for a token before anyone rekeys it or generates a root token";
const subject = "ConfigMap vault/vault-config";
const setting = 'data["vault.hcl"].enable_unauthenticated_access';

export default defineRule({
  id: "no-unauthenticated-rekey",
  family: "root",
  title: "No server lets anyone without a token rekey it or generate a root token",
  severity: "high",
  blocks: "outside dev",
  // Since 2.0 Vault asks for a token itself (Vault documentation, Important changes 2.x; HCSEC-2026-08, CVE-2026-5807).
  sources: [
    { title: "Production Hardening", section: "Avoid Root Tokens" },
    { title: "Vault Security", section: "Critical Security Warning" },
  ],
  rationale:
    "Only one rekey and one generation of a root token can run at a time. Whoever reaches the listener and may start or cancel one " +
    "without a token keeps the company's own from ever ending, which is what one needs on the day when nobody can log in.",
  remediation: "remove enable_unauthenticated_access; add a family to it only for as long as a break-glass takes",
  config: z.object({}),
  kind: "resource",
  check: (resource) =>
    configurationsOf(resource)
      .filter(isServer)
      .map((settings) => field(settings, "enable_unauthenticated_access"))
      .flatMap((families) => judge(resource, asNames(families))),
  examples: {
    good: [
      { name: "a hardened Vault", resources: hardenedVault() },
      { name: "an empty list", resources: [configMap("enable_unauthenticated_access = []")] },
    ],
    bad: [
      {
        name: "rekey and generate-root",
        resources: [configMap('enable_unauthenticated_access = ["rekey", "generate-root"]')],
        finds: [
          { subject, path: `${setting}[0] (line 1)`, must, found: '"rekey"' },
          { subject, path: `${setting}[1] (line 1)`, must, found: '"generate-root"' },
        ],
      },
    ],
    unknown: [
      {
        name: "a configuration that another resource decides",
        resources: [configMap(undefined)],
        finds: [{ subject, path: setting, must }],
      },
    ],
  },
});

function judge(resource: Resource, families: ReturnType<typeof asNames>): Outcome[] {
  const fix = inTheirTerms(resource, families, { pulumi: "remove enableUnauthenticatedAccess" });
  const requirement = { must, ...(fix === undefined ? {} : { fix }) };
  return demandEach(families, requirement, { known: () => false, secret: () => false });
}

function configMap(more: string | undefined) {
  const text = more === undefined ? notKnownYet : `${more}\n${configuration}`;
  return {
    type: "kubernetes:core/v1:ConfigMap",
    props: { metadata: { name: "vault-config", namespace: "vault" }, data: { "vault.hcl": text } },
  };
}
