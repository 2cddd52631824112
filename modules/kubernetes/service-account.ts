import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../../problem/problem";
import { refuseFor } from "../../problem/refuse-for";
import { isNamespace, isObjectName, namespaceForm, objectNameForm } from "./names";

export interface ServiceAccountArgs {
  readonly name: string;
  /** A namespace that is there already. */
  readonly namespace: string;
  /**
   * Whether the account may ask the API server about tokens (`system:auth-delegator`). Off by default, and needed only by clients
   * of a `KubernetesAuth` with `disableLocalCaJwt`: who may ask learns whose any token is.
   */
  readonly authDelegator?: boolean;
  /**
   * Whether every Pod gets a token for the API server. Off by default: an application that talks to Vault alone needs none, and gets
   * the token for Vault from a volume of its own (`serviceAccountTokenVolume`).
   */
  readonly automountServiceAccountToken?: boolean;
}

/**
 * The account that an application's Pods run as, and log in to Vault with. Protected, because one that is made anew has another uid:
 * the tokens of running Pods are refused from then on, and to Vault it is somebody else.
 */
export class ServiceAccount extends pulumi.ComponentResource {
  readonly account: kubernetes.core.v1.ServiceAccount;

  /** @throws Refusal with every name that is none, and for the account `default` */
  constructor(name: string, args: ServiceAccountArgs, options?: pulumi.ComponentResourceOptions) {
    checkServiceAccount(args);
    super("strongroom:kubernetes:ServiceAccount", name, {}, options);
    this.account = new kubernetes.core.v1.ServiceAccount(
      name,
      {
        metadata: { name: args.name, namespace: args.namespace },
        automountServiceAccountToken: args.automountServiceAccountToken ?? false,
      },
      { parent: this, protect: true },
    );
    if (args.authDelegator === true) this.#bindAuthDelegator(name, args);
    this.registerOutputs({});
  }

  /** For the whole cluster, because tokens are reviewed outside any namespace. */
  #bindAuthDelegator(name: string, { name: account, namespace }: ServiceAccountArgs): void {
    new kubernetes.rbac.v1.ClusterRoleBinding(
      name,
      {
        metadata: { name: `vault-auth-delegator:${namespace}:${account}` },
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "system:auth-delegator" },
        subjects: [{ kind: "ServiceAccount", name: account, namespace }],
      },
      { parent: this, dependsOn: this.account },
    );
  }
}

function checkServiceAccount({ name, namespace }: ServiceAccountArgs): void {
  const subject = `service account "${name}" in namespace "${namespace}"`;
  const problem = (path: string, must: string, found: string): Problem => ({ subject, path, must, found });
  refuseFor([
    ...(isObjectName(name) ? [] : [problem("name", objectNameForm, JSON.stringify(name))]),
    ...(name === "default"
      ? [problem("name", "be the application's own: every Pod that names none has this one", '"default"')]
      : []),
    ...(isNamespace(namespace) ? [] : [problem("namespace", namespaceForm, JSON.stringify(namespace))]),
  ]);
}
