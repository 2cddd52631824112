import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import type { PolicyStanza } from "../policies/document";
import { joinedClaims } from "./claims";
import type { JwtAuthArgs, JwtRoleArgs } from "./jwt-args";
import { checkJwtAuth, defaultLives } from "./jwt-check";
import { pemBlocks } from "./pem";
import { tokenOf } from "./token";
import { mountTuning, writtenTuning } from "./tuning";

/**
 * The JWT method: how a CI job proves which repository, workflow and environment it runs for.
 *
 * Claims are compared exactly and bound per environment, so that a job of one environment cannot log in to another
 * ("What I learned after a year of setting up and running HashiCorp Vault in production", Production-grading Vault).
 */
export class JwtAuth extends pulumi.ComponentResource {
  readonly mount: vault.jwt.AuthBackend;

  /** @throws Refusal with everything that would let in more than was meant, or nobody */
  constructor(name: string, args: JwtAuthArgs, options?: pulumi.ComponentResourceOptions) {
    checkJwtAuth(args);
    super("strongroom:auth:JwtAuth", name, {}, options);
    this.mount = new vault.jwt.AuthBackend(
      args.path,
      {
        type: "jwt",
        path: args.path,
        ...(args.description === undefined ? {} : { description: args.description }),
        ...(args.discoveryUrl === undefined ? {} : { oidcDiscoveryUrl: args.discoveryUrl }),
        ...(args.discoveryCaCertificate === undefined
          ? {}
          : { oidcDiscoveryCaPem: pemBlocks([args.discoveryCaCertificate]) }),
        ...(args.validationPublicKeys === undefined
          ? {}
          : { jwtValidationPubkeys: args.validationPublicKeys.map(withoutBlanks) }),
        boundIssuer: args.boundIssuer,
        tune: mountTuning(args),
      },
      { parent: this, protect: true },
    );
    writtenTuning(this.mount, args, undefined, { parent: this });
    for (const role of args.roles) this.#declareRole(args.path, role);
    this.registerOutputs({});
  }

  #declareRole(mountPath: string, role: JwtRoleArgs): void {
    new vault.jwt.AuthBackendRole(
      `${mountPath}/${role.name}`,
      {
        backend: mountPath,
        roleName: role.name,
        roleType: "jwt",
        userClaim: role.userClaim ?? "sub",
        ...(role.groupsClaim === undefined ? {} : { groupsClaim: role.groupsClaim }),
        boundAudiences: [...role.boundAudiences].sort(),
        boundClaims: joinedClaims(role.boundClaims),
        boundClaimsType: "string",
        ...tokenOf(role, defaultLives),
      },
      { parent: this, dependsOn: this.mount, deletedWith: this.mount },
    );
  }
}

/** What the deployer needs to declare one. */
export function jwtAuthRights(mountPath: string): readonly PolicyStanza[] {
  return [
    {
      comment: `The keys that ${mountPath} trusts, and who may log in`,
      path: `auth/${mountPath}/config`,
      capabilities: ["read", "update"],
    },
    { path: `auth/${mountPath}/role/*`, capabilities: ["create", "read", "update", "delete"] },
  ];
}

/** Vault keeps a key without the newline at its end, and would be found to differ from one declared with it. */
function withoutBlanks(publicKey: string): string {
  return publicKey.trim();
}
