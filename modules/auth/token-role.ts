import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import { refuseFor } from "../../problem/refuse-for";
import type { PolicyStanza } from "../policies/document";
import { networkProblems } from "../networks";
import { roleNameProblems } from "./role-name";

export interface TokenRoleArgs {
  /** `auth/token/create/<name>` makes a token through it. */
  readonly name: string;
  /** The policies that tokens may have; all of them where a request names none. From `Policies.name`; none is refused. */
  readonly allowedPolicies: readonly pulumi.Input<string>[];
  /** Life of a token in all, in seconds, whatever it is renewed. One hour by default. */
  readonly tokenExplicitMaxTtl?: number;
  /** Whether a token can be renewed until then. Yes by default. */
  readonly renewable?: boolean;
  /** Whether tokens have the policy `default` too. Yes by default. */
  readonly defaultPolicy?: boolean;
  /** Networks, in CIDR notation, that tokens may be used from. Any by default; naming every address is refused. */
  readonly boundCidrs?: readonly string[];
  /** What tokens' paths end with, by which they can be revoked together. Nothing by default. */
  readonly pathSuffix?: string;
}

/**
 * A role of the token store: whoever may create tokens through it gets none that can do more than it says. They end with the token that
 * made them, and with their own time at the latest ("Vault Security", Advantages of AppRole): no periodic token, no orphan.
 */
export class TokenRole extends pulumi.ComponentResource {
  readonly role: vault.tokenauth.AuthBackendRole;

  /** @throws Refusal where tokens could do anything, or nothing */
  constructor(name: string, args: TokenRoleArgs, options?: pulumi.ComponentResourceOptions) {
    checkTokenRole(args);
    super("strongroom:auth:TokenRole", name, {}, options);
    const life = args.tokenExplicitMaxTtl ?? 3600;
    this.role = new vault.tokenauth.AuthBackendRole(
      args.name,
      {
        roleName: args.name,
        allowedPolicies: pulumi.all([...args.allowedPolicies]).apply((names) => names.sort()),
        allowedPoliciesGlobs: [],
        disallowedPolicies: [],
        disallowedPoliciesGlobs: [],
        allowedEntityAliases: [],
        orphan: false,
        renewable: args.renewable ?? true,
        tokenExplicitMaxTtl: life,
        tokenPeriod: 0,
        tokenType: "service",
        tokenNoDefaultPolicy: !(args.defaultPolicy ?? true),
        tokenBoundCidrs: [...(args.boundCidrs ?? [])].sort(),
        pathSuffix: args.pathSuffix ?? "",
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

function checkTokenRole({ name, allowedPolicies, tokenExplicitMaxTtl = 1, boundCidrs = [] }: TokenRoleArgs): void {
  const subject = `token role "${name}"`;
  refuseFor([
    ...roleNameProblems("token", [{ name }]),
    ...(allowedPolicies.length > 0
      ? []
      : [
          {
            subject,
            path: "allowedPolicies",
            must: "name at least one policy: without, a token may have every policy of the one that makes it",
            found: "none",
          },
        ]),
    ...(allowedPolicies.includes("root")
      ? [{ subject, path: "allowedPolicies", must: "leave out root", found: "root" }]
      : []),
    ...networkProblems(subject, "boundCidrs", boundCidrs),
    ...(tokenExplicitMaxTtl > 0
      ? []
      : [
          {
            subject,
            path: "tokenExplicitMaxTtl",
            must: "be above zero: tokens must end",
            found: String(tokenExplicitMaxTtl),
          },
        ]),
  ]);
}

/** What the deployer needs to declare one. */
export function tokenRoleRights(name: string): readonly PolicyStanza[] {
  return [
    {
      comment: `Which tokens can be made through ${name}`,
      path: `auth/token/roles/${name}`,
      capabilities: ["create", "read", "update", "delete"],
    },
  ];
}
