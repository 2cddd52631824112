import { readFileSync } from "node:fs";
import path from "node:path";
import { readFile } from "../../model/files/read-file";
import { judgeFiles } from "../../plan/scan";

const hardened = readFileSync(path.join(__dirname, "../fixtures/chart/hardened.values.yaml"), "utf8");
const ownPolicies = "  networkPolicy:\n    enabled: true\n";

/** What blocks where a file of hardened values, which names no namespace, is scanned with manifests. */
function blocking(
  manifests: string,
  change: (values: string) => string = (values) => values,
  file = "vault/manifests.yaml",
): string[] {
  const files = { "vault/values.yaml": change(hardened), [file]: manifests };
  const read = Object.entries(files).map(([file, text]) => ({ file, reading: readFile({ file, text }) }));
  return judgeFiles(read, { tier: "production" }).findings.flatMap(({ ruleId, blocks, must }) =>
    blocks ? [`${ruleId}: ${must}`] : [],
  );
}

const ciliumPolicy = `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: vault, namespace: vault }
spec:
  endpointSelector: { matchLabels: { app.kubernetes.io/name: vault, component: server } }
  ingress: [{ fromEndpoints: [{ matchLabels: { "k8s:io.kubernetes.pod.namespace": shop } }] }]
  egress: [{ toEntities: [kube-apiserver] }]
`;

test("policies beside values are for their servers", () => {
  const without = (values: string) => values.replace(ownPolicies, ownPolicies.replace("true", "false"));
  expect(blocking("apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n", without)).toHaveLength(2);
  expect(blocking(ciliumPolicy, without)).toEqual([]);
  expect(blocking(ciliumPolicy.replace("toEntities: [kube-apiserver]", "toEntities: [world]"), without)).toEqual([
    "network-isolated: say whom it lets Vault connect to",
  ]);
});

test("policies of another folder may be for another namespace", () => {
  const without = (values: string) => values.replace(ownPolicies, ownPolicies.replace("true", "false"));
  expect(blocking(ciliumPolicy, without, "vault/policies/cilium.yaml")).toEqual([]);
  expect(blocking(ciliumPolicy, without, "shop/cilium.yaml").join()).toContain("network-isolated");
});

test("nobody knows whether an application stands in the namespace that values are installed in", () => {
  const application =
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop, namespace: shop}\n" +
    'spec: {template: {spec: {containers: [{name: shop, image: "example/shop:1"}]}}}\n';
  expect(blocking(application)).toEqual([]);
});

const certificate = (...names: readonly string[]) =>
  "apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: vault-tls, namespace: vault}\n" +
  `spec: {secretName: vault-tls, duration: 2160h, issuerRef: {name: ca}, dnsNames: [${names.join(", ")}]}\n`;

test("a certificate beside values is asked for the names that they say, and for none that the installation gives", () => {
  const names = ["vault.vault.svc", '"*.vault-internal"', "localhost"];
  expect(blocking(certificate(...names))).toEqual([]);
  expect(blocking(certificate("vault.vault.svc", "localhost")).join()).toContain(
    "have the name vault-0.vault-internal",
  );
});
