import { z } from "zod";
import { printPlace } from "../../../model/place";
import type { Resource } from "../../../model/resource";
import { storedCredentialsOf } from "../../../model/root-credential";
import { exportedSecrets, keptSecretsOf, type KeptSecret } from "../../../model/vault/kept-secret";
import { about } from "../../about";
import { notEvaluated, violation, type Outcome, type Requirement } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./secret-not-in-state.examples";

const must = "leave no secret in state that lies open there, or that nothing needs there";

export default defineRule({
  id: "secret-not-in-state",
  family: "secrets",
  title: "No program keeps in its state what only Vault should have",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Vault Security", section: "DO NOT Store Tokens in .env Files" },
    { title: "Vault Security", section: "Production Environment Requirements" },
  ],
  // Which fields the SDK marks: its own declarations (model/vault-secret-fields.ts). Pulumi documentation, additionalSecretOutputs.
  rationale:
    "State is kept for years, copied to backups, and read by everybody who may preview. What neither the SDK nor the program marks is " +
    "hidden there only if the provider sees to it; what is marked is open to whoever has the stack's key. A secret that passes through a program on its way to Vault " +
    "is in both places, and only one of them has an audit log.",
  remediation: "let Vault make the secret, or write it past the program (vault kv put), and export names only",
  config: z.object({}),
  kind: "resource",
  check: (resource) => (isStack(resource) ? [] : judgeAll(resource, keptSecretsOf(resource))),
  // What a program exports is known only when it has ended.
  checkStack: ({ resources }) =>
    resources
      .filter(isStack)
      .flatMap((stack) => judgeAll(stack, exportedSecrets(stack)).map((outcome) => ({ ...outcome, ...about(stack) }))),
  examples,
});

function isStack({ type }: Resource): boolean {
  return type === "pulumi:pulumi:Stack";
}

/** Tokens of Vault's and keys that unseal it are another rule's: `no-root-token-stored`. */
function judgeAll(resource: Resource, secrets: readonly KeptSecret[]): Outcome[] {
  if (secrets.length === 0) return [];
  const others = storedCredentialsOf(resource).filter(({ stored }) => stored.kind !== "known" || stored.value);
  const places = new Set(others.map(({ stored }) => printPlace(stored.place)));
  return secrets.filter(({ kept }) => !places.has(printPlace(kept.place))).flatMap(judge);
}

function judge({ what, kept }: KeptSecret): Outcome[] {
  const fix = fixes[what];
  const requirement: Requirement = { must, ...(fix === undefined ? {} : { fix }) };
  if (kept.kind !== "known") return [notEvaluated(kept, requirement)];
  return kept.value ? [violation(kept, requirement, `${what} (not shown)`)] : [];
}

const fixes: Readonly<Partial<Record<KeptSecret["what"], string>>> = {
  "a token": "let the client log in by a method, or hand the token out wrapped (wrapping_ttl)",
  "a private key": "let the client ask Vault for its certificate, and make an authority's key of type internal",
  "a secret of a key-value engine":
    "write it with vault kv put, or give it as data_json_wo, which the provider never reads back",
  "a secret of the answer":
    "leave it out of writeFields, or list writeData and writeDataJson in additionalSecretOutputs",
  "a secret that nobody marks":
    "list the field in the resource's additionalSecretOutputs, as a pack sees nothing of pulumi.secret, or use the one that is write-only (password_wo)",
  "a secret output": "export where it stands in Vault, and not what it is",
};
