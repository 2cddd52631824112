import { printPolicy, type PrintedStanza } from "../../access/policy/print";

/** One stanza of `policyDocument`. */
export type PolicyStanza = PrintedStanza;

/**
 * The text of a policy from typed stanzas:
 * `policyDocument([{ path: "secret/data/mysql", capabilities: ["read"], comment: "the application's own credential" }])`.
 */
export function policyDocument(stanzas: readonly PolicyStanza[]): string {
  return printPolicy(stanzas);
}
