import { notKnownYet, type BadExample, type Example, type UnknownExample } from "../../example";
import { hardenedVault, withContainer } from "../../hardened";

const container = (change: Readonly<Record<string, unknown>>, pod: Readonly<Record<string, unknown>> = {}) =>
  hardenedVault({ servers: withContainer(change, pod) });
const release = (values: object) => ({
  type: "kubernetes:helm.sh/v3:Release",
  props: { chart: "vault", name: "vault", values },
});

const subject = "StatefulSet vault/vault";
const path = "spec.template.spec.containers[0]";
const profile = "have a profile of seccomp, AppArmor or SELinux";
const chart = "values.server.statefulSet.securityContext";

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "everything that a server can do without is taken from it", resources: hardenedVault() },
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
      name: "the official chart as it is",
      resources: [
        release({ server: { resources: { requests: { cpu: "1", memory: "1Gi" }, limits: { memory: "1Gi" } } } }),
      ],
      finds: [
        { subject: "Release vault", path: `${chart}.pod.seccompProfile.type`, must: profile, found: "none" },
        {
          subject: "Release vault",
          path: `${chart}.container.readOnlyRootFilesystem`,
          must: "have a root file system that it cannot write to",
          found: "nothing",
        },
        {
          subject: "Release vault",
          path: `${chart}.container.capabilities.drop`,
          must: "drop all capabilities",
          found: "nothing",
        },
      ],
    },
  ],
  unknown: [
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
