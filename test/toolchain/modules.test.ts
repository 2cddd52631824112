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
  "only one of the parts compiles it, so that there is nothing to share": [
    "cloud.google.com/go/storage",
    "github.com/Azure/azure-sdk-for-go/sdk/storage/azblob",
    "github.com/GoogleCloudPlatform/opentelemetry-operations-go/exporter/metric",
    "github.com/GoogleCloudPlatform/opentelemetry-operations-go/internal/resourcemapping",
    "github.com/aws/aws-sdk-go-v2/aws/protocol/eventstream",
    "github.com/aws/aws-sdk-go-v2/service/internal/checksum",
    "github.com/aws/aws-sdk-go-v2/service/internal/s3shared",
    "github.com/aws/aws-sdk-go-v2/service/s3",
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

/** `MODULE VERSION` lines, within `require (...)` or after `require`. */
function required(text: string): [name: string, version: string][] {
  const lines = text.matchAll(/^(?:require )?\s*([\w.-]+\.[\w./~!-]+) (v\S+)(?: \/\/ indirect)?$/gm);
  return Array.from(lines, ([, name = "", version = ""]) => [name, version]);
}

function goMod(part: string): string {
  return readFileSync(path.join(modules, part, "go.mod"), "utf8");
}
