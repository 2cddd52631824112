import { z } from "zod";
import { vaultProviderType, type Resource } from "../../../model/resource";
import { asBoolean } from "../../../model/scalars";
import { skippedVerifications } from "../../../model/server/skip-verify";
import { known, type Value } from "../../../model/value";
import type { Environment } from "../../environment";
import { demand } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./tls-no-skip-verify.examples";

export default defineRule({
  id: "tls-no-skip-verify",
  family: "tls",
  title: "Nothing talks TLS to a peer that it does not verify",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Production Hardening", section: "End-to-End TLS" },
    { title: "Vault Security", section: "Production Environment Requirements" },
  ],
  rationale:
    "TLS without a verified certificate keeps out whoever only listens. Whoever stands between the two ends can answer as " +
    "Vault, or as what Vault unseals with, and is given tokens, passwords and secrets.",
  remediation: "remove the setting, and give the client the CA that signed its peer's certificate",
  config: z.object({}),
  kind: "resource",
  check: (resource, _config, environment) =>
    [...skippedVerifications(resource), ...leftToShell(resource, environment)].flatMap((skips) =>
      demand(skips, { must: "verify whom it talks to" }, { known: (isOn) => isOn !== true, secret: () => false }),
    ),
  examples,
});

/**
 * Vault's client reads the variable first, and an argument can only switch verification off, never on again (api/client.go,
 * ReadEnvironment and configureTLS): with it, no provider verifies, whatever `skipTlsVerify` says.
 */
function leftToShell({ type }: Resource, { vaultSkipVerify }: Environment): Value<boolean | undefined>[] {
  return type === vaultProviderType ? [asBoolean(known(vaultSkipVerify, { path: ["VAULT_SKIP_VERIFY"] }))] : [];
}
