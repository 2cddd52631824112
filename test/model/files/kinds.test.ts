import { mayBeRead } from "../../../model/files/read-file";
import { reading } from "./placed";

const state = { version: 3, deployment: { manifest: {}, resources: [{ urn: "urn:pulumi:a::b::c::d", type: "c" }] } };

test.each([
  ["a manifest", "a.yaml", "apiVersion: v1\nkind: Pod\n", "Kubernetes"],
  ["a manifest in JSON", "a.json", '{"apiVersion": "v1", "kind": "Pod"}', "Kubernetes"],
  [
    "what helm template writes",
    "-",
    "---\n# Source: vault/templates/a.yaml\napiVersion: v1\nkind: Pod\n",
    "Kubernetes",
  ],
  ["values of the chart", "values.yaml", "server:\n  ha: {enabled: true}\n", "chart values"],
  [
    "values of the chart as a dependency",
    "values.yaml",
    "vault:\n  server: {standalone: {}}\nredis: {}\n",
    "chart values",
  ],
  ["values that only the name of the file knows", "prod/vault.yaml", "server: {resources: {}}\n", "chart values"],
  ["values with Vault's image", "a.yaml", "server: {image: {repository: hashicorp/vault}}\n", "chart values"],
  ["values of another chart with a server", "argo.yaml", "server: {ingress: {}}\nglobal: {}\n", "skipped"],
  ["values of a chart with more than that", "a.yaml", "server: {ha: {}}\ncontroller: {}\n", "skipped"],
  [
    "values with more than the chart has",
    "values.yaml",
    "x-a: &a {}\nserver: {ha: {replicas: 3}}\nextra: {}\n",
    "chart values",
  ],
  [
    "values with names for everything",
    "values.yaml",
    "fullnameOverride: a\nserver: {extraEnvironmentVars: {}}\n",
    "chart values",
  ],
  ["values that SOPS has encrypted in part", "a.yaml", "server: {ha: {enabled: true}}\nsops: {}\n", "chart values"],
  [
    "values of a dependency with a name",
    "values.yaml",
    "vault: {fullnameOverride: vault, server: {ha: {enabled: true}}}\npostgresql: {enabled: false}\n",
    "chart values",
  ],
  [
    "Argo CD's values",
    "values.yaml",
    "global: {domain: a}\nserver: {ingress: {enabled: true}}\nconfigs: {}\n",
    "skipped",
  ],
  [
    "Consul's values",
    "values.yaml",
    "global: {name: consul, datacenter: a}\nserver: {replicas: 3, extraEnvironmentVars: {}}\nui: {enabled: true}\n",
    "skipped",
  ],
  ["Consul's license", "a.yaml", "server: {enterpriseLicense: {}, bootstrapExpect: 3}\n", "skipped"],
  [
    "Linkerd's values",
    "values.yaml",
    "proxyInjector: {}\nidentity: {}\nwebhookFailurePolicy: Ignore\nenableHA: true\n",
    "skipped",
  ],
  ["Traefik's values", "values.yaml", "deployment: {replicas: 3}\nglobal: {checkNewVersion: false}\n", "skipped"],
  [
    "Prometheus's values",
    "values.yaml",
    "server: {persistentVolume: {}, statefulSet: {enabled: true}}\nalertmanager: {}\n",
    "skipped",
  ],
  ["an injector's values", "values.yaml", "injector: {replicas: 2, webhook: {}}\nsidecar: {}\n", "skipped"],
  ["settings of some program", "a.yaml", "server: {dev: {host: a}, prod: {host: b}}\nclient: {}\n", "skipped"],
  ["Vault's address in values of another chart", "values.yaml", "vault: {server: {host: a}}\nimage: {}\n", "skipped"],
  ["a server's configuration", "a.hcl", 'listener "tcp" {}\n', "server configuration"],
  ["a server's configuration without a name for it", "config", 'storage "raft" {}\n', "server configuration"],
  ["a server's configuration in JSON", "a.json", '{"listener": [{"tcp": {}}]}', "server configuration"],
  [
    "a server's configuration in JSON as only Vault takes it",
    "a.json",
    '{"storage": {"raft": {"path": "/a"}},}',
    "server configuration",
  ],
  ["a part of one", "seal.hcl", 'seal "awskms" {}\n', "server configuration"],
  ["an agent's configuration", "a.hcl", "auto_auth {\n}\n", "server configuration"],
  ["a server's with a key of Consul's", "a.hcl", 'listener "tcp" {}\ndata_dir = "a"\n', "server configuration"],
  ["a seal with a key of Nomad's", "a.hcl", 'seal "awskms" {}\ndatacenter = "a"\n', "server configuration"],
  ["an address with a key of Boundary's", "a.hcl", 'api_addr = "a"\nworker {}\n', "server configuration"],
  [
    "a server's with a listener as Boundary's",
    "a.hcl",
    'storage "raft" {}\nlistener "tcp" {\n  purpose = "api"\n}\nworker {}\n',
    "server configuration",
  ],
  ["broken HCL with keys in quotes", "vault.conf", '"listener" "tcp" {\n', "server configuration"],
  ["a broken configuration in JSON", "a.json", '{"storage": [{"raft": {"path": "/a"}}]', "server configuration"],
  ["broken HCL of whatever", "a.hcl", "ui = true\nlog_level = [a\n", "server configuration"],
  ["Terragrunt's HCL 2", "a/terragrunt.hcl", "inputs = merge(local.a)\n", "skipped"],
  ["Terragrunt's settings", "a/env.hcl", 'locals {\n  region = get_env("REGION", "x")\n}\n', "skipped"],
  [
    "Terragrunt's root",
    "root.hcl",
    'remote_state {\n  config = { bucket = "${local.a}" }\n  key = a("b")\n}\n',
    "skipped",
  ],
  ["where Terragrunt keeps a state", "b.hcl", 'terraform {\n  backend "s3" {\n    a = b("c")\n  }\n}\n', "skipped"],
  ["a test of Terraform's", "x.tftest.hcl", "a = var.b\n", "skipped"],
  ["deployments of Terraform's", "x.tfdeploy.hcl", "a = var.b\n", "skipped"],
  ["Terraform's lock file", ".terraform.lock.hcl", "a = b\n", "skipped"],
  ["a job of Nomad's", "job.hcl", 'variable "n" {}\njob "a" {\n  count = var.n\n}\n', "skipped"],
  [
    "a job of Nomad's that writes a configuration of Vault's",
    "job.hcl",
    'job "a" {\n  count = var.n\n  data = <<EOF\nlistener "tcp" {\n}\nEOF\n}\n',
    "skipped",
  ],
  ["an image of Packer's", "image.hcl", 'source "a" "b" {\n  c = local.d\n}\nbuild {}\n', "skipped"],
  ["a broken configuration beside a block of others'", "a.hcl", "locals {}\nui = var.ui\n", "server configuration"],
  [
    "a broken configuration behind a text without an end",
    "a.hcl",
    'job "a" {\nb = <<EOF\napi_addr = "c"\n',
    "server configuration",
  ],
  ["a broken configuration in Terragrunt's file", "a/terragrunt.hcl", 'listener "tcp" {\n', "server configuration"],
  ["a policy that is none, with its keys in quotes", "a", '"path" "secret/*" {\n  capabilities = [read\n', "policy"],
  ["Boundary's configuration", "a.hcl", 'listener "tcp" {\n  purpose = "api"\n}\ncontroller {}\n', "skipped"],
  ["Nomad's configuration", "a.hcl", 'datacenter = "a"\nvault {\n  address = "a"\n}\n', "skipped"],
  ["Firebase's configuration", "firebase.json", '{"storage": {"rules": "a"}}', "skipped"],
  ["a bucket for Terraform's state", "a.hcl", 'bucket = "a"\n', "skipped"],
  ["a policy", "a.hcl", 'path "secret/*" {\n  capabilities = ["read"]\n}\n', "policy"],
  ["a policy in JSON", "a.json", '{"path": {"secret/*": {"capabilities": ["read"]}}}', "policy"],
  ["a policy that is none", "a.hcl", 'path "secret/*" {\n  capabilities = [read\n', "policy"],
  ["JSON with a path", "a.json", '{"path": {"a": {"b": "c"}}}', "skipped"],
  ["a unit", "vault.service", "[Service]\nExecStart=/usr/bin/vault\n", "systemd unit"],
  ["a drop-in", "vault.service.d/limits.conf", "[Service]\nLimitCORE=0\n", "systemd unit"],
  ["a first configuration", "a", "#cloud-config\nruncmd: []\n", "cloud-init"],
  ["a first script", "user-data.sh", "#!/bin/sh\n", "cloud-init"],
  ["a script", "a.sh", "#!/bin/sh\n", "skipped"],
  ["a project of Compose", "compose.prod.yaml", "services:\n  a: {}\n", "Compose"],
  ["a project of Compose by its services", "a.yaml", "services:\n  a: {image: b}\n", "Compose"],
  ["services of something else", "a.yaml", "services:\n  a: {port: 1}\n", "skipped"],
  ["Prometheus's rules", "a.yaml", "groups:\n  - rules:\n      - {alert: a, expr: b}\n", "Prometheus rules"],
  ["variables", "a/.env.production", "A=1\n", "environment file"],
  ["a state", "a.json", JSON.stringify(state), "Pulumi state"],
  [
    "a state in a backend of one's own",
    "a.json",
    JSON.stringify({ version: 3, checkpoint: { latest: state.deployment } }),
    "Pulumi state",
  ],
  ["a stack's configuration", "Pulumi.dev.yaml", "config: {}\n", "Pulumi configuration"],
  ["a package", "package.json", '{"name": "a", "version": "1"}', "skipped"],
  [
    "policies in YAML that a template fills in",
    "a.yaml",
    'a: |\n  {% if b %}\n  path "c" {\n  }\n  {% endif %}\n',
    "skipped",
  ],
  ["YAML of something else", "a.yaml", "a: 1\n", "skipped"],
  ["broken YAML of something else", "a.yaml", 'a: "\n', "skipped"],
  ["prose", "README.md", "path or listener\n", "skipped"],
  ["an empty file", "a.yaml", "\n", "skipped"],
])("%s", (_, file, text, kind) => expect(reading(file, text).kind).toBe(kind));

