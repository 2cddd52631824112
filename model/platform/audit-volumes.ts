import type { Resource } from "../resource";
import { containersOf } from "../server/workload";
import type { Unknown, Value } from "../value";
import { asUnknown } from "../value";
import { auditFilesIn, mountOf, type AuditFile } from "./audit-files";
import { runsServer, serversIn, type ServerWorkload } from "./servers";
import { mountsOf, volumeOf, volumesOf, type Mount, type Volume } from "./volumes";

/** A volume in which the servers of a workload have their audit log, or a value that decides which it is. */
export interface AuditVolume {
  readonly server: ServerWorkload;
  readonly volume: Volume | Unknown;
}

/**
 * The volumes of audit logs: those that the stack's audit devices write to, or, where the devices are declared elsewhere, those
 * that are called so.
 */
export function auditVolumesIn(resources: readonly Resource[]): AuditVolume[] {
  const files = auditFilesIn(resources);
  return serversIn(resources).flatMap((server) => {
    const volumes = volumesOf(server.manifest);
    const inServer = containersOf(server.manifest).filter(runsServer);
    const mounts = inServer.flatMap(({ settings }) => auditMounts(settings, files));
    return distinct(mounts).flatMap((mount) => {
      const volume = "kind" in mount ? mount : volumeOf(mount, volumes);
      return volume === undefined ? [] : [{ server, volume }];
    });
  });
}

function auditMounts(container: Value, files: readonly AuditFile[]): (Mount | Unknown)[] {
  const mounts = mountsOf(container);
  if (mounts.kind !== "known") return [asUnknown(mounts, "is a secret text")];
  if (files.length === 0) return mounts.value.flatMap(whereCalledAudit);
  return files.flatMap((file) => mountOf(file, container) ?? []);
}

function whereCalledAudit(mount: Mount): (Mount | Unknown)[] {
  const names = [mount.volume, mount.path];
  if (names.some((name) => name.kind === "known" && /audit/iu.test(name.value ?? ""))) return [mount];
  return names.filter((name) => name.kind === "unknown");
}

/** Two files can stand in one volume. */
function distinct(mounts: readonly (Mount | Unknown)[]): (Mount | Unknown)[] {
  const keyOf = (mount: Mount | Unknown) => ("kind" in mount ? mount.why : mount.volume);
  const key = (mount: Mount | Unknown) => {
    const name = keyOf(mount);
    return typeof name === "string" ? name : name.kind === "known" ? `volume ${name.value ?? ""}` : name.kind;
  };
  return mounts.filter((mount, index) => mounts.findIndex((other) => key(other) === key(mount)) === index);
}
