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
const forEngine = [
  { apiGroups: [""], resources: ["serviceaccounts", "serviceaccounts/token"], verbs: ["create", "update", "delete"] },
  {
    apiGroups: ["rbac.authorization.k8s.io"],
    resources: ["roles", "rolebindings"],
    verbs: ["create", "update", "delete"],
  },
];
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
      name: "what the Kubernetes secrets engine needs, where the company uses it",
      resources: [...hardenedVault({ more: makeRole([registration, ...forEngine]) }), roleBinding],
      config: { secretsEngine: true },
      isPartial: true,
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
        { subject: role, path: "rules[0]", must, found: "* of pods" },
        { subject: role, path: "rules[1]", must, found: "get of secrets" },
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
        { subject: clusterRole, path: "rules[1]", must, found: "create of pods/exec" },
        { subject: clusterRole, path: "rules[2]", must, found: "escalate of clusterroles" },
      ],
    },
    {
      name: "rights by which an account gives itself all others",
      resources: [
        statefulSet,
        makeRole([
          { apiGroups: ["rbac.authorization.k8s.io"], resources: ["rolebindings"], verbs: ["create", "patch"] },
          { apiGroups: ["apps"], resources: ["daemonsets", "deployments", "statefulsets"], verbs: ["get", "create"] },
          {
            apiGroups: ["admissionregistration.k8s.io"],
            resources: ["validatingwebhookconfigurations"],
            verbs: ["update"],
          },
          { apiGroups: [""], resources: ["serviceaccounts/token"], verbs: ["create"] },
          { apiGroups: [""], resources: ["nodes/proxy"], verbs: ["get"] },
          { apiGroups: ["*"], resources: ["pods"], verbs: ["get"] },
          { nonResourceURLs: ["*"], verbs: ["get"] },
        ]),
        roleBinding,
      ],
      finds: [
        beyond(0, "create of rolebindings, patch of rolebindings"),
        beyond(1, "create of daemonsets, create of deployments, create of statefulsets, 3 more"),
        beyond(2, "update of validatingwebhookconfigurations"),
        beyond(3, "create of serviceaccounts/token"),
        beyond(4, "get of nodes/proxy"),
        beyond(5, "get of pods in any group"),
        beyond(6, "get of *"),
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

function beyond(index: number, found: string) {
  return { subject: role, path: `rules[${index}]`, must, found };
}
