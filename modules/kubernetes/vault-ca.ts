import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../../problem/problem";
import { refuseFor } from "../../problem/refuse-for";
import { bundleProblems, canonicalBundle } from "../certificates/bundle";
import { isNamespace, isObjectName, namespaceForm, objectNameForm } from "./names";

export interface VaultCaArgs {
  /** PEM certificates of the CAs that sign the servers' certificates. Old and new together while one takes over from the other. */
  readonly certificates: string;
  /** What the bundle is called, wherever it is. `vault-ca` by default. */
  readonly bundleName?: string;
  /**
   * Whether there is one ClusterTrustBundle, which Pods of every namespace may mount, also of those that are made later. On by
   * default. Off for a cluster that does not serve them (docs/decisions/vault-ca-in-namespaces.md).
   */
  readonly clusterTrustBundle?: boolean;
  /** Namespaces, there already, that get the bundle as a ConfigMap: where it cannot be mounted from the cluster. None by default. */
  readonly namespaces?: readonly string[];
}

/** The bundle's file in a ConfigMap, and by default in a volume. */
export const bundleFile = "ca.crt";
export const defaultBundleName = "vault-ca";

/**
 * The CAs that Vault's servers are vouched for by, where applications find them: without them no client can tell Vault from whoever
 * answers in its place ("What I learned after a year of setting up and running HashiCorp Vault in production", Production-grading Vault).
 */
export class VaultCa extends pulumi.ComponentResource {
  /** @throws Refusal with everything that is no CA, no name, or that nobody would find */
  constructor(name: string, args: VaultCaArgs, options?: pulumi.ComponentResourceOptions) {
    checkVaultCa(args);
    super("strongroom:kubernetes:VaultCa", name, {}, options);
    const { bundleName = defaultBundleName, clusterTrustBundle = true, namespaces = [] } = args;
    const certificates = canonicalBundle(args.certificates);
    if (clusterTrustBundle) {
      new kubernetes.certificates.v1beta1.ClusterTrustBundle(
        bundleName,
        { metadata: { name: bundleName }, spec: { trustBundle: certificates } },
        { parent: this },
      );
    }
    for (const namespace of namespaces) {
      new kubernetes.core.v1.ConfigMap(
        `${namespace}/${bundleName}`,
        { metadata: { name: bundleName, namespace }, data: { [bundleFile]: certificates } },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}

function checkVaultCa({
  certificates,
  bundleName = defaultBundleName,
  clusterTrustBundle = true,
  namespaces = [],
}: VaultCaArgs): void {
  const subject = `CA bundle "${bundleName}"`;
  refuseFor([
    ...bundleProblems({ subject, path: "certificates" }, certificates, "authorities"),
    ...(isObjectName(bundleName)
      ? []
      : [{ subject, path: "bundleName", must: objectNameForm, found: JSON.stringify(bundleName) }]),
    ...(clusterTrustBundle || namespaces.length > 0
      ? []
      : [{ subject, must: "be somewhere: in the cluster or in at least one namespace", found: "nowhere" }]),
    ...namespaces.flatMap((namespace, index) => namespaceProblems(subject, namespace, namespaces.slice(0, index))),
  ]);
}

function namespaceProblems(subject: string, namespace: string, earlier: readonly string[]): Problem[] {
  const path = `namespaces[${earlier.length}]`;
  const found = JSON.stringify(namespace);
  if (!isNamespace(namespace)) return [{ subject, path, must: namespaceForm, found }];
  return earlier.includes(namespace) ? [{ subject, path, must: "be named once", found }] : [];
}
