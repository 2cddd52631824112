import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import { Refusal } from "../../problem/problem";
import { nearest } from "../../problem/suggestion";
import { checkedPolicies } from "./check";
import type { PolicyDeclaration } from "./declaration";

export interface PoliciesArgs {
  /** All policies of this Vault. Plain texts and not outputs: they are checked before anything else happens. */
  readonly policies: readonly PolicyDeclaration[];
}

/**
 * The ACL policies of a Vault. Each is checked when it is declared, by Vault's own grammar, and written in the form in which
 * Vault will show it (`vault policy fmt`), so that a refresh finds nothing to change. Roles take a policy by reference:
 *
 *     const policies = new Policies("policies", { policies: [policyFromFile("policies/reference-api.hcl")] });
 *     new AppRole("reference-api", { tokenPolicies: [policies.name("reference-api")], ... });
 */
export class Policies extends pulumi.ComponentResource {
  /** Of all declared policies, as Vault has them: in lower case, sorted. */
  readonly names: readonly string[];
  private readonly resources: ReadonlyMap<string, vault.Policy>;

  /** @throws Refusal with every problem of every policy: file, line and column, what Vault expects, how to fix it */
  constructor(name: string, args: PoliciesArgs, options?: pulumi.ComponentResourceOptions) {
    const checked = checkedPolicies(args.policies);
    super("strongroom:policies:Policies", name, {}, options);
    this.resources = new Map(
      // A policy's URN comes from its own name, so the order of the declaration has no say in it.
      checked.map((policy) => [
        policy.name,
        new vault.Policy(policy.name, { name: policy.name, policy: policy.text }, { parent: this }),
      ]),
    );
    this.names = [...this.resources.keys()];
    this.registerOutputs({});
  }

  /**
   * The name of a declared policy, for a role. Whatever uses it depends on the policy: it is made after the policy is there.
   * @throws Refusal if no such policy is declared
   */
  name(policy: string): pulumi.Output<string> {
    return this.policy(policy).name;
  }

  /** A declared policy itself, for what can only be made once it is there. @throws Refusal if no such policy is declared */
  policy(policy: string): vault.Policy {
    const resource = this.resources.get(policy.trim().toLowerCase());
    if (resource !== undefined) return resource;
    const meant = nearest(policy, this.names);
    throw new Refusal([
      {
        subject: `policy "${policy}"`,
        must: `be declared before a role is given it (declared: ${this.names.join(", ") || "none"})`,
        fix: meant === undefined ? "declare it, or assign another" : `did you mean "${meant}"?`,
      },
    ]);
  }
}
