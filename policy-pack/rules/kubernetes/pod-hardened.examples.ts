import { notKnownYet, type BadExample, type Example, type UnknownExample } from "../../example";
import { hardenedVault, serverContainer, withContainer } from "../../hardened";

const container = (change: Readonly<Record<string, unknown>>, pod: Readonly<Record<string, unknown>> = {}) =>
  hardenedVault({ servers: withContainer(change, pod) });
const release = (values: object) => ({
  type: "kubernetes:helm.sh/v3:Release",
  props: { chart: "vault", name: "vault", values },
});

const nodeFiles = "have no files of the node but a folder for its data or its audit log";
const volumes = (...more: readonly object[]) => [
  { name: "config", configMap: { name: "vault-config" } },
  { name: "tls", secret: { secretName: "vault-tls" } },
  { name: "tmp", emptyDir: {} },
  ...more,
];
const mounts = (...more: readonly object[]) => [...serverContainer.volumeMounts, ...more];
const onNode = (name: string, path: unknown, more: object = {}) => ({ name, hostPath: { path, ...more } });

const subject = "StatefulSet vault/vault";
const path = "spec.template.spec.containers[0]";
const profile = "have a profile of seccomp, AppArmor or SELinux";
const resources = { requests: { cpu: "1", memory: "1Gi" }, limits: { memory: "1Gi" } };
const chart = "values.server.statefulSet.securityContext";
const beside = "values.server.extraContainers[0].securityContext";

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "everything that a server can do without is taken from it", resources: hardenedVault() },
    {
      name: "a folder of the node for the audit log",
      resources: container(
        { volumeMounts: mounts({ name: "logs", mountPath: "/vault/logs" }) },
        { volumes: volumes(onNode("logs", "/var/log/vault", { type: "Directory" })) },
      ),
      isPartial: true,
    },
    {
      name: "the container says it itself, locks memory, and has an AppArmor profile",
      resources: container(
        {
          securityContext: {
            runAsNonRoot: true,
            capabilities: { drop: ["ALL"], add: ["IPC_LOCK"] },
            appArmorProfile: { type: "RuntimeDefault" },
          },
        },
        { securityContext: { runAsNonRoot: undefined, runAsUser: undefined, seccompProfile: undefined } },
      ),
    },
  ],
  bad: [
    {
      name: "root, with the rights of the node",
      resources: container({
        securityContext: {
          runAsUser: 0,
          runAsNonRoot: false,
          privileged: true,
          allowPrivilegeEscalation: undefined,
          readOnlyRootFilesystem: false,
          capabilities: { drop: ["NET_RAW"], add: ["SYS_ADMIN"] },
          seccompProfile: { type: "Unconfined" },
        },
      }),
      finds: [
        { subject, path: `${path}.securityContext.runAsUser`, must: "not run as root", found: "user 0" },
        { subject, path: `${path}.securityContext.seccompProfile.type`, must: profile, found: '"Unconfined"' },
        { subject, path: `${path}.securityContext.privileged`, must: "not be privileged", found: "true" },
        {
          subject,
          path: `${path}.securityContext.allowPrivilegeEscalation`,
          must: "gain no rights while it runs",
          found: "nothing",
        },
        {
          subject,
          path: `${path}.securityContext.readOnlyRootFilesystem`,
          must: "have a root file system that it cannot write to",
          found: "false",
        },
        {
          subject,
          path: `${path}.securityContext.capabilities.drop`,
          must: "drop all capabilities",
          found: "a list of 1",
        },
        {
          subject,
          path: `${path}.securityContext.capabilities.add[0]`,
          must: "add no capability but IPC_LOCK",
          found: '"SYS_ADMIN"',
        },
      ],
    },
    {
      name: "no resources, and the namespace's account",
      resources: container({ resources: undefined }, { serviceAccountName: undefined }),
      finds: [
        {
          subject,
          path: "spec.template.spec.serviceAccountName",
          must: "have an account of its own, or no token of the namespace's",
          found: "nothing",
        },
        lacksResource("requests.cpu"),
        lacksResource("requests.memory"),
        lacksResource("limits.memory"),
      ],
    },
    {
      name: "the node's files, and the socket of its container runtime in the place of data",
      resources: container(
        {
          volumeMounts: mounts(
            { name: "node", mountPath: "/node" },
            { name: "runtime", mountPath: "/vault/data/runtime" },
            { name: "everything", mountPath: "/vault/logs", readOnly: true },
          ),
        },
        {
          volumes: volumes(
            onNode("node", "/srv/shared"),
            onNode("runtime", "/srv/runtime", { type: "Socket" }),
            onNode("everything", "//"),
          ),
        },
      ),
      finds: [
        { subject, path: "spec.template.spec.volumes[3].hostPath.path", must: nodeFiles, found: '"/srv/shared"' },
        { subject, path: "spec.template.spec.volumes[4].hostPath.path", must: nodeFiles, found: '"/srv/runtime"' },
        { subject, path: "spec.template.spec.volumes[5].hostPath.path", must: nodeFiles, found: '"//"' },
      ],
    },
    {
      name: "the official chart as it is",
      resources: [release({ server: { resources } })],
      finds: [
        { subject: "Release vault", path: `${chart}.pod.seccompProfile.type`, must: profile, found: "none" },
        lacks(`${chart}.container.readOnlyRootFilesystem`, "have a root file system that it cannot write to"),
        lacks(`${chart}.container.capabilities.drop`, "drop all capabilities"),
      ],
    },
    {
      name: "a container beside the server's in the official chart, of which the pod's profile is asked once",
      resources: [release({ server: { resources, extraContainers: [{ name: "shipper", resources }] } })],
      finds: [
        { subject: "Release vault", path: `${chart}.pod.seccompProfile.type`, must: profile, found: "none" },
        lacks(`${chart}.container.readOnlyRootFilesystem`, "have a root file system that it cannot write to"),
        lacks(`${chart}.container.capabilities.drop`, "drop all capabilities"),
        lacks(`${beside}.allowPrivilegeEscalation`, "gain no rights while it runs"),
        lacks(`${beside}.readOnlyRootFilesystem`, "have a root file system that it cannot write to"),
        lacks(`${beside}.capabilities.drop`, "drop all capabilities"),
      ],
    },
  ],
  unknown: [
    {
      name: "a folder of the node that another resource decides",
      resources: container(
        { volumeMounts: mounts({ name: "logs", mountPath: "/vault/logs" }) },
        { volumes: volumes(onNode("logs", notKnownYet)) },
      ),
      finds: [{ subject, path: "spec.template.spec.volumes[3].hostPath.path", must: nodeFiles }],
    },
    {
      name: "settings that another resource decides",
      resources: container({ securityContext: { readOnlyRootFilesystem: notKnownYet } }),
      finds: [
        {
          subject,
          path: `${path}.securityContext.readOnlyRootFilesystem`,
          must: "have a root file system that it cannot write to",
        },
      ],
    },
    {
      name: "containers that prepare the pod, which another resource decides",
      resources: container({}, { initContainers: notKnownYet }),
      finds: [{ subject, path: "spec.template.spec.initContainers", must: "be hardened" }],
    },
  ],
};

function lacksResource(name: string) {
  return { subject, path: `${path}.resources.${name}`, must: `have resources.${name}`, found: "nothing" };
}

function lacks(missing: string, must: string) {
  return { subject: "Release vault", path: missing, must, found: "nothing" };
}
