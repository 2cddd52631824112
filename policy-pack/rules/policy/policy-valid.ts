import { z } from "zod";
import { unheeded } from "../../../access/policy/unheeded";
import { aclPolicyOf, type AclPolicy } from "../../../model/vault/acl-policy";
import { atPlace, parsed, shownIn } from "../../acl-policy";
import { demand, notEvaluated, violation, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./policy-valid.examples";

export default defineRule({
  id: "policy-valid",
  family: "policy",
  title: "Vault takes every policy, and heeds every word of it",
  severity: "high",
  blocks: "everywhere",
  sources: [
    { title: "Vault Security", section: "Step 1: Create a Policy for the Application" },
    { title: "Production Hardening", section: "Avoid Root Tokens" },
  ],
  rationale:
    "Vault refuses a text with a key or a capability that it does not know, in the middle of an apply. Worse is what it takes: " +
    "a * in the middle of a path stands for itself, words beside a deny are dropped, and a selector that does not exist drops " +
    "its stanza at every request. The policy reads like one thing and is another.",
  remediation: "correct the text as `vault policy fmt` and Vault's documentation of policies have it",
  config: z.object({}),
  kind: "resource",
  check: (resource) => {
    const policy = aclPolicyOf(resource);
    return policy === undefined ? [] : [...judgeName(policy), ...judgeText(policy)];
  },
  examples,
});

/** Names that no policy can have: Vault keeps these for itself (vault/policy_store.go, immutablePolicies). */
const reserved: ReadonlySet<string> = new Set(["", "root", "response-wrapping", "control-group"]);

function judgeName({ name, text }: AclPolicy): Outcome[] {
  // Where the path that it stands in is not known, one answer is enough.
  if (name === text) return [];
  const requirement = { must: "have a name that Vault does not keep for itself", fix: "choose another name" };
  return demand(name, requirement, { known: (given) => !reserved.has(given), secret: () => true });
}

function judgeText(policy: AclPolicy): Outcome[] {
  const content = parsed(policy);
  if ("kind" in content) return [notEvaluated(content, { must: "have a text that Vault takes" })];
  if (content.problems !== undefined) return content.problems.map((problem) => outcome(policy, problem));
  const text = policy.text.kind === "known" ? policy.text.value : "";
  return unheeded(text, content.policy).map(({ place, ...problem }) =>
    outcome(policy, { ...problem, place: `${place.line}:${place.column}` }),
  );
}

interface Defect {
  /** Line, or line and column. */
  readonly place: string;
  readonly path?: string;
  readonly must: string;
  readonly found?: string;
  readonly fix?: string;
}

function outcome(policy: AclPolicy, { place, path, must, found = "nothing", fix }: Defect): Outcome {
  const [line = 1, column = 1] = place.split(":").map(Number);
  const where = atPlace(policy, { line, column }, path);
  const requirement = fix === undefined || policy.isSecret ? { must } : { must, fix };
  return violation(where, requirement, shownIn(policy, found));
}
