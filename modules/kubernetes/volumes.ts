import type * as kubernetes from "@pulumi/kubernetes";
import { bundleFile, defaultBundleName } from "./vault-ca";

type Volume = kubernetes.types.input.core.v1.Volume;

/** The name of the volume with the token for Vault, as `agentInjectorAnnotations` looks for it. */
export const tokenVolumeName = "vault-token";

/**
 * A Pod's volume with a token of its service account that is for Vault alone. The kubelet renews it well before it expires.
 * @param audience the `aud` claim: that of the role
 * @param expirationSeconds its life; 10 minutes, the shortest that Kubernetes makes, by default
 */
export function serviceAccountTokenVolume(audience: string, expirationSeconds = 600): Volume {
  return {
    name: tokenVolumeName,
    projected: { sources: [{ serviceAccountToken: { audience, expirationSeconds, path: "token" } }] },
  };
}

/** A Pod's volume with the CA bundle of the cluster, in any namespace. A Pod does not start without it. */
export function clusterTrustBundleVolume(bundleName = defaultBundleName): Volume {
  return {
    name: bundleName,
    projected: { sources: [{ clusterTrustBundle: { name: bundleName, path: bundleFile } }] },
  };
}

/** A Pod's volume with the CA bundle of its namespace. A Pod does not start without it. */
export function configMapVolume(bundleName = defaultBundleName): Volume {
  return { name: bundleName, configMap: { name: bundleName, items: [{ key: bundleFile, path: bundleFile }] } };
}
