import type { ExampleResource } from "./example";
import { restricted, serverContainer, statefulSet, withProps } from "./hardened";

/** What runs beside the servers of a hardened Vault, for the examples of rules about audit logs and certificates. */

/** Sends the audit log on as it is written. */
export const logShipper = {
  name: "log-shipper",
  image: "fluent/fluent-bit:4.1.1@sha256:0000000000000000000000000000000000000000000000000000000000000000",
  args: ["--config=/fluent-bit/etc/fluent-bit.yaml"],
  resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { cpu: "200m", memory: "128Mi" } },
  securityContext: restricted,
  volumeMounts: [
    { name: "log-shipper", mountPath: "/fluent-bit/etc", readOnly: true },
    { name: "audit", mountPath: "/vault/audit", readOnly: true },
  ],
};

/** Renames the audit log when it is large, and has Vault open it again and read its certificate again, which one signal does. */
export const reloader = {
  name: "reloader",
  image: "busybox:1.37.0@sha256:0000000000000000000000000000000000000000000000000000000000000000",
  command: ["/bin/sh", "-ec"],
  args: [
    `while sleep 300; do
  if test "$(stat -c %s /vault/audit/audit.log)" -gt 1000000000; then
    mv /vault/audit/audit.log "/vault/audit/audit.log.$(date +%s)"
  fi
  find /vault/audit -name 'audit.log.*' -mtime +7 -delete
  pkill -HUP -x vault
done`,
  ],
  resources: { requests: { cpu: "10m", memory: "16Mi" }, limits: { cpu: "100m", memory: "32Mi" } },
  securityContext: restricted,
  volumeMounts: [{ name: "audit", mountPath: "/vault/audit" }],
};

/** The hardened servers with other containers beside them, and perhaps with volumes of the pods alone. */
export function withCompanions(companions: readonly object[], volumes?: readonly object[]): ExampleResource {
  const pods = { shareProcessNamespace: true, containers: [serverContainer, ...companions] };
  return withProps(statefulSet, {
    spec: {
      template: { spec: volumes === undefined ? pods : { ...pods, volumes } },
      ...(volumes === undefined ? {} : { volumeClaimTemplates: [] }),
    },
  });
}
