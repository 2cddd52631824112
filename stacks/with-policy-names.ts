/**
 * A module's arguments without its references to policies, which a declaration, being plain data, gives by their names instead:
 * `realise.ts` turns one into the other.
 */
export type WithPolicyNames<Args> = Omit<Args, "tokenPolicies"> & { readonly policies: readonly string[] };
