import { allOf, anyOf, isNot, type Certainty } from "../../certainty";
import type { Resource } from "../../resource";
import { known, type Value } from "../../value";
import { hasText, isOn } from "./condition";
import { fixed, object } from "./content";
import { manifest, ownLabels } from "./manifest";
import type { Release } from "./release";
import { yamlOf } from "./template";

/** The servers' service account and what it may do (templates/server-*account*.yaml, server-*role*.yaml). */
export function accounts(release: Release): Resource[] {
  return [...serviceAccount(release), ...tokenReviewer(release), ...discovery(release)];
}

/** Also made for servers elsewhere, which check tokens with it. */
function isWanted({ values }: Release): Certainty {
  return anyOf([isOn(values.get("server", "enabled")), isOn(values.get("global", "enabled"))]);
}

function serviceAccount(release: Release): Resource[] {
  const { values, at, names, namespace } = release;
  const get = (name: string) => values.get("server", "serviceAccount", name);
  const place = at("server", "serviceAccount");
  const isCreated = isOn(get("create"));
  const account = manifest(release, {
    type: "kubernetes:core/v1:ServiceAccount",
    name: names.account,
    usualName: "vault",
    exists: allOf([isCreated, isWanted(release)]),
    namespace,
    labels: object(place, ownLabels(release)),
    annotations: yamlOf(release, get("annotations")),
    content: () => ({}),
  });
  const token = manifest(release, {
    type: "kubernetes:core/v1:Secret",
    name: names.accountToken,
    usualName: "vault-token",
    exists: allOf([isCreated, isOn(get("createSecret"))]),
    namespace,
    labels: object(place, ownLabels(release)),
    annotations: object(place, { "kubernetes.io/service-account.name": names.account }),
    content: () => ({ type: known("kubernetes.io/service-account-token", get("createSecret").place) }),
  });
  return [...account, ...token];
}

/** With it the servers ask the cluster whose a service account's token is. */
function tokenReviewer(release: Release): Resource[] {
  const { values, at } = release;
  const place = at("server", "authDelegator");
  const account = values.get("server", "serviceAccount", "name");
  return manifest(release, {
    type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding",
    name: release.names.binding,
    usualName: "vault-server-binding",
    exists: allOf([
      isOn(values.get("server", "authDelegator", "enabled")),
      anyOf([isOn(values.get("server", "serviceAccount", "create")), isNot(hasText(account, ""))]),
      isWanted(release),
    ]),
    labels: object(place, ownLabels(release)),
    content: () => ({
      roleRef: fixed(
        { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "system:auth-delegator" },
        place,
      ),
      subjects: subjects(release),
    }),
  });
}

/** With it each server keeps the labels of its own pod, by which the Services tell the active one from the others. */
function discovery(release: Release): Resource[] {
  const { values, at, names, namespace, mode } = release;
  const place = at("server", "serviceAccount", "serviceDiscovery");
  const exists = allOf([
    mode.isHighlyAvailable,
    isOn(values.get("server", "serviceAccount", "serviceDiscovery", "enabled")),
  ]);
  const role = manifest(release, {
    type: "kubernetes:rbac.authorization.k8s.io/v1:Role",
    name: names.discoveryRole,
    usualName: "vault-discovery-role",
    exists,
    namespace,
    labels: object(place, ownLabels(release)),
    content: () => ({
      rules: fixed(
        [{ apiGroups: [""], resources: ["pods"], verbs: ["get", "watch", "list", "update", "patch"] }],
        place,
      ),
    }),
  });
  const binding = manifest(release, {
    type: "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
    name: names.discoveryBinding,
    usualName: "vault-discovery-rolebinding",
    exists,
    namespace,
    labels: object(place, ownLabels(release)),
    content: () => ({
      roleRef: object(place, {
        apiGroup: known("rbac.authorization.k8s.io", place),
        kind: known("Role", place),
        name: names.discoveryRole,
      }),
      subjects: subjects(release),
    }),
  });
  return [...role, ...binding];
}

function subjects({ at, names, namespace }: Release): Value {
  const place = at("server", "serviceAccount");
  return known([object(place, { kind: known("ServiceAccount", place), name: names.account, namespace })], place);
}
