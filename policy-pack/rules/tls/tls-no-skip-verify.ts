import { z } from "zod";
import { vaultProviderType, type Resource } from "../../../model/resource";
import { asBoolean } from "../../../model/scalars";
import { skippedVerifications } from "../../../model/server/skip-verify";
import { identitySourcesOf } from "../../../model/vault/identity-source";
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
    "Vault, or as what Vault unseals with, and is given tokens, passwords and secrets. Whoever can answer for the keys or the " +
    "cluster that a login method asks is whomever they like.",
  remediation: "remove the setting, and give the client the CA that signed its peer's certificate",
  config: z.object({}),
  kind: "resource",
  needsMounts: true,
  check: (resource, _config, environment) => [
    ...[...skippedVerifications(resource), ...leftToShell(resource, environment)].flatMap((skips) =>
      demand(skips, { must: "verify whom it talks to" }, { known: (isOn) => isOn !== true, secret: () => false }),
    ),
    ...identitySourcesOf(resource).flatMap((address) =>
      demand(address, asked, {
        known: (text) => !plain.test(text ?? ""),
        secret: (text) => !text.matches(plain),
      }),
    ),
  ],
  examples,
});

const asked = {
  must: "verify whom it asks who somebody is: the address starts with https://",
  fix: "write https://, with the CA where it is no public one (jwks_ca_pem, oidc_discovery_ca_pem, kubernetes_ca_cert)",
};

/** On its own machine, where a companion of Vault's may stand between, nobody else can answer. */
const plain = /^http:\/\/(?!(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?(?:\/|$))/iu;

/**
 * Vault's client reads the variable first, and an argument can only switch verification off, never on again (api/client.go,
 * ReadEnvironment and configureTLS): with it, no provider verifies, whatever `skipTlsVerify` says.
 */
function leftToShell({ type }: Resource, { vaultSkipVerify }: Environment): Value<boolean | undefined>[] {
  return type === vaultProviderType ? [asBoolean(known(vaultSkipVerify, { path: ["VAULT_SKIP_VERIFY"] }))] : [];
}
