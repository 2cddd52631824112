import { allOf, anyOf, isOpen, type Certainty } from "../certainty";
import { asList, asText } from "../scalars";
import type { Resource } from "../resource";
import { field, isAbsent, known, type Value } from "../value";
import { areInOneNamespace, joined, notRead, type Join } from "./join";
import { kindOf, manifestsIn, namespaceOf } from "./manifests";
import { areEqual } from "./selector";
import type { ServerWorkload } from "./servers";

/** A RoleBinding or ClusterRoleBinding. */
export interface Binding {
  readonly manifest: Resource;
  /** Whether what it gives holds in every namespace. */
  readonly isForCluster: boolean;
  readonly roleKind: Value<string | undefined>;
  readonly roleName: Value<string | undefined>;
}

export function bindingsIn(resources: readonly Resource[]): Binding[] {
  return manifestsIn(resources).flatMap((manifest) => {
    const kind = kindOf(manifest);
    if (kind !== "RoleBinding" && kind !== "ClusterRoleBinding") return [];
    const role = field(manifest.inputs, "roleRef");
    return [
      {
        manifest,
        isForCluster: kind === "ClusterRoleBinding",
        roleKind: asText(field(role, "kind")),
        roleName: asText(field(role, "name")),
      },
    ];
  });
}

/** The service account that pods run as: `default` where they name none. */
function accountOf({ podSpec }: ServerWorkload): Value<string | undefined> {
  const [name, older] = [asText(field(podSpec, "serviceAccountName")), asText(field(podSpec, "serviceAccount"))];
  const given = isAbsent(name) ? older : name;
  return isAbsent(given) ? known("default", name.place) : given;
}

/** Whether the binding gives its role to the servers' service account, by its name or as one of a group. */
export function isForAccountOf(server: ServerWorkload, { manifest }: Binding): Join {
  const subjects = asList(field(manifest.inputs, "subjects"));
  const [account, namespace] = [accountOf(server), server.namespace];
  const means = (subject: Value) => isMeant(subject, account, namespace, namespaceOf(manifest));
  const holds = subjects.kind === "known" ? anyOf(subjects.value.map(means)) : notRead(subjects);
  return { holds, of: isOpen(holds) && (holds === account || holds === namespace) ? server.manifest : manifest };
}

function isMeant(
  subject: Value,
  account: Value<string | undefined>,
  namespace: Value<string | undefined>,
  ofBinding: Value<string | undefined>,
): Certainty {
  const [kind, name] = [asText(field(subject, "kind")), asText(field(subject, "name"))];
  if (kind.kind !== "known") return notRead(kind);
  if (kind.value === "ServiceAccount") {
    const given = asText(field(subject, "namespace"));
    return allOf([areEqual(name, account), areInOneNamespace(isAbsent(given) ? ofBinding : given, namespace)]);
  }
  if (name.kind !== "known") return notRead(name);
  if (everybody.test(name.value ?? "")) return true;
  // A person, or another group, is no service account.
  if (!/^system:serviceaccounts?:/u.test(name.value ?? "")) return false;
  if (namespace.kind !== "known") return notRead(namespace);
  if (account.kind !== "known") return notRead(account);
  const own = `system:serviceaccount:${namespace.value ?? "default"}:${account.value ?? ""}`;
  return name.value === own || name.value === `system:serviceaccounts:${namespace.value ?? "default"}`;
}

/** Groups that every service account is in (Kubernetes documentation, Using RBAC Authorization, Referring to subjects). */
const everybody = /^system:(?:serviceaccounts|authenticated)$/u;

/** The Roles and ClusterRoles that a binding may mean. */
export function rolesOf(
  binding: Binding,
  resources: readonly Resource[],
): { readonly role: Resource; readonly is: Join }[] {
  return manifestsIn(resources).flatMap((role) => {
    const kind = kindOf(role);
    if (kind !== "Role" && kind !== "ClusterRole") return [];
    const is = isRole(binding, role, kind);
    return is.holds === false ? [] : [{ role, is }];
  });
}

function isRole({ manifest, roleKind, roleName }: Binding, role: Resource, kind: string): Join {
  const inPlace = kind === "ClusterRole" || areInOneNamespace(namespaceOf(manifest), namespaceOf(role));
  const isNamed = areEqual(roleName, asText(field(role.inputs, "metadata", "name")));
  // A name that is not known yet is still known to come from one resource and no other.
  const deciders = isOpen(isNamed) ? manifest.decidedBy?.get("roleRef") : undefined;
  const named = deciders === undefined || deciders.length === 0 ? isNamed : deciders.includes(role.urn);
  return joined(
    { holds: areEqual(roleKind, known(kind, roleKind.place)), of: manifest },
    { holds: inPlace, of: manifest },
    { holds: named, of: roleName.kind === "known" ? role : manifest },
  );
}

/** One rule of a role: what may be done to what. */
export interface Permission {
  readonly value: Value;
  readonly groups: Value<readonly Value[]>;
  readonly resources: Value<readonly Value[]>;
  readonly verbs: Value<readonly Value[]>;
  /** Paths of the cluster's API that are no resources. */
  readonly urls: Value<readonly Value[]>;
}

export function permissionsOf({ inputs }: Resource): Permission[] {
  const rules = asList(field(inputs, "rules"));
  return (rules.kind === "known" ? rules.value : [rules]).map((value) => ({
    value,
    groups: asList(field(value, "apiGroups")),
    resources: asList(field(value, "resources")),
    verbs: asList(field(value, "verbs")),
    urls: asList(field(value, "nonResourceURLs")),
  }));
}
