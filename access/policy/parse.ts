import { parseHcl } from "../../hcl/parse";
import type { Item, ObjectValue } from "../../hcl/syntax";
import { SyntaxProblem } from "../../hcl/syntax";
import { decodeString, type Entry, field, ShapeProblem } from "./decode";
import { checkKeys, topLevelKeys } from "./keys";
import type { Policy } from "./policy";
import { Findings, type PolicyProblem } from "./problem";
import { parseStanza } from "./stanza";
import { isBase64, storedText } from "./stored-text";
import { isTemplated } from "./template";

/** What Vault understands of a text that it accepts, or everything that is wrong with one that it refuses. */
export type ParsedPolicy =
  | { readonly policy: Policy; readonly problems?: never }
  | { readonly policy?: never; readonly problems: readonly [PolicyProblem, ...PolicyProblem[]] };

/**
 * Parses the text of an ACL policy, in HCL or its JSON form. Accepts exactly what Vault 1.21 accepts when a policy is written
 * (vault/policy.go), with the two exceptions that hcl/ names: nesting has a limit, and strings that crash Vault are refused
 * everywhere.
 *
 * @param subject what the problems are about, in the user's words: the file's name.
 */
export function parsePolicy(text: string, subject = "policy"): ParsedPolicy {
  const findings = new Findings(subject);
  const policy = read(text, findings);
  const [first, ...rest] = findings.problems();
  return first === undefined ? { policy } : { problems: [first, ...rest] };
}

function read(text: string, findings: Findings): Policy {
  if (text === "") {
    findings.add(start, {
      must: "have a text",
      found: "nothing",
      fix: "write a stanza, or a comment that says why there is none",
      vault: "'policy' parameter not supplied or empty",
    });
    return nothing;
  }
  const tree = syntaxTree(text, findings);
  if (tree === undefined) return nothing;
  checkKeys(tree.items, topLevelKeys, findings);
  checkName(tree.items, findings);
  const stanzas = tree.items
    .filter(({ keys: [first] }) => first.text === "path")
    .map((item) => parseStanza(withoutFirstKey(item), findings))
    .filter((stanza) => stanza !== undefined);
  return { stanzas, templated: stanzas.some(({ path }) => isTemplated(path)) };
}

const start = { line: 1, column: 1 };
const nothing: Policy = { stanzas: [], templated: false };

const withoutFirstKey = ({ keys, value, place }: Item): Entry => ({ keys: keys.slice(1), value, place });

function syntaxTree(text: string, findings: Findings): ObjectValue | undefined {
  try {
    return parseHcl(storedText(text));
  } catch (problem) {
    if (!(problem instanceof SyntaxProblem)) throw problem;
    findings.add(problem.place, {
      must: "be HCL that Vault can parse",
      found: problem.message,
      ...(isBase64(text) ? { fix: "write the policy itself: Vault takes this text for base64 and decodes it" } : {}),
      vault: problem.message,
    });
    return undefined;
  }
}

/** Vault decodes a `name` and then ignores it: the policy is called as in the request. */
function checkName(items: readonly Item[], findings: Findings): void {
  for (const node of field(items, "name")) {
    try {
      decodeString(node);
    } catch (problem) {
      if (!(problem instanceof ShapeProblem)) throw problem;
      findings.add(problem.place, {
        path: "name",
        must: "be a text",
        found: problem.found,
        fix: "remove it: Vault takes the name from the request",
        vault: problem.message,
      });
    }
  }
}
