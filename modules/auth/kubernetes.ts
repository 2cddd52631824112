import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import type { PolicyStanza } from "../policies/document";
import type { KubernetesAuthArgs, KubernetesRoleArgs } from "./kubernetes-args";
import { checkKubernetesAuth, defaultLives } from "./kubernetes-check";
import { authMount } from "./mount";
import { tokenOf } from "./token";

/**
 * The Kubernetes method: how an application in a cluster logs in as its own service account, with no secret to hand over first
 * ("Vault Security", Production Environment Requirements).
 *
 * Vault asks the API server at each login whether the token is good (TokenReview), so that an account or a Pod that is deleted is out
 * within the ten seconds that the API server remembers a token for (kubernetes, pkg/kubeapiserver/options/authentication.go).
 * Aliases get no annotations of the account: whoever may edit it would choose what templated policies see.
 */
export class KubernetesAuth extends pulumi.ComponentResource {
  readonly mount: vault.AuthBackend;

  /** @throws Refusal with everything that would let in more than was meant, or nobody */
  constructor(name: string, args: KubernetesAuthArgs, options?: pulumi.ComponentResourceOptions) {
    checkKubernetesAuth(args);
    super("strongroom:auth:KubernetesAuth", name, {}, options);
    this.mount = authMount("kubernetes", args, { parent: this });
    new vault.kubernetes.AuthBackendConfig(
      args.path,
      {
        backend: args.path,
        kubernetesHost: args.kubernetesHost,
        ...(args.kubernetesCaCert === undefined ? {} : { kubernetesCaCert: args.kubernetesCaCert }),
        ...(args.issuer === undefined ? {} : { issuer: args.issuer }),
        // The provider would turn the check on where this is not said, against Vault's own default.
        disableIssValidation: args.issuer === undefined,
        disableLocalCaJwt: args.disableLocalCaJwt ?? false,
        useAnnotationsAsAliasMetadata: false,
      },
      { parent: this, dependsOn: this.mount, deletedWith: this.mount },
    );
    for (const role of args.roles) this.#declareRole(args.path, role);
    this.registerOutputs({});
  }

  #declareRole(mountPath: string, role: KubernetesRoleArgs): void {
    new vault.kubernetes.AuthBackendRole(
      `${mountPath}/${role.name}`,
      {
        backend: mountPath,
        roleName: role.name,
        boundServiceAccountNames: [...role.boundServiceAccountNames].sort(),
        boundServiceAccountNamespaces: [...role.boundServiceAccountNamespaces].sort(),
        audience: role.audience,
        aliasNameSource: role.aliasNameSource ?? "serviceaccount_uid",
        ...tokenOf(role, defaultLives),
      },
      { parent: this, dependsOn: this.mount, deletedWith: this.mount },
    );
  }
}

/** What the deployer needs to declare one. */
export function kubernetesAuthRights(mountPath: string): readonly PolicyStanza[] {
  return [
    {
      comment: `The cluster of ${mountPath}, and who may log in`,
      path: `auth/${mountPath}/config`,
      capabilities: ["create", "read", "update"],
    },
    { path: `auth/${mountPath}/role/*`, capabilities: ["create", "read", "update", "delete"] },
  ];
}
