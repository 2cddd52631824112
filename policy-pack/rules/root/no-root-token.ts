import { z } from "zod";
import { vaultProviderType } from "../../../model/resource";
import { notEvaluated, show, violation } from "../../outcome";
import { defineRule } from "../../rule";

const must = "reach Vault with a token that is not root's";
const subject = 'vault provider "example"';

export default defineRule({
  id: "no-root-token",
  family: "root",
  title: "No program reaches Vault with a root token",
  severity: "critical",
  blocks: "everywhere",
  sources: [
    { title: "Production Hardening", section: "Avoid Root Tokens" },
    { title: "Vault Security", section: "DO NOT USE ROOT TOKEN IN PRODUCTION" },
    { title: "Vault production checklist", section: "Setting up & maintaining Vault" },
  ],
  rationale:
    "A root token may do anything, does not end by itself and names nobody in the audit log. Where a program runs with one, " +
    "every mistake in it and every reader of its environment has the whole Vault.",
  remediation:
    "log in as the deployer and revoke the root token (vault token revoke); another can be made when it is needed",
  config: z.object({}),
  kind: "login",
  // One that goes is still what its objects are deleted with, and no policy of Pulumi's sees it.
  judgesRemovals: true,
  check: ({ token }) => {
    if (token === undefined) return [];
    const { from, policies } = token;
    if (policies.kind !== "known") return [notEvaluated(policies, { must }, `a token from ${from}: ${show(policies)}`)];
    return policies.value.includes("root") ? [violation(policies, { must }, `a root token from ${from}`)] : [];
  },
  examples: {
    good: [
      { name: "no token", resources: [provider()] },
      {
        name: "a token with a policy",
        resources: [provider()],
        token: { from: "VAULT_TOKEN", policies: ["default", "deployer"] },
      },
    ],
    bad: [
      {
        name: "a root token in the environment",
        resources: [provider()],
        token: { from: "VAULT_TOKEN", policies: ["root"] },
        finds: [{ subject, path: "token", must, found: "a root token from VAULT_TOKEN" }],
      },
      {
        name: "a root token as an argument",
        resources: [provider({ token: "hvs.CAESIexampleexampleexample" })],
        token: { from: "the token argument", policies: ["root"] },
        finds: [{ subject, path: "token", must, found: "a root token from the token argument" }],
      },
    ],
    unknown: [
      {
        name: "a token of which Vault does not say what it may",
        resources: [provider()],
        token: { from: "~/.vault-token", policies: "no answer" },
        finds: [{ subject, path: "token", must }],
      },
    ],
  },
});

function provider(props: Record<string, unknown> = {}) {
  return { type: vaultProviderType, props: { address: "https://vault.example.com:8200", ...props } };
}
