import type { ServerWorkload } from "../../model/platform/servers";
import { kindOf, manifestsOf } from "../../model/platform/manifests";
import type { Resource } from "../../model/resource";
import { podTemplateOf } from "../../model/server/workload";
import { asBoolean, asCount, asText } from "../../model/scalars";
import { asUnknown, field, isAbsent, type Value } from "../../model/value";
import { demand, notEvaluated, show, violation, type Outcome } from "../outcome";
import { ofPod, podRequirement } from "./requirement";

/** A container's own setting, or the pod's where it has none. */
function setting({ podSpec }: ServerWorkload, container: Value, ...path: readonly string[]): Value {
  const own = field(container, "securityContext", ...path);
  return isAbsent(own) ? field(podSpec, "securityContext", ...path) : own;
}

/** A user other than root, or one that the kubelet checks not to be root. Vault's image begins as root (Dockerfile). */
export function judgeUser(server: ServerWorkload, container: Value): Outcome[] {
  const user = asCount(setting(server, container, "runAsUser"));
  const isChecked = asBoolean(setting(server, container, "runAsNonRoot"));
  const requirement = podRequirement(server.manifest, user.kind === "known" && user.value === 0 ? user : isChecked, {
    must: "not run as root",
    setting: "runAsNonRoot: true",
    helm: ofPod,
  });
  if (isChecked.kind === "known" && isChecked.value === true) return [];
  if (user.kind === "known" && user.value === 0) return [violation(user, requirement, "user 0")];
  if (user.kind === "known" && user.value !== undefined) return [];
  const open = [isChecked, user].find(({ kind }) => kind !== "known");
  return [
    open === undefined
      ? violation(isChecked, requirement)
      : notEvaluated(asUnknown(open, "is a secret text"), requirement),
  ];
}

/** One of the ways to keep system calls and files from it: seccomp, AppArmor, or SELinux. */
export function judgeProfile(server: ServerWorkload, container: Value): Outcome[] {
  const seccomp = asText(setting(server, container, "seccompProfile", "type"));
  const appArmor = asText(setting(server, container, "appArmorProfile", "type"));
  const profiles = [seccomp, appArmor, oldAppArmor(server, container)];
  const labels = setting(server, container, "seLinuxOptions");
  if (profiles.some((profile) => profile.kind === "known" && isProfile(profile.value))) return [];
  if (labels.kind === "known" && !isAbsent(labels)) return [];
  const requirement = podRequirement(server.manifest, seccomp, {
    must: "have a profile of seccomp, AppArmor or SELinux",
    setting: "seccompProfile.type: RuntimeDefault",
    helm: ofPod,
  });
  const open = [...profiles, labels].find(({ kind }) => kind !== "known");
  if (open !== undefined) return [notEvaluated(asUnknown(open, "is a secret text"), requirement)];
  return [violation(seccomp, requirement, isAbsent(seccomp) ? "none" : show(seccomp))];
}

function isProfile(type: string | undefined): boolean {
  return type !== undefined && /^(?:RuntimeDefault|Localhost|runtime\/default|localhost\/.+)$/u.test(type);
}

/** Before Kubernetes 1.30 an annotation for each container. */
function oldAppArmor({ manifest }: ServerWorkload, container: Value): Value<string | undefined> {
  const name = asText(field(container, "name"));
  const template = podTemplateOf(manifest) ?? manifest.inputs;
  const annotations = field(template, "metadata", "annotations");
  if (name.kind !== "known") return asUnknown(name, "is a secret text");
  return asText(field(annotations, `container.apparmor.security.beta.kubernetes.io/${name.value ?? ""}`));
}

/**
 * Whether the chart that makes the servers makes their account too: then it is theirs, whatever the release is called. One and the
 * same value names both.
 */
function isMadeForThem(account: Value<string | undefined>, { madeBy }: Resource): boolean {
  const made = madeBy === undefined ? [] : manifestsOf(madeBy);
  return made.some(
    (manifest) =>
      kindOf(manifest) === "ServiceAccount" && asText(field(manifest.inputs, "metadata", "name")) === account,
  );
}

/** The namespace's own account is nobody's in particular: what it may, an intruder may too. */
export function judgeAccountToken({ manifest, podSpec }: ServerWorkload): Outcome[] {
  const account = asText(field(podSpec, "serviceAccountName"));
  const isMounted = asBoolean(field(podSpec, "automountServiceAccountToken"));
  if (isMounted.kind === "known" && isMounted.value === false) return [];
  if (account.kind === "unknown" && isMadeForThem(account, manifest)) return [];
  const requirement = podRequirement(manifest, account, {
    must: "have an account of its own, or no token of the namespace's",
    setting: "serviceAccountName, or automountServiceAccountToken: false",
    helm: "server.serviceAccount",
  });
  return demand(account, requirement, {
    known: (name) => name !== undefined && name !== "" && name !== "default",
    secret: () => false,
  });
}
