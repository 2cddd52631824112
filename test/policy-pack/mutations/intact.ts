import type { Example, ExampleResource } from "../../../policy-pack/example";
import { configuration, hardenedVault, serverContainer, withProps } from "../../../policy-pack/hardened";
import { alertExpressions, prometheusRule } from "../../../policy-pack/hardened-alerts";
import { drillScript, job, snapshotScript } from "../../../policy-pack/hardened-backup";
import { serverCertificate } from "../../../policy-pack/hardened-certificate";
import { logShipper, reloader, withCompanions } from "../../../policy-pack/hardened-companions";
import { intactVault } from "./intact-vault";

const servers = withCompanions([logShipper, reloader]);

/** An application in another namespace, which knows the CA of the servers. */
const application: readonly ExampleResource[] = [
  { type: "kubernetes:core/v1:Namespace", name: "shop", props: { metadata: { name: "shop" } } },
  authority("shop-authority", "shop"),
  {
    type: "kubernetes:apps/v1:Deployment",
    name: "api",
    props: {
      metadata: { name: "api", namespace: "shop" },
      spec: {
        template: {
          spec: {
            containers: [
              {
                name: "api",
                image: "example/api:1",
                env: [
                  { name: "VAULT_ADDR", value: "https://vault.vault.svc:8200" },
                  { name: "VAULT_CACERT", value: "/etc/vault-ca/ca.crt" },
                ],
                volumeMounts: [{ name: "vault-ca", mountPath: "/etc/vault-ca", readOnly: true }],
              },
            ],
            volumes: [{ name: "vault-ca", configMap: { name: "vault-ca" } }],
          },
        },
      },
    },
  },
];

/** A whole company's Vault in one stack, servers and all: no rule finds anything in it. */
export const intact = {
  name: "intact",
  resources: [
    { type: "pulumi:pulumi:Stack", name: "example-production", props: {} },
    ...hardenedVault({ servers }),
    authority("authority", "vault"),
    serverCertificate(),
    job("snapshot", snapshotScript),
    job("drill", drillScript),
    ...application,
    ...intactVault,
  ],
  onDefaultBranch: {},
} satisfies Example;

/** A stack with something broken in it, which is a change from the intact one. */
export function broken(circumstances: Omit<Partial<Example>, "before">): Example {
  return { ...intact, before: intact.resources, ...circumstances };
}

/** With the resource of that name replaced. @throws where there is none */
export function replacing(name: string, replacement: (part: ExampleResource) => ExampleResource): Example {
  part(name);
  return withResources(intact.resources.map((each) => (each.name === name ? replacement(each) : each)));
}

/** With every resource replaced. */
export function replacingEach(replacement: (part: ExampleResource) => ExampleResource): Example {
  return withResources(intact.resources.map(replacement));
}

/** With properties of one resource changed, as {@link withProps} does. */
export function changing(name: string, props: Readonly<Record<string, unknown>>): Example {
  return replacing(name, (each) => withProps(each, props));
}

/** With a piece of the servers' configuration replaced. @throws where there is no such piece */
export function configuring(piece: string, replacement: string): Example {
  if (!configuration.includes(piece)) throw new Error(`the configuration has no ${piece}`);
  return changing("configuration", { data: { "vault.hcl": configuration.replace(piece, replacement) } });
}

/** With the servers' own container changed, and their pods. */
export function serving(
  container: Readonly<Record<string, unknown>>,
  pod: Readonly<Record<string, unknown>> = {},
): Example {
  const server = withProps({ type: "container", props: serverContainer }, container).props;
  return changing("servers", {
    spec: { template: { spec: { ...pod, containers: [server, logShipper, reloader] } } },
  });
}

/** The alerts without one of them. */
export function alertsWithout(alert: keyof typeof alertExpressions): ExampleResource {
  return prometheusRule(Object.fromEntries(Object.entries(alertExpressions).filter(([name]) => name !== alert)));
}

/** Without the resources of these names. @throws where there is no such resource */
export function without(...names: readonly string[]): Example {
  for (const name of names) part(name);
  return withResources(intact.resources.filter(({ name = "" }) => !names.includes(name)));
}

/** With more in it. */
export function adding(...more: readonly ExampleResource[]): Example {
  return withResources([...intact.resources, ...more]);
}

/** @throws where there is none of that name */
function part(name: string): ExampleResource {
  const found = intact.resources.find((each) => each.name === name);
  if (found === undefined) throw new Error(`the intact stack has no ${name}`);
  return found;
}

function withResources([first, ...rest]: readonly ExampleResource[]): Example {
  if (first === undefined) throw new Error("nothing is left of the stack");
  return broken({ resources: [first, ...rest] });
}

/** The CA of the servers, for the clients in one namespace. */
function authority(name: string, namespace: string): ExampleResource {
  return {
    type: "kubernetes:core/v1:ConfigMap",
    name,
    props: { metadata: { name: "vault-ca", namespace }, data: { "ca.crt": "(a certificate)" } },
  };
}
