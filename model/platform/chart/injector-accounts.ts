import { allOf, type Certainty } from "../../certainty";
import type { Resource } from "../../resource";
import { asCount } from "../../scalars";
import { known, map, type Value } from "../../value";
import { isOn } from "./condition";
import { concatenated, fixed, itemIf, labels, object } from "./content";
import { manifest, ownLabels } from "./manifest";
import type { Release } from "./release";
import { yamlOf } from "./template";

/** The injector's service account and what it may do. */
export function injectorAccounts(release: Release): Resource[] {
  const { names, namespace, at, mode, values } = release;
  const place = at("injector");
  const shared = { exists: mode.isInjectorEnabled, labels: labels(place, ownLabels(release, release.injectorName)) };
  const serviceAccount = manifest(release, {
    ...shared,
    type: "kubernetes:core/v1:ServiceAccount",
    name: names.injector,
    usualName: "vault-agent-injector",
    namespace,
    annotations: yamlOf(release, values.get("injector", "serviceAccount", "annotations")),
    content: () => ({}),
  });
  const role = manifest(release, {
    ...shared,
    type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
    name: names.injectorRole,
    usualName: "vault-agent-injector-clusterrole",
    content: () => ({
      rules: concatenated(
        place,
        fixed(
          [
            {
              apiGroups: ["admissionregistration.k8s.io"],
              resources: ["mutatingwebhookconfigurations"],
              verbs: ["get", "list", "watch", "patch"],
            },
          ],
          place,
        ),
        itemIf(hasLeaders(release), fixed({ apiGroups: [""], resources: ["nodes"], verbs: ["get"] }, place)),
      ),
    }),
  });
  const subject = object(place, { kind: known("ServiceAccount", place), name: names.injector, namespace });
  const binding = manifest(release, {
    ...shared,
    type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding",
    name: names.injectorBinding,
    usualName: "vault-agent-injector-binding",
    content: () => ({
      roleRef: object(place, {
        apiGroup: known("rbac.authorization.k8s.io", place),
        kind: known("ClusterRole", place),
        name: names.injectorRole,
      }),
      subjects: known([subject], place),
    }),
  });
  return [...serviceAccount, ...role, ...binding, ...leaderElection(release, subject)];
}

/** Several injectors agree on one that makes the certificate, which is a Secret of the namespace. */
function leaderElection(release: Release, subject: Value): Resource[] {
  const { names, namespace, at, mode } = release;
  const place = at("injector", "leaderElector");
  const shared = {
    exists: allOf([mode.isInjectorEnabled, hasLeaders(release)]),
    namespace,
    labels: labels(place, ownLabels(release, release.injectorName)),
  };
  const role = manifest(release, {
    ...shared,
    type: "kubernetes:rbac.authorization.k8s.io/v1:Role",
    name: names.leaderRole,
    usualName: "vault-agent-injector-leader-elector-role",
    content: () => ({
      rules: fixed(
        [
          {
            apiGroups: [""],
            resources: ["secrets", "configmaps"],
            verbs: ["create", "get", "watch", "list", "update"],
          },
          { apiGroups: [""], resources: ["configmaps"], verbs: ["delete"] },
          { apiGroups: [""], resources: ["pods"], verbs: ["get", "patch", "delete"] },
        ],
        place,
      ),
    }),
  });
  const binding = manifest(release, {
    ...shared,
    type: "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
    name: names.leaderBinding,
    usualName: "vault-agent-injector-leader-elector-binding",
    content: () => ({
      roleRef: object(place, {
        apiGroup: known("rbac.authorization.k8s.io", place),
        kind: known("Role", place),
        name: names.leaderRole,
      }),
      subjects: known([subject], place),
    }),
  });
  return [...role, ...binding];
}

function hasLeaders({ values }: Release): Certainty {
  const replicas = map(asCount(values.get("injector", "replicas")), (count, place) => known((count ?? 0) > 1, place));
  return allOf([isOn(values.get("injector", "leaderElector", "enabled")), isOn(replicas)]);
}
