import { z } from "zod";
import type { Resource } from "../../../model/resource";
import { storedCredentialsOf, type StoredCredential } from "../../../model/root-credential";
import { notEvaluated, violation, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./no-root-token-stored.examples";

const must = "hold no token of Vault's and no key that unseals one";

export default defineRule({
  id: "no-root-token-stored",
  family: "root",
  title: "No token and no unseal key of Vault's stands in what a program deploys",
  severity: "critical",
  blocks: "everywhere",
  sources: [
    { title: "Production Hardening", section: "Avoid Root Tokens" },
    { title: "Vault Security", section: "DO NOT Store Tokens in .env Files" },
    { title: "Vault in Kubernetes", section: "Security Enhancements" },
  ],
  rationale:
    "A Secret, a ConfigMap, an environment and state are read by many people and programs, and copied to backups. A root " +
    "token there is the whole Vault for each of them, and so are unseal and recovery keys, with which a new root token is made. " +
    "The place that the document itself keeps them in, a file in clear, is for a laptop only.",
  remediation:
    "let the application log in by a method, seal Vault by a key service, give key shares to people, and revoke the token",
  config: z.object({}),
  kind: "resource",
  check: (resource) => (isStack(resource) ? [] : storedCredentialsOf(resource).flatMap(judge)),
  // What a program exports is known only when it has ended.
  checkStack: ({ resources }) => resources.filter(isStack).flatMap(storedCredentialsOf).flatMap(judge),
  examples,
});

function isStack({ type }: Resource): boolean {
  return type === "pulumi:pulumi:Stack";
}

function judge({ what, stored }: StoredCredential): Outcome[] {
  if (stored.kind !== "known") return [notEvaluated(stored, { must })];
  return stored.value ? [violation(stored, { must }, `${what} (not shown)`)] : [];
}