const ansible = `{% if ui %}
ui = true
{% endif %}
listener "tcp" {
  address = "{{ bind }}:8200"
}
`;
const cloudInit =
  "#cloud-config\nwrite_files:\n- path: /etc/vault.d/vault.hcl\n%{ if on ~}\nruncmd:\n  - a\n%{ endif ~}\n";

test.each([
  ["Ansible's, of a server", "server.hcl", ansible, "1:2 must be HCL 1, found a template of Jinja's"],
  [
    "Ansible's, of a policy",
    "a.hcl",
    '{% for a in b %}\npath "{{ a }}/*" {\n}\n{% endfor %}\n',
    "1:2 must be HCL 1, found a template of Jinja's",
  ],
  [
    "Ansible's, of a policy without a name for it",
    "app.policy",
    '{% if a %}\npath "a" {\n}\n{% endif %}\n',
    "1:2 must be HCL 1, found a template of Jinja's",
  ],
  [
    "Ansible's, of manifests",
    "a.yaml",
    "{% for vault in vaults %}\napiVersion: v1\nkind: Pod\n{% endfor %}\n",
    "1:2 must be YAML, found a template of Jinja's",
  ],
  [
    "Cookiecutter's",
    "a.yaml",
    "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ cookiecutter.vault }}\n",
    "4:10 must be YAML, found a template of Cookiecutter's",
  ],
  ["Terraform's, with commands", "a.yaml", cloudInit, "4:1 must be YAML, found a template of Terraform's"],
  [
    "Terraform's, with variables",
    "user-data.yaml",
    "#cloud-config\nruncmd:\n  - vault server\n${indent(2, files)}\na: b\n",
    "4:1 must be YAML, found a template of Terraform's",
  ],
  [
    "Terraform's, of a server",
    "a.hcl",
    'listener "tcp" {\n  tls_disable = ${tls_disable}\n}\n',
    "2:17 must be HCL 1, found a template of Terraform's",
  ],
])("a template says that it is one: %s", (_, file, text, problem) => {
  expect(reading(file, text).problems).toEqual([problem]);
});

