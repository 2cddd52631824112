import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const modules = path.join(__dirname, "../../toolchain/modules");

/**
 * Where the parts' versions differ all the same. A cold build compiles these modules once for each part that uses them; any
 * other difference can be removed with `go get MODULE@VERSION` in the module folder that has the older one.
 */
const mayDiffer: Readonly<Record<string, readonly string[]>> = {
  "Vault 1.21.0 compiles against no other published version, while the Terraform provider needs a newer one": [
    "github.com/hashicorp/vault/api",
    "github.com/hashicorp/vault/sdk",
  ],
  "follows vault/sdk": [
    "github.com/hashicorp/vault-plugin-auth-jwt",
    "github.com/hashicorp/vault-plugin-auth-kerberos",
    "github.com/hashicorp/vault-plugin-auth-oci",
  ],
  "the language host exists only in its own, old version of Pulumi's SDK": ["github.com/pulumi/pulumi/sdk/v3"],
  "the bridge and the CLI of one Pulumi version each ask for their own; a handful of packages": [
    "github.com/pulumi/esc",
    "github.com/pulumi/inflector",
  ],
  "Kubernetes 1.36 asks for newer ones; the tests alone run it, and the parts that everybody builds stay as they are for its sake":
    [
      "github.com/Azure/go-ansiterm",
      "github.com/cenkalti/backoff/v5",
      "github.com/cyphar/filepath-securejoin",
      "github.com/emicklei/go-restful/v3",
      "github.com/grpc-ecosystem/grpc-gateway/v2",
      "github.com/moby/term",
      "github.com/prometheus/client_golang",
      "github.com/prometheus/common",
      "github.com/prometheus/procfs",
      "github.com/spf13/cobra",
      "go.opentelemetry.io/otel/exporters/otlp/otlptrace",
      "go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracegrpc",
      "go.opentelemetry.io/proto/otlp",
      "go.yaml.in/yaml/v2",
      "gopkg.in/evanphx/json-patch.v4",
      "k8s.io/api",
      "k8s.io/apiextensions-apiserver",
      "k8s.io/apimachinery",
      "k8s.io/apiserver",
      "k8s.io/client-go",
      "k8s.io/component-base",
      "k8s.io/klog/v2",
      "k8s.io/kube-openapi",
      "k8s.io/kubectl",
      "sigs.k8s.io/apiserver-network-proxy/konnectivity-client",
      "sigs.k8s.io/json",
      "sigs.k8s.io/structured-merge-diff/v6",
    ],
  "so do etcd and the tests' directory; a handful of packages": [
    "github.com/coreos/go-systemd/v22",
    "github.com/jonboulle/clockwork",
    "github.com/pquerna/otp",
    "go.etcd.io/bbolt",
    "go.etcd.io/etcd/api/v3",
    "go.etcd.io/etcd/client/pkg/v3",
    "go.etcd.io/etcd/client/v3",
    "go.uber.org/zap",
  ],
  "only one of the parts compiles it, so that there is nothing to share": [
    "cloud.google.com/go/storage",
    "github.com/Azure/azure-sdk-for-go/sdk/storage/azblob",
    "github.com/GoogleCloudPlatform/opentelemetry-operations-go/exporter/metric",
    "github.com/GoogleCloudPlatform/opentelemetry-operations-go/internal/resourcemapping",
    "github.com/aws/aws-sdk-go-v2/aws/protocol/eventstream",
    "github.com/aws/aws-sdk-go-v2/service/internal/checksum",
    "github.com/aws/aws-sdk-go-v2/service/internal/s3shared",
    "github.com/aws/aws-sdk-go-v2/service/s3",
    "github.com/grpc-ecosystem/go-grpc-middleware",
    "github.com/jackc/pgx/v5",
    "github.com/tklauser/go-sysconf",
    "github.com/tklauser/numcpus",
    "github.com/yusufpapurcu/wmi",
    "golang.org/x/xerrors",
  ],
};

test("the parts' go.mod files agree on the version of every module that they share", () => {
  expect(disagreements()).toEqual(Object.values(mayDiffer).flat().sort());
});

test("every part asks for the same Go", () => {
  const lines = readdirSync(modules).map((part) => /^go (.+)$/m.exec(goMod(part))?.[1]);
  expect(new Set(lines).size).toBe(1);
});

test("every part's go.mod begins by saying why its versions are what they are", () => {
  expect(readdirSync(modules).filter((part) => !goMod(part).startsWith("// Pins "))).toEqual([]);
});

function disagreements(): string[] {
  const versions = new Map<string, Set<string>>();
  for (const part of readdirSync(modules)) {
    for (const [name, version] of required(goMod(part))) {
      versions.set(name, (versions.get(name) ?? new Set()).add(version));
    }
  }
  return [...versions].flatMap(([name, different]) => (different.size > 1 ? [name] : [])).sort();
}

/** `MODULE VERSION` lines, within `require (...)` or after `require`; where another version of a module replaces it, that one. */
function required(text: string): [name: string, version: string][] {
  const lines = text.matchAll(/^(?:require )?\s*([\w.-]+\.[\w./~!-]+) (v\S+)(?: \/\/ indirect)?$/gm);
  const replaced = new Map(Array.from(text.matchAll(/(\S+) => \1 (v\S+)$/gm), ([, name = "", by = ""]) => [name, by]));
  return Array.from(lines, ([, name = "", version = ""]) => [name, replaced.get(name) ?? version]);
}

function goMod(part: string): string {
  return readFileSync(path.join(modules, part, "go.mod"), "utf8");
}
