import type { Output } from "@pulumi/pulumi";
import type { Policies } from "../modules/policies/policies";

/**
 * A module's arguments without its references to policies, which a declaration, being plain data, gives by their names instead.
 */
export type WithPolicyNames<Args> = Omit<Args, "tokenPolicies"> & { readonly policies: readonly string[] };

/**
 * The module's own arguments: references in place of the names.
 * @throws Refusal if a policy is not declared
 */
export function withReferences<Args extends { readonly policies: readonly string[] }>(
  { policies, ...args }: Args,
  declared: Policies,
): Omit<Args, "policies"> & { readonly tokenPolicies: Output<string>[] } {
  return { ...args, tokenPolicies: policies.map((name) => declared.name(name)) };
}
