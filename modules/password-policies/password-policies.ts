import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import { Refusal } from "../../problem/problem";
import { nearest } from "../../problem/suggestion";
import type { PasswordPoliciesArgs } from "./password-policies-args";
import { checkPasswordPolicies } from "./password-policies-check";
import { passwordPolicyText } from "./text";

/**
 * What the passwords look like that Vault makes, for databases, directories and other systems that do not take Vault's own form
 * (20 letters, digits and hyphens). An engine asks the policy for each password, so that a change holds from the next one on.
 *
 * The SDK has no resource for it, hence the path. Pulumi takes whatever is written to a path for a secret, although nothing in it is.
 */
export class PasswordPolicies extends pulumi.ComponentResource {
  readonly #endpoints: ReadonlyMap<string, vault.generic.Endpoint>;

  /** @throws Refusal with everything that Vault would refuse, or could make no password from */
  constructor(name: string, args: PasswordPoliciesArgs, options?: pulumi.ComponentResourceOptions) {
    checkPasswordPolicies(args.policies);
    super("strongroom:password-policies:PasswordPolicies", name, {}, options);
    this.#endpoints = new Map(
      args.policies.map((policy) => [
        policy.name,
        new vault.generic.Endpoint(
          policy.name,
          { path: passwordPolicyPath(policy.name), dataJson: JSON.stringify({ policy: passwordPolicyText(policy) }) },
          { parent: this },
        ),
      ]),
    );
    this.registerOutputs({});
  }

  /**
   * The name of a declared policy, for an engine, which is then made after the policy is there.
   * @throws Refusal if no such policy is declared
   */
  name(policy: string): pulumi.Output<string> {
    const endpoint = this.#endpoints.get(policy);
    if (endpoint !== undefined) return endpoint.path.apply(() => policy);
    const names = [...this.#endpoints.keys()].sort();
    const meant = nearest(policy, names);
    throw new Refusal([
      {
        subject: `password policy "${policy}"`,
        must: `be declared before an engine is given it (declared: ${names.join(", ") || "none"})`,
        fix: meant === undefined ? "declare it, or name another" : `did you mean "${meant}"?`,
      },
    ]);
  }
}

/** The path that a password policy is written to. */
export function passwordPolicyPath(name: string): string {
  return `sys/policies/password/${name}`;
}