test("a template that is about other things than Vault is skipped, and what stands beside it is read", () => {
  const template = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.a }}\n";
  expect(reading("a.yaml", template)).toMatchObject({
    kind: "skipped",
    because: "is a template with nothing of Vault's in it",
  });
  expect(reading("a.yaml", `${template}---\napiVersion: v1\nkind: Pod\n`)).toMatchObject({
    kind: "Kubernetes",
    problems: [],
  });
  expect(reading("a.yaml", `${template}# Vault's\n`).problems).toHaveLength(1);
});

test.each([
  [
    "a manifest",
    'apiVersion: v1\nkind: Pod\na: "b',
    "3:6 must be YAML, found a quote, a bracket, a comma or a blank missing",
  ],
  [
    "a template",
    "{{- if .Values.vault }}\napiVersion: v1\nkind: Pod\n{{- end }}\n",
    "1:3 must be YAML, found a template",
  ],
  [
    "a manifest among others",
    "apiVersion: v1\nkind: Pod\n---\na: 1\n",
    "4:1 must have the texts apiVersion and kind in every document, found a document without them",
  ],
  ["a server's configuration", 'listener "tcp" {\n', "2:1 must be HCL 1, found a text that is none"],
  ["a unit", "[Service]\nvault\n", "2:1 must be a section or a setting in one, found a line that is neither"],
  [
    "a state",
    '{"version": 3, "deployment": {"resources": [{"type": "a"}]}}',
    "1:45 must have a urn and a type, as Pulumi writes them, found a resource without them",
  ],
])("what cannot be read of %s is a problem with its place", (name, text, problem) => {
  expect(reading(name === "a unit" ? "a.service" : "a", text).problems).toEqual([problem]);
});

test("of a folder's files, those are opened whose names say that they could be read", () => {
  const files = [
    "a.yaml",
    "a.yml",
    "a.json",
    "a.hcl",
    "a.service",
    ".env",
    "user-data",
    "a.png",
    "README.md",
    "a.ts",
    "Makefile",
  ];
  expect(files.filter(mayBeRead)).toEqual(["a.yaml", "a.yml", "a.json", "a.hcl", "a.service", ".env", "user-data"]);
});
