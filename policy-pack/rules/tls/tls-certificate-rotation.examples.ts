import { notKnownYet, type BadExample, type Example, type ExampleResource, type UnknownExample } from "../../example";
import { hardenedVault, statefulSet, withContainer, withProps } from "../../hardened";
import { serverCertificate, tenYearCertificate } from "../../hardened-certificate";
import { logShipper, reloader, withCompanions } from "../../hardened-companions";

const subject = "StatefulSet vault/vault";
const certificate = "Certificate vault/vault";
const renewed = "be renewed before it runs out";
const short = "live 90d at most";
const reloaded = "have its servers read a renewed certificate (SIGHUP)";
const servers = withCompanions([logShipper, reloader]);

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    {
      name: "cert-manager's, and a sidecar that sends a signal",
      resources: [...hardenedVault({ servers }), serverCertificate()],
      isPartial: true,
    },
    {
      name: "Pulumi's, made again in time, and a controller that replaces the pods",
      resources: [...hardenedVault({ servers: annotated() }), ...ofProgram({ earlyRenewalHours: 240 })],
      isPartial: true,
    },
    { name: "a certificate that another stack makes", resources: hardenedVault() },
  ],
  bad: [
    {
      name: "a certificate for ten years, given as it is, and nothing that reads another",
      resources: [
        ...hardenedVault(),
        {
          type: "kubernetes:core/v1:Secret",
          name: "tls",
          props: { metadata: { name: "vault-tls", namespace: "vault" }, stringData: { "tls.crt": tenYearCertificate } },
        },
      ],
      finds: [
        { subject: "Secret vault/vault-tls", path: 'stringData["tls.crt"]', must: short, found: "3650d" },
        {
          subject: "Secret vault/vault-tls",
          path: 'stringData["tls.crt"]',
          must: renewed,
          found: "a certificate given as it is",
        },
        { subject, must: reloaded, found: "nothing that sends one" },
      ],
    },
    {
      name: "cert-manager's, for a year",
      resources: [...hardenedVault({ servers }), serverCertificate({ duration: "8760h" })],
      finds: [{ subject: certificate, path: "spec.duration", must: short, found: "365d" }],
    },
    {
      name: "Pulumi's, which nobody makes again in time",
      resources: [...hardenedVault({ servers: annotated() }), ...ofProgram({})],
      finds: [{ subject: 'SelfSignedCert "server"', path: "earlyRenewalHours", must: renewed, found: "nothing" }],
    },
    {
      name: "a single file of the Secret",
      resources: [
        ...hardenedVault({
          servers: annotated(
            withContainer({
              volumeMounts: [
                { name: "config", mountPath: "/vault/config" },
                { name: "tls", mountPath: "/vault/tls/tls.crt", subPath: "tls.crt" },
              ],
            }),
          ),
        }),
        serverCertificate(),
      ],
      finds: [
        {
          subject,
          path: "spec.template.spec.containers[0].volumeMounts[1].subPath",
          must: "have its certificate's folder mounted, for a single file is never renewed",
          found: '"tls.crt"',
        },
      ],
    },
  ],
  unknown: [
    {
      name: "a life that another resource decides",
      resources: [...hardenedVault({ servers }), serverCertificate({ duration: notKnownYet })],
      finds: [{ subject: certificate, path: "spec.duration", must: short }],
    },
    {
      name: "a sidecar's script that another resource decides",
      resources: [
        ...hardenedVault({ servers: withCompanions([logShipper, { ...reloader, args: [notKnownYet] }]) }),
        serverCertificate(),
      ],
      finds: [{ subject, path: "spec.template.spec.containers[2].args[0]", must: reloaded }],
    },
  ],
};

function annotated(resource: ExampleResource = statefulSet): ExampleResource {
  return withProps(resource, { metadata: { annotations: { "reloader.stakater.com/auto": "true" } } });
}

function ofProgram(props: Record<string, unknown>): [ExampleResource, ExampleResource] {
  return [
    {
      type: "tls:index/selfSignedCert:SelfSignedCert",
      name: "server",
      props: { dnsNames: ["vault.vault.svc", "*.vault-internal"], validityPeriodHours: 720, ...props },
    },
    {
      type: "kubernetes:core/v1:Secret",
      name: "tls",
      props: { metadata: { name: "vault-tls", namespace: "vault" }, stringData: { "tls.crt": notKnownYet } },
      decidedBy: { stringData: "server" },
    },
  ];
}
