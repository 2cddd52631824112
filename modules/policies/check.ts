import { normalisePolicy } from "../../access/policy/normalise";
import { parsePolicy } from "../../access/policy/parse";
import type { Problem } from "../../problem/problem";
import { refuseFor } from "../../problem/refuse-for";
import type { PolicyDeclaration } from "./declaration";

/** Policies that Vault keeps for itself: they can be neither written nor deleted (vault/policy_store.go). */
const immutable: ReadonlySet<string> = new Set(["root", "response-wrapping", "control-group"]);

/** A declared policy as Vault will store it. */
export interface CheckedPolicy {
  /** Lower-cased and trimmed, as Vault does. */
  readonly name: string;
  readonly text: string;
}

/**
 * Checks all policies as Vault would, and brings them into the form in which Vault stores them, sorted by name.
 * @throws Refusal with every problem of every policy
 */
export function checkedPolicies(declarations: readonly PolicyDeclaration[]): readonly CheckedPolicy[] {
  const names = declarations.map(({ name }) => nameInVault(name));
  refuseFor(
    declarations.flatMap((declaration, index) => [
      ...nameProblems(declaration, names.slice(0, index)),
      ...(parsePolicy(declaration.text, subjectOf(declaration)).problems ?? []),
    ]),
  );
  return declarations
    .map(({ name, text }) => ({ name: nameInVault(name), text: normalisePolicy(text) }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

const nameInVault = (name: string): string => name.trim().toLowerCase();

const subjectOf = ({ name, file }: PolicyDeclaration): string => file ?? `policy "${name}"`;

function nameProblems(declaration: PolicyDeclaration, earlier: readonly string[]): Problem[] {
  const name = nameInVault(declaration.name);
  const problem = (must: string, fix: string): Problem[] => [
    { subject: subjectOf(declaration), path: "name", must, found: `"${declaration.name}"`, fix },
  ];
  if (name === "") return problem("be given", "name the policy");
  if (immutable.has(name)) return problem("not be one that Vault keeps for itself", "choose another name");
  if (earlier.includes(name)) {
    return problem("be declared once (Vault does not tell upper from lower case)", "rename or remove one of them");
  }
  return [];
}
