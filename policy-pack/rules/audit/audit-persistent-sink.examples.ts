import { notKnownYet, type BadExample, type Example, type ExampleResource, type UnknownExample } from "../../example";
import { hardenedVault, statefulSet, withContainer, withProps } from "../../hardened";

const must = "keep audit files on a volume that outlives the pod";
const subject = "StatefulSet vault/vault";
const device = 'audit device "file"';
const provider = { address: "https://vault.example.com:8200" };
const pods = "spec.template.spec";

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    {
      name: "a file on a claim, and stdout",
      resources: [...hardenedVault(), file("/vault/audit/audit.log"), file("stdout")],
    },
    {
      name: "devices of servers that are another stack's",
      resources: [file("/vault/audit/audit.log")],
      isPartial: true,
    },
    { name: "a hardened Vault whose devices are another stack's", resources: hardenedVault() },
  ],
  bad: [
    {
      name: "a file among the container's own",
      resources: [...hardenedVault(), file("/var/log/vault/audit.log")],
      finds: [{ subject: device, path: "options.file_path", must, found: "the own files of StatefulSet vault/vault" }],
    },
    {
      name: "a file in an emptyDir, by a write",
      resources: [
        ...hardenedVault(),
        {
          type: "vault:generic/endpoint:Endpoint",
          name: "write",
          props: {
            path: "sys/audit/file",
            dataJson: JSON.stringify({ type: "file", options: { file_path: "/tmp/audit.log" } }),
          },
          provider,
        },
      ],
      finds: [{ subject, path: `${pods}.volumes[2]`, must, found: "a volume of type emptyDir" }],
    },
    {
      name: "a folder that is mounted read-only from a Secret",
      resources: [...hardenedVault(), file("/vault/tls/audit.log")],
      finds: [
        {
          subject,
          path: `${pods}.containers[0].volumeMounts[1].readOnly`,
          must: "be able to write its audit files",
          found: "true",
        },
        { subject, path: `${pods}.volumes[1]`, must, found: "a volume of type secret" },
      ],
    },
    {
      name: "a volume that the pods do not have",
      resources: [
        ...hardenedVault({
          servers: withContainer({ volumeMounts: [{ name: "logs", mountPath: "/vault/audit" }] }),
        }),
        file("/vault/audit/audit.log"),
      ],
      finds: [
        {
          subject,
          path: `${pods}.containers[0].volumeMounts[0].name`,
          must,
          found: "a volume that the pods do not have",
        },
      ],
    },
  ],
  unknown: [
    {
      name: "a file that another resource decides",
      resources: [...hardenedVault(), file(notKnownYet)],
      finds: [{ subject: device, path: "options.file_path", must }],
    },
    {
      name: "volumes that another resource decides",
      resources: [
        ...hardenedVault({
          servers: withProps(statefulSet, { spec: { template: { spec: { volumes: notKnownYet } } } }),
        }),
        file("/vault/audit/audit.log"),
      ],
      finds: [{ subject, path: `${pods}.volumes`, must }],
    },
    {
      name: "containers that another resource decides",
      resources: [
        ...hardenedVault({
          servers: withProps(statefulSet, { spec: { template: { spec: { containers: notKnownYet } } } }),
        }),
        file("/vault/audit/audit.log"),
      ],
      finds: [{ subject, path: `${pods}.containers`, must }],
    },
  ],
};

function file(filePath: string): ExampleResource {
  return {
    type: "vault:index/audit:Audit",
    name: filePath,
    props: { type: "file", path: "file", options: { file_path: filePath } },
    provider,
  };
}
