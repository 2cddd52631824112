import { notKnownYet, type BadExample, type Example, type ExampleResource, type UnknownExample } from "../../example";
import { hardenedVault, statefulSet } from "../../hardened";

const must = "give Vault's service account no more than Vault needs";
const account = { kind: "ServiceAccount", name: "vault", namespace: "vault" };
const role = "Role vault/vault";
const clusterRole = "ClusterRole vault";
const roleBinding: ExampleResource = {
  type: "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
  name: "binding",
  props: {
    metadata: { name: "vault", namespace: "vault" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "vault" },
    subjects: [account],
  },
};
const registration = { apiGroups: [""], resources: ["pods"], verbs: ["get", "update", "patch"] };

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "an account without any role", resources: hardenedVault() },
    {
      name: "what service registration and the review of tokens need",
      resources: [
        ...hardenedVault({ more: clusterBinding("system:auth-delegator") }),
        makeRole([registration]),
        roleBinding,
      ],
    },
    {
      name: "another account's rights",
      resources: hardenedVault({ more: clusterBinding("cluster-admin", { ...account, name: "operator" }) }),
    },
  ],
  bad: [
    {
      name: "cluster-admin",
      resources: [statefulSet, clusterBinding("cluster-admin")],
      finds: [{ subject: "ClusterRoleBinding vault", path: "roleRef.name", must, found: '"cluster-admin"' }],
    },
    {
      name: "the rights of all service accounts",
      resources: [statefulSet, clusterBinding("edit", { kind: "Group", name: "system:serviceaccounts:vault" })],
      finds: [{ subject: "ClusterRoleBinding vault", path: "roleRef.name", must, found: '"edit"' }],
    },
    {
      name: "every verb, and the Secrets of its namespace",
      resources: [
        statefulSet,
        makeRole([
          { ...registration, verbs: ["*"] },
          { apiGroups: [""], resources: ["secrets"], verbs: ["get"] },
        ]),
        roleBinding,
      ],
      finds: [
        { subject: role, path: "rules[0]", must, found: "a wildcard" },
        { subject: role, path: "rules[1]", must, found: "Secrets" },
      ],
    },
    {
      name: "pods of the whole cluster, and ways to more",
      resources: [
        statefulSet,
        {
          type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
          name: "cluster-role",
          props: {
            metadata: { name: "vault" },
            rules: [
              registration,
              { apiGroups: [""], resources: ["pods/exec"], verbs: ["create"] },
              { apiGroups: ["rbac.authorization.k8s.io"], resources: ["clusterroles"], verbs: ["escalate"] },
            ],
          },
        },
        clusterBinding("vault"),
      ],
      finds: [
        { subject: clusterRole, path: "rules[0]", must, found: "pods outside Vault's namespace" },
        { subject: clusterRole, path: "rules[1]", must, found: "a way into pods" },
        { subject: clusterRole, path: "rules[2]", must, found: "a way to more rights" },
      ],
    },
  ],
  unknown: [
    {
      name: "a role that is declared elsewhere",
      resources: [statefulSet, clusterBinding("platform")],
      finds: [{ subject: "ClusterRoleBinding vault", path: "roleRef.name", must }],
    },
    {
      name: "a verb that another resource decides",
      resources: [statefulSet, makeRole([{ ...registration, verbs: ["get", notKnownYet] }]), roleBinding],
      finds: [{ subject: role, path: "rules[0].verbs[1]", must }],
    },
    {
      name: "an account that another resource decides",
      resources: [statefulSet, clusterBinding("cluster-admin", { ...account, name: notKnownYet })],
      finds: [{ subject: "ClusterRoleBinding vault", path: "subjects[0].name", must }],
    },
  ],
};

function clusterBinding(name: string, subject: object = account): ExampleResource {
  return {
    type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding",
    name: "cluster-binding",
    props: {
      metadata: { name: "vault" },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name },
      subjects: [subject],
    },
  };
}

function makeRole(rules: readonly object[]): ExampleResource {
  return {
    type: "kubernetes:rbac.authorization.k8s.io/v1:Role",
    name: "role",
    props: { metadata: { name: "vault", namespace: "vault" }, rules },
  };
}
