import type { Finding } from "../../../policy-pack/finding";
import auditRedundancy from "../../../policy-pack/rules/audit/audit-redundancy";
import noDataLoss from "../../../policy-pack/rules/change/no-data-loss";
import noStaticToken from "../../../policy-pack/rules/root/no-static-token";
import tlsListenerRequired from "../../../policy-pack/rules/tls/tls-listener-required";
import {
  judgeChange,
  judgeResource,
  judgeStack,
  notKnownYet,
  secretValue,
  type ExampleResource,
} from "../../../policy-pack/testing/index";

function said(findings: readonly Finding[]): string[] {
  return findings.map(({ verdict, subject, path = "", found = "" }) => `${verdict} ${subject} ${path}: ${found}`);
}

function configMap(text: unknown): ExampleResource {
  return {
    type: "kubernetes:core/v1:ConfigMap",
    name: "config",
    props: { metadata: { name: "config" }, data: { "vault.hcl": text } },
  };
}

const plain = 'listener "tcp" {\n  tls_disable = true\n}';

test.each<[string, unknown, string[]]>([
  ["a violation", plain, ['violation ConfigMap config data["vault.hcl"].listener.tcp.tls_disable (line 2): true']],
  [
    "an unknown value",
    notKnownYet,
    ['not-evaluated ConfigMap config data["vault.hcl"]: a value that is known only after the apply'],
  ],
  ["nothing about what is not its subject", "a = 1", []],
])("of one resource a rule says %s", (_, text, expected) => {
  expect(said(judgeResource(tlsListenerRequired, configMap(text)))).toEqual(expected);
});

test("a secret is judged and never shown", () => {
  const provider = { type: "pulumi:providers:vault", name: "vault", props: { token: secretValue("hvs.CAESISecret") } };
  const findings = judgeResource(noStaticToken, provider);
  expect(findings).not.toEqual([]);
  expect(JSON.stringify(findings)).not.toContain("hvs.");
});

function audit(path: string, file: unknown): ExampleResource {
  return { type: "vault:index/audit:Audit", name: path, props: { type: "file", path, options: { file_path: file } } };
}

test("of a whole stack a rule says what only all of it shows, in the tier that it is for", () => {
  const one = judgeStack(auditRedundancy, [audit("a", "/vault/audit/a.log")], { tier: "staging" });
  expect(one.map(({ verdict }) => verdict)).toEqual(["violation"]);
  expect(judgeStack(auditRedundancy, [audit("a", "/vault/audit/a.log"), audit("b", "/vault/audit/b.log")])).toEqual([]);
});

function mount(name: string, options: Partial<ExampleResource> = {}): ExampleResource {
  return {
    type: "vault:index/mount:Mount",
    name,
    props: { path: name, type: "kv", options: { version: "2" } },
    ...options,
  };
}

test.each<[string, ExampleResource[], [ExampleResource, ...ExampleResource[]], string[]]>([
  ["a deletion", [mount("shop"), mount("team")], [mount("team")], ["shop"]],
  ["a replacement", [mount("shop")], [mount("shop", { replaced: "deleted first" })], ["shop"]],
  ["what Pulumi only forgets", [mount("shop", { retainOnDelete: true }), mount("team")], [mount("team")], []],
  ["what stays", [mount("shop")], [mount("shop"), mount("team")], []],
])("of a planned change a rule judges %s", (_, before, after, lost) => {
  const subjects = judgeChange(noDataLoss, { before, after }).map(({ subject }) => subject);
  expect(subjects).toEqual(lost.map((name) => `mount "${name}"`));
});
