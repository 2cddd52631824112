import path from "node:path";
import { allOf, anyOf, isNot, type Certainty } from "../../model/certainty";
import { notRead } from "../../model/platform/join";
import { allContainersOf } from "../../model/platform/pod-containers";
import type { ServerWorkload } from "../../model/platform/servers";
import { itemsOf, says } from "../../model/platform/tls-handling";
import { mountsOf, type Mount } from "../../model/platform/volumes";
import { asText } from "../../model/scalars";
import { field, isAbsent, type Value } from "../../model/value";
import { violationIf } from "../only-if";
import type { Outcome } from "../outcome";
import { inTheirTerms } from "../terms";

/** Files of the node in a server's pod: who can write to the wrong ones, or ask the container runtime, has the node (Pod Security Standards). */
export function judgeHostPaths({ manifest, podSpec }: ServerWorkload): Outcome[] {
  return itemsOf(field(podSpec, "volumes")).flatMap((volume) => {
    const settings = field(volume, "hostPath");
    if (isAbsent(settings)) return [];
    const onNode = asText(field(settings, "path"));
    const isAllowed = allOf([isNot(isNodesOwn(settings)), isForStorage(volume, podSpec)]);
    const fix = inTheirTerms(manifest, onNode, {
      manifest: "remove the hostPath volume, or use a claim in its place",
      helm: "remove the hostPath volume from server.volumes, or use a claim in its place",
    });
    const must = "have no files of the node but a folder for its data or its audit log";
    return violationIf(isNot(isAllowed), onNode, { must, ...(fix === undefined ? {} : { fix }) });
  });
}

/** What is no folder to keep data in, whatever it is mounted as: sockets, devices, and what the node itself runs by. */
function isNodesOwn(settings: Value): Certainty {
  const onNode = asText(field(settings, "path"));
  return anyOf([
    onNode.kind === "known" ? nodesOwn.test(path.posix.normalize(`/${onNode.value ?? ""}`)) : notRead(onNode),
    says(field(settings, "type"), /^(?:Socket|CharDevice|BlockDevice)$/u),
  ]);
}

const nodesOwn =
  /^\/+(?:$|.+\.sock$|(?:boot|dev|etc|proc|root|run|sys|var\/run)(?:\/|$)|(?:bin|home|lib(?:32|64)?|mnt|opt|sbin|srv|tmp|usr|var)\/?$|var\/(?:lib|log)\/?$|var\/(?:lib|log)\/(?:containerd|containers|cni|docker|etcd|kubelet|pods|rancher)(?:\/|$))/u;

/** Whether containers have it as a folder for data or for an audit log, and as nothing else. */
function isForStorage(volume: Value, podSpec: Value): Certainty {
  const name = asText(field(volume, "name"));
  const mounts = allContainersOf(podSpec).map(mountsOf);
  const open = mounts.find(({ kind }) => kind !== "known");
  if (open !== undefined) return notRead(open);
  if (name.kind !== "known") return notRead(name);
  const own = mounts
    .flatMap((list) => (list.kind === "known" ? list.value : []))
    .filter((mount) => mount.volume.kind !== "known" || mount.volume.value === name.value);
  return allOf(own.map(isStorage));
}

/** By the words that Vault's image and its documentation have for such folders: `/vault/data`, `/vault/file`, `/vault/audit`, `/vault/logs`. */
function isStorage({ path: folder }: Mount): Certainty {
  if (folder.kind !== "known") return notRead(folder);
  return /(?:^|[-_/])(?:data|file|raft|audit|logs?)(?:[-_/]|$)/u.test(folder.value ?? "");
}
